package factory.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The latest stock of each department, when it came, and how fast its figures grow. Times are
 * counted from the start.
 */
final class Books {
  private static final Duration PAIR = Duration.ZERO;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration FOR_PRODUCTS = Duration.ofSeconds(10);
  private static final Duration FOR_PROGRESS = Duration.ofSeconds(30);

  private PurchaseStock purchases = PurchaseStock.NONE;
  private final List<WorkshopStock> workshops = new ArrayList<>();
  private TransportStock transport = TransportStock.NONE;

  private final Meter bought = fromNothing(new Meter(PAIR));
  private final Meter boughtOfLate = fromNothing(Meter.overAtLeast(SECOND));
  private final Meter progress = new Meter(FOR_PROGRESS);
  private final List<Meter> assembled = new ArrayList<>();
  private final List<Meter> assembledOfLate = new ArrayList<>();
  private final Meter products = fromNothing(new Meter(FOR_PRODUCTS));

  /**
   * Departments that have reported since {@link #nextRound}: the workshops, then the Buyer, then
   * transportation.
   */
  private final boolean[] reported;

  private final boolean[] everReported;

  Books(int count) {
    for (int i = 0; i < count; i++) {
      workshops.add(WorkshopStock.nothing(i, false));
      assembled.add(fromNothing(new Meter(PAIR)));
      assembledOfLate.add(fromNothing(Meter.overAtLeast(SECOND)));
    }
    reported = new boolean[count + 2];
    everReported = new boolean[count + 2];
  }

  /** Of a figure that is 0 at the start, so that the first report tells a rate, too. */
  private static Meter fromNothing(Meter meter) {
    meter.tell(Duration.ZERO, 0);
    return meter;
  }

  void purchased(PurchaseStock stock, Duration now) {
    purchases = stock;
    bought.tell(now, stock.bought());
    boughtOfLate.tell(now, stock.bought());
    if (!Double.isNaN(stock.progress())) {
      progress.tell(now, stock.progress());
    }
    report(workshops.size());
  }

  /** Takes a workshop's stock; false when there is no such workshop. */
  boolean stockTaken(WorkshopStock stock, Duration now) {
    int w = stock.workshop();
    if (w < 0 || w >= workshops.size()) {
      return false;
    }
    workshops.set(w, stock);
    assembled.get(w).tell(now, stock.assembled());
    assembledOfLate.get(w).tell(now, stock.assembled());
    report(w);
    return true;
  }

  void transported(TransportStock stock, Duration now) {
    transport = stock;
    products.tell(now, stock.shippedProducts());
    report(workshops.size() + 1);
  }

  private void report(int department) {
    reported[department] = true;
    everReported[department] = true;
  }

  /**
   * Whether each department that still works has reported since the last time this was true; then a
   * new round begins.
   */
  boolean nextRound() {
    for (int i = 0; i < reported.length; i++) {
      if (!everReported[i] || !(reported[i] || hasFinished(i))) {
        return false;
      }
    }
    Arrays.fill(reported, false);
    return true;
  }

  private boolean hasFinished(int department) {
    return department < workshops.size()
        ? workshops.get(department).closed()
        : department == workshops.size() && purchases.finished();
  }

  Account account() {
    return new Account(purchases, List.copyOf(workshops), transport);
  }

  double boughtPerSecond(Duration now) {
    return purchases.finished() ? 0 : bought.perSecond(now);
  }

  double productsPerSecond(Duration now) {
    return products.perSecond(now);
  }

  double assembledPerSecond(int workshop, Duration now) {
    return workshops.get(workshop).closed() ? 0 : assembled.get(workshop).perSecond(now);
  }

  List<Double> assembledPerSecond(Duration now) {
    return IntStream.range(0, assembled.size())
        .mapToObj(workshop -> assembledPerSecond(workshop, now))
        .toList();
  }

  /** How fast the figures came to what they are. */
  Pace pace() {
    return new Pace(
        boughtOfLate.perSecond(), assembledOfLate.stream().map(Meter::perSecond).toList());
  }

  /** Until the source is read to its end; null where nothing can be said. */
  @Nullable Duration left(Duration now) {
    double perSecond = progress.perSecond(now);
    if (!purchases.bounded() || purchases.finished() || !(perSecond > 0)) {
      return null;
    }
    double seconds = Math.max(0, 1 - purchases.progress()) / perSecond;
    return seconds < 1e9 ? Duration.ofSeconds((long) Math.ceil(seconds)) : null;
  }

  /** When this workshop reported last; null before the first time. */
  @Nullable Duration lastReport(int workshop) {
    return assembled.get(workshop).last();
  }

  /** When transportation reported last; null before the first time. */
  @Nullable Duration lastTransportReport() {
    return products.last();
  }
}
