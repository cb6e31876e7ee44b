package factory.operations;

import factory.operations.Bottleneck.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who slows the others down, from where credit is held: the stage furthest down the flow before
 * which things pile up, as it was in most of the last looks.
 *
 * <p>Whatever stands before a slow stage fills up as well, since each hop is bounded. So it is
 * looked for from the destination upwards: a full warehouse while the driver is on his way, cargo
 * that waits for stevedores while workshops wait for permits, lines that are full or hold more than
 * seconds of work ({@link Backlogs}). Where no line is full all wait for the source, or for a
 * workshop that does not report any more ({@link MuteWorkshops}).
 */
final class BottleneckWatch {
  /** Looks that count. */
  static final int LOOKS = 10;

  /**
   * A line with this share of its materials in flight is as good as full: credit comes in parts.
   */
  private static final double FULL = 0.75;

  /** With this share it has room. */
  private static final double ROOMY = 0.25;

  /** A workshop that is sent so many times what each of the others is has too large a share. */
  private static final double TOO_LARGE = 1.5;

  /** What others may seem to be while a workshop stands still, which shows no figures. */
  private static final Set<Stage> UP_TO_WORKSHOPS =
      Set.of(Stage.SOURCE, Stage.LINE, Stage.BLUEPRINT);

  private static final String KEY = "bottleneck/";

  /**
   * What one look found.
   *
   * @param slow the workshops that it is; null if it is none
   */
  private record Look(Bottleneck found, @Nullable SlowWorkshops slow) {
    static Look of(SlowWorkshops slow) {
      return new Look(slow.said(), slow);
    }

    Stage stage() {
      return found.stage();
    }
  }

  private final Deque<Look> looks = new ArrayDeque<>();
  private final Shares shares = new Shares();
  private final Backlogs backlogs = new Backlogs();
  private final Duration patience;
  private Bottleneck now = Bottleneck.NONE;
  private @Nullable Stage held;
  private Duration since = Duration.ZERO;

  private final SlowTimes slowTimes = new SlowTimes();
  private @Nullable Bottleneck standing;

  /**
   * @param patience an alarm is raised when a stage holds the others up for longer; zero for never
   */
  BottleneckWatch(Duration patience) {
    this.patience = patience;
  }

  /** As of the last look. */
  Bottleneck now() {
    return now;
  }

  /**
   * Who does not report any more, and so holds the others up unless something behind the workshops
   * does; null if there is none.
   */
  void standsStill(@Nullable Bottleneck found) {
    standing = found;
  }

  /** Looks at the stocks, once an interval. */
  void look(Account account, Alarms alarms, Duration time) {
    if (isOver(account)) {
      looks.clear(); // whatever was before, nobody waits any more
    } else {
      backlogs.look(account.workshops(), time);
      looks.addLast(look(account));
    }
    if (looks.size() > LOOKS) {
      looks.removeFirst();
    }
    Look latest = looks.peekLast();
    boolean upstream = latest != null && UP_TO_WORKSHOPS.contains(latest.stage());
    hold(standing != null && upstream ? standing : most(), alarms, time);
    slowTimes.look(slow(now.stage()), time);
    boolean slows = now.stage() != Stage.NONE && now.stage() != Stage.SOURCE;
    Duration lasts = time.minus(since);
    if (slows && !patience.isZero() && lasts.compareTo(patience) > 0) {
      alarms.raise(
          key(now.stage()),
          now.actor(),
          "others have been held up for "
              + Text.span(lasts)
              + slowTimes.of(since, time)
              + ": "
              + now.text(),
          time);
    }
  }

  /** Nothing flows any more. */
  void end(Alarms alarms, Duration time) {
    looks.clear();
    hold(Bottleneck.NONE, alarms, time);
  }

  /** Nothing is bought any more, and all that was has its fate. */
  private static boolean isOver(Account account) {
    return account.purchases().finished() && account.open() == 0;
  }

  private void hold(Bottleneck latest, Alarms alarms, Duration time) {
    now = latest;
    if (now.stage() != held) {
      if (held != null) {
        alarms.clear(key(held), time);
      }
      held = now.stage();
      since = time;
      slowTimes.clear();
    }
  }

  /**
   * The workshops that were found in these looks, but those that were much less often than another:
   * of several that are alike now the one and now the other is found.
   */
  private Set<Integer> slow(Stage stage) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (Look look : looks) {
      if (look.stage() == stage && look.slow != null) {
        look.slow.which().forEach(workshop -> counts.merge(workshop, 1, Integer::sum));
      }
    }
    int most = counts.values().stream().max(Comparator.naturalOrder()).orElse(0);
    counts.values().removeIf(count -> 2 * count < most);
    return counts.keySet();
  }

  private static String key(Stage stage) {
    return KEY + stage.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What was found in most looks, with its latest figures; of two alike the one further down. */
  private Bottleneck most() {
    Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
    Map<Stage, Look> latest = new EnumMap<>(Stage.class);
    for (Look look : looks) {
      counts.merge(look.stage(), 1, Integer::sum);
      latest.put(look.stage(), look);
    }
    Stage stage = Stage.NONE;
    for (Map.Entry<Stage, Integer> count : counts.entrySet()) {
      if (count.getValue() >= counts.getOrDefault(stage, 0)) {
        stage = count.getKey();
      }
    }
    Look last = latest.get(stage);
    Bottleneck said = last == null ? Bottleneck.NONE : last.found;
    Set<Integer> slow = slow(stage);
    for (Look look : looks) { // the latest in which one of them was found has figures of them
      SlowWorkshops found = look.stage() == stage ? look.slow : null;
      if (found != null && found.which().stream().anyMatch(slow::contains)) {
        said = found.with(slow).said();
      }
    }
    return new Bottleneck(
        stage,
        said.actor(),
        said.text(),
        (double) counts.getOrDefault(stage, 0) / Math.max(1, looks.size()));
  }

  // ---- one look ----

  /** What these stocks say by themselves. */
  Bottleneck find(Account account) {
    return look(account).found;
  }

  private Look look(Account account) {
    List<WorkshopStock> open = account.workshops().stream().filter(w -> !w.closed()).toList();
    shares.look(open);
    TransportStock transport = account.transport();
    long waiting = open.stream().mapToLong(WorkshopStock::waiting).sum();
    if (transport.full() && transport.onTheWay() != 0) {
      return new Look(destination(transport, waiting), null);
    }
    long line = transport.lineCapacity();
    if (line > 0
        && (2 * transport.toPack() >= line || (waiting > 0 && 4 * transport.toPack() >= line))) {
      return new Look(stevedores(transport, waiting), null);
    }
    List<WorkshopStock> full = open.stream().filter(this::isFull).toList();
    if (full.isEmpty()) {
      return new Look(
          account.purchases().finished() || open.isEmpty()
              ? Bottleneck.NONE
              : source(account.purchases(), open),
          null);
    }
    WorkshopStock fullest =
        full.stream().max(Comparator.comparingLong(BottleneckWatch::inFlight)).orElseThrow();
    if (fullest.crowded()) {
      return slow(Stage.ROOM, full.stream().filter(WorkshopStock::crowded).toList(), open);
    }
    List<WorkshopStock> sentMore = full.stream().filter(w -> isSentMore(w, open)).toList();
    return sentMore.contains(fullest) && open.stream().anyMatch(w -> filled(w) <= ROOMY)
        ? slow(Stage.LINE, sentMore, open)
        : slow(Stage.BLUEPRINT, full, open);
  }

  private Look slow(Stage stage, List<WorkshopStock> slow, List<WorkshopStock> open) {
    Set<Integer> which = slow.stream().map(WorkshopStock::workshop).collect(Collectors.toSet());
    Map<Integer, Double> share =
        open.stream().collect(Collectors.toMap(WorkshopStock::workshop, w -> shares.of(w, open)));
    return Look.of(new SlowWorkshops(stage, which, open, share));
  }

  private boolean isFull(WorkshopStock stock) {
    return filled(stock) >= FULL || backlogs.isBehind(stock);
  }

  private boolean isSentMore(WorkshopStock stock, List<WorkshopStock> open) {
    double share = shares.of(stock, open);
    return share * (open.size() - 1) >= TOO_LARGE * (1 - share);
  }

  private static long inFlight(WorkshopStock stock) {
    return stock.onLine() + stock.delivered();
  }

  private static double filled(WorkshopStock stock) {
    return stock.lineCapacity() <= 0 ? 0 : (double) stock.placesTaken() / stock.lineCapacity();
  }

  private static Bottleneck destination(TransportStock transport, long waiting) {
    return new Bottleneck(
        Stage.DESTINATION,
        "driver",
        "shipment "
            + Text.number(transport.onTheWay())
            + " is on its way to "
            + transport.destination()
            + " while the warehouse is full with "
            + Text.number(transport.inWarehouse())
            + (transport.inWarehouse() < transport.warehouseCapacity() ? " by their bytes" : "")
            + waits(waiting)
            + "; the destination takes no more than it does: a quicker disk, server or format"
            + " helps, a larger warehouse only for a while",
        1);
  }

  private static Bottleneck stevedores(TransportStock transport, long waiting) {
    return new Bottleneck(
        Stage.STEVEDORES,
        "stevedores",
        Text.number(transport.toPack())
            + " products and scrap of "
            + Text.number(transport.lineCapacity())
            + " on the transportation line wait to be packed"
            + waits(waiting)
            + "; raise factory.transportation.stevedores, or ship fewer or smaller fields",
        1);
  }

  private static String waits(long waiting) {
    return waiting == 0
        ? ""
        : ", and "
            + Text.number(waiting)
            + (waiting == 1 ? " more waits" : " more wait")
            + " for a permit";
  }

  private static Bottleneck source(PurchaseStock purchases, List<WorkshopStock> open) {
    long taken = open.stream().mapToLong(WorkshopStock::placesHeld).sum();
    long capacity = open.stream().mapToLong(WorkshopStock::lineCapacity).sum();
    return new Bottleneck(
        Stage.SOURCE,
        "source",
        "the workshops have room for "
            + Text.number(Math.max(0, capacity - taken))
            + " more materials and wait for the source; "
            + Text.count(purchases.bought(), "record")
            + (purchases.bought() == 1 ? " is" : " are")
            + " bought so far",
        1);
  }
}
