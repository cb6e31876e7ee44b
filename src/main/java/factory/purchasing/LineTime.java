package factory.purchasing;

import factory.goods.FactoryClock;
import factory.goods.LineLag;
import java.time.Duration;

/**
 * The time that the lines count by: the factory's clock less the time that buying stood still for
 * lack of credit. In nanoseconds; see {@code docs/decisions/0003}.
 */
final class LineTime {
  private final FactoryClock clock;
  private boolean still;
  private long since;
  private long stood;
  private LineLag lag = LineLag.NONE;
  private LineLag lagThen = LineLag.NONE;

  LineTime(FactoryClock clock) {
    this.clock = clock;
  }

  long now() {
    return clock.nanos() - stood;
  }

  /** A lot is taken. */
  void taken() {
    lagThen = lag;
  }

  /** How far it was behind the clock when the last lot was taken. */
  LineLag lagThen() {
    return lagThen;
  }

  /** Whether buying stands still. */
  boolean standsStill() {
    return still;
  }

  /** Up to when something was bought: now, or while buying stands still since when it does. */
  long boughtUpTo(long now) {
    return still ? since : now;
  }

  /** Buying stands still from {@code now} on. */
  void stop(long now) {
    still = true;
    since = now;
  }

  /** Buying goes on. Returns when, on this time, which is when it stopped. */
  long goOn(long now) {
    still = false;
    stood += now - since;
    lag = new LineLag(since, stood);
    return since;
  }

  /** Timers count in whole milliseconds; one that fires early would only be set again. */
  static Duration roundedUp(long nanos) {
    return Duration.ofMillis(Math.max(1, (nanos + 999_999) / 1_000_000));
  }
}
