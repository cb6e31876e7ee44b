package factory.purchasing;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Which of several logs have had nothing new for so long that event time goes on without them.
 *
 * <p>By the machine's clock, for records that do not come say nothing. A log is idle only if two
 * looks at it, so far apart, found nothing; one that is not looked at because the lines are full is
 * not.
 */
final class Idleness {
  private static final long BUSY = Long.MIN_VALUE;

  private final long after;
  private final LongSupplier nanos;

  /** When the first look found nothing after which none found anything, or {@link #BUSY}. */
  private final long[] since;

  private final boolean[] idle;

  /** {@code after} is {@link SourceSettings.Followed#WAITED_FOR} if none ever is. */
  Idleness(int partitions, Duration after, LongSupplier nanos) {
    this.after = after.toNanos();
    this.nanos = nanos;
    this.since = new long[partitions];
    this.idle = new boolean[partitions];
    Arrays.fill(since, BUSY);
  }

  /** A look at a partition has found something or not; returns whether it has just become idle. */
  boolean look(int partition, boolean found) {
    if (found) {
      since[partition] = BUSY;
      idle[partition] = false;
      return false;
    }
    long now = nanos.getAsLong();
    if (since[partition] == BUSY) {
      since[partition] = now;
    }
    boolean before = idle[partition];
    idle[partition] = before || (after > 0 && now - since[partition] >= after);
    return idle[partition] && !before;
  }

  /** A partition was not looked at though it was its turn: nothing is known of it. */
  void passedOver(int partition) {
    since[partition] = BUSY;
    idle[partition] = false;
  }

  boolean isIdle(int partition) {
    return idle[partition];
  }
}
