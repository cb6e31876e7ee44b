package factory.operations;

import factory.goods.FactoryClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that look at the stocks and raise or clear alarms. Each is named in {@code
 * docs/operations.md}; times are counted from the start of the factory.
 */
final class Watch {
  static final String NO_PRODUCT = "no-product";
  static final String CUSTODY = "custody";
  static final String REPLAY = "replay";
  static final String IDLE = "idle";
  static final String HELD_BACK = "held-back";

  /** Idle partitions that are named. */
  private static final int NAMED = 5;

  /** Rounds of reports over which an account that does not balance must stand still. */
  static final int ROUNDS = 5;

  /** A line is full before its last place is taken: a part of a batch may not fit into the rest. */
  private static final double FULL = 0.95;

  private record Figures(long bought, long shipped, long scrapped, long open) {}

  private final OpsSettings settings;
  private final @Nullable Duration[] fullSince;
  private final List<Silence> silences = new ArrayList<>();
  private final Silence transportation = new Silence("transportation", "transportation");
  private final DriverWatch driver;
  private final MemoryWatch memory;
  private final ClockWatch clocks;
  private final BottleneckWatch bottleneck;
  private final MuteWorkshops mute = new MuteWorkshops();

  private @Nullable Duration openSince;
  private Duration lastProduct = Duration.ZERO;
  private long packed = -1;

  private Figures figures = new Figures(0, 0, 0, 0);
  private int still;

  Watch(OpsSettings settings, int workshops, FactoryClock clock) {
    this.settings = settings;
    fullSince = new Duration[workshops];
    for (int i = 0; i < workshops; i++) {
      silences.add(new Silence(Integer.toString(i), "workshop " + i));
    }
    OpsSettings.Thresholds more = settings.more();
    driver = new DriverWatch(more.driverLate());
    memory = new MemoryWatch(more.memory());
    clocks = new ClockWatch(clock, more.clockJump(), more.stoodStill());
    bottleneck = new BottleneckWatch(more.bottleneck());
  }

  /** Looks at the books; called once an interval. */
  void look(Books books, Alarms alarms, Duration now) {
    Account account = books.account();
    boolean late = clocks.look(settings.every(), alarms, now);
    SortedMap<Integer, Duration> overdue = new TreeMap<>();
    for (WorkshopStock stock : account.workshops()) {
      line(stock, books.assembledPerSecond(stock.workshop(), now), alarms, now);
      Duration report = stock.closed() ? null : books.lastReport(stock.workshop());
      if (!late) {
        Silence silence = silences.get(stock.workshop());
        silence.look(report, alarms, now);
        Duration since = silence.overdue(now);
        if (since != null) {
          overdue.put(stock.workshop(), since);
        }
      }
      memory.look(stock, alarms, now);
    }
    if (!late && fullSince.length > 0) { // where there are only jobs nobody ships
      transportation.look(books.lastTransportReport(), alarms, now);
    }
    driver.look(account.transport(), alarms, now);
    bottleneck.standsStill(mute.look(account.purchases(), overdue));
    bottleneck.look(account, alarms, now);
    products(account, alarms, now);
    replay(account.replay(), alarms, now);
    idle(account.purchases().idle(), alarms, now);
    heldBack(account.purchases().heldBack(), alarms, now);
    if (books.nextRound()) {
      custody(account, alarms, now);
    }
  }

  /** Who holds the others up, as of the last look. */
  Bottleneck bottleneck() {
    return bottleneck.now();
  }

  /** Nothing is looked at any more: nobody holds anybody up, and only what remains is an alarm. */
  void end(Books books, Alarms alarms, Duration now) {
    bottleneck.end(alarms, now);
    new EndOfRun(books.account(), settings.replay()).settle(alarms, now);
  }

  private void line(WorkshopStock stock, double perSecond, Alarms alarms, Duration now) {
    int w = stock.workshop();
    long inFlight = stock.onLine() + stock.delivered();
    String key = "line-full/" + w;
    boolean full = stock.lineCapacity() > 0 && stock.placesHeld() >= FULL * stock.lineCapacity();
    // Not before it is half empty: a line at its limit flickers.
    if (stock.placesHeld() * 2 <= stock.lineCapacity() || stock.lineCapacity() <= 0) {
      alarms.clear(key, now);
    }
    boolean stands = alarms.stands(key);
    if (!full && !stands) {
      fullSince[w] = null;
      return;
    }
    Duration since = fullSince[w];
    if (since == null) {
      fullSince[w] = now;
    } else if (stands || now.minus(since).compareTo(settings.lineFull()) > 0) {
      alarms.raise(
          key,
          "line " + w,
          (full ? "full with " : "not half empty again with ")
              + Text.number(inFlight)
              + " materials "
              + (stock.withheld() > 0
                  ? "and " + Text.number(stock.withheld()) + " that are assembled and cannot leave "
                  : "")
              + "for "
              + Text.span(now.minus(since))
              + " at "
              + Text.rate(perSecond)
              + "/s; the Buyer waits, nothing is lost. As it should be for a backlog; else a quicker"
              + " blueprint or destination helps, or more workshops",
          now);
    }
  }

  private void products(Account account, Alarms alarms, Duration now) {
    TransportStock transport = account.transport();
    // While there is no room for a product, nobody waits for one: the driver has alarms of his own.
    if (transport.packedProducts() > packed || transport.full()) {
      packed = transport.packedProducts();
      lastProduct = now;
      alarms.clear(NO_PRODUCT, now);
    }
    long open = account.open() - transport.warehouseMaterials();
    if (open <= 0) {
      openSince = null;
      alarms.clear(NO_PRODUCT, now);
      return;
    }
    if (openSince == null) {
      openSince = now;
    }
    Duration since = openSince.compareTo(lastProduct) > 0 ? openSince : lastProduct;
    Duration without = now.minus(since);
    if (!settings.noProduct().isZero() && without.compareTo(settings.noProduct()) > 0) {
      alarms.raise(
          NO_PRODUCT,
          "factory",
          "no product for "
              + Text.span(without)
              + " while "
              + Text.count(open, "material")
              + (open == 1 ? " is" : " are")
              + " open; "
              + whoMayBeWhy(bottleneck.now()),
          now);
    }
  }

  /** Who holds the others up holds up the products as well. */
  private static String whoMayBeWhy(Bottleneck slow) {
    return switch (slow.stage()) {
      case NONE, SOURCE -> "is contract.term meant to be so long, or does a blueprint stand still?";
      default ->
          "see who is slowing us (" + slow.actor() + "); or is contract.term meant to be so long?";
    };
  }

  private void replay(long records, Alarms alarms, Duration now) {
    if (records > settings.replay()) {
      alarms.raise(
          REPLAY,
          "factory",
          "a restart would read "
              + Text.number(records)
              + " records again, for the first of them are still open; factory.contract.max-term"
              + " closes workers that live for long, factory.replay.close-beyond those that are"
              + " so far back",
          now);
    } else {
      alarms.clear(REPLAY, now);
    }
  }

  private void idle(List<String> partitions, Alarms alarms, Duration now) {
    if (partitions.isEmpty()) {
      alarms.clear(IDLE, now);
      return;
    }
    alarms.raise(
        IDLE,
        "Buyer",
        "nothing new in "
            + named(partitions)
            + " for longer than factory.source.idle-after; event time goes on without "
            + (partitions.size() == 1 ? "it" : "them")
            + "; what comes late from there may find its product closed",
        now);
  }

  private void heldBack(List<String> partitions, Alarms alarms, Duration now) {
    if (partitions.isEmpty()) {
      alarms.clear(HELD_BACK, now);
      return;
    }
    alarms.raise(
        HELD_BACK,
        "Buyer",
        named(partitions)
            + (partitions.size() == 1 ? " is" : " are")
            + " not read on, being more than factory.source.max-drift ahead of another file, until"
            + " that has come so far or is idle; nothing is lost. As it should be for a backlog; a"
            + " time far in the future is a mistake in the log, and what comes behind it there will"
            + " be late",
        now);
  }

  private static String named(List<String> partitions) {
    int more = partitions.size() - NAMED;
    return String.join(", ", partitions.subList(0, Math.min(NAMED, partitions.size())))
        + (more > 0 ? " and " + Text.count(more, "more file") : "");
  }

  private void custody(Account account, Alarms alarms, Duration now) {
    Figures latest =
        new Figures(account.bought(), account.shipped(), account.scrapped(), account.open());
    still = latest.equals(figures) ? still + 1 : 1;
    figures = latest;
    long missing = account.missing();
    if (missing == 0) {
      alarms.clear(CUSTODY, now);
    } else if (still >= ROUNDS) {
      alarms.raise(
          CUSTODY,
          "factory",
          "account does not balance by "
              + Text.number(missing)
              + " while nothing moves; a fault of the factory: stop it and start it again, the"
              + " source is read again from what is shipped",
          now);
    }
  }
}
