package factory;

import java.time.Duration;

/**
 * How long the garbage collector has had the process stand still for nothing: each collection adds
 * to the debt, and what runs in between pays it off, four times as fast. A collector that takes
 * four fifths of the time keeps the debt as it is; one that takes less never makes any that lasts.
 *
 * <p>The measure is jvmquake's (Netflix, "Introducing jvmquake", 2019). Java itself throws {@link
 * OutOfMemoryError} for it with ParallelGC alone ({@code GCTimeLimit}); with G1 a heap that is all
 * but full can be collected for ever.
 */
final class CollectorDebt {
  /** Beyond it nothing is hoped for any more. */
  static final Duration MOST = Duration.ofSeconds(20);

  /** One second of running pays so many of collections. */
  private static final int PAID = 4;

  /** However long one look's collections were, as of a large heap: it takes several. */
  private static final long MOST_AT_ONCE = MOST.toMillis() / 4;

  private long millis;

  /**
   * What has been since the last look.
   *
   * @param collecting milliseconds in which all threads stood still
   * @param passed milliseconds by the clock, these included
   * @return whether there is more than {@link #MOST}
   */
  boolean add(long collecting, long passed) {
    long ran = Math.max(0, passed - collecting);
    millis = Math.max(0, millis + Math.min(collecting, MOST_AT_ONCE) - PAID * ran);
    return millis > MOST.toMillis();
  }
}
