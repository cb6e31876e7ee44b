package factory.operations.web;

import java.util.function.LongSupplier;

/** Lets so many pass in a second, and as many at once after a pause. For any thread. */
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanos;
  private double free;
  private long at;

  /**
   * A limit that is not used up.
   *
   * @param nanos a monotonic clock
   */
  RateLimit(double perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.free = perSecond;
    this.at = nanos.getAsLong();
  }

  /** Whether another one may pass now. */
  synchronized boolean pass() {
    long now = nanos.getAsLong();
    free = Math.min(perSecond, free + (now - at) / NANOS * perSecond);
    at = now;
    if (free < 1) {
      return false;
    }
    free--;
    return true;
  }
}
