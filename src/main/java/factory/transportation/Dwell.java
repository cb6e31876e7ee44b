package factory.transportation;

import factory.goods.FactoryClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ObjLongConsumer;

/**
 * How long cargo stays in the warehouse, to its shipment. Only counted, not told apart: what came
 * first is taken to leave first, which is so but for a pallet that a stevedore has dropped. What
 * comes within {@link #STEP} counts as one.
 */
final class Dwell {
  /** How exact it is. */
  static final Duration STEP = Duration.ofMillis(20);

  private static final class Lot {
    private final long at;
    private long count;

    Lot(long at) {
      this.at = at;
    }
  }

  private final FactoryClock clock;
  private final Deque<Lot> lots = new ArrayDeque<>();

  Dwell(FactoryClock clock) {
    this.clock = clock;
  }

  /** So much cargo has come. */
  void loaded(long count) {
    long now = clock.nanos();
    Lot last = lots.peekLast();
    if (last == null || now - last.at >= STEP.toNanos()) {
      last = new Lot(now);
      lots.addLast(last);
    }
    last.count += count;
  }

  /** So much cargo has left; {@code told} gets how long it took and how many took so long. */
  void left(long count, ObjLongConsumer<Duration> told) {
    long now = clock.nanos();
    long rest = count;
    while (rest > 0 && !lots.isEmpty()) {
      Lot first = lots.getFirst();
      long part = Math.min(rest, first.count);
      told.accept(Duration.ofNanos(Math.max(0, now - first.at)), part);
      first.count -= part;
      rest -= part;
      if (first.count == 0) {
        lots.removeFirst();
      }
    }
  }
}
