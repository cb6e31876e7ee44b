package factory.operations;

import factory.goods.FactoryClock;
import java.time.Duration;

/**
 * Whether the machine's clock was set, and whether the process stood still. Contracts run on the
 * monotonic clock, or on event time, so that neither ends one early.
 */
final class ClockWatch {
  static final String JUMP = "clock-jump";
  static final String STILL = "stood-still";

  /** How long such an alarm is shown: what it tells of is over when it is noticed. */
  static final Duration SHOWN = Duration.ofMinutes(5);

  /** A look that comes later than this was held up itself. */
  private static final Duration LATE = Silence.SILENT;

  private final FactoryClock clock;
  private final Duration jump;
  private final Duration still;
  private long nanos;
  private long millis;

  /**
   * @param jump the least jump that is told; zero for none
   * @param still the least standstill that is told; zero for none
   */
  ClockWatch(FactoryClock clock, Duration jump, Duration still) {
    this.clock = clock;
    this.jump = jump;
    this.still = still;
    this.nanos = clock.nanos();
    this.millis = clock.wallMillis();
  }

  /**
   * Looks at both clocks; called once an interval.
   *
   * @return whether this look came so late that nothing can be said of who else was silent
   */
  boolean look(Duration every, Alarms alarms, Duration now) {
    long nanosNow = clock.nanos();
    long millisNow = clock.wallMillis();
    Duration passed = Duration.ofNanos(nanosNow - nanos);
    Duration jumped = Duration.ofMillis(millisNow - millis).minus(passed);
    nanos = nanosNow;
    millis = millisNow;
    if (!jump.isZero() && jumped.abs().compareTo(jump) >= 0) {
      alarms.raise(
          JUMP,
          "machine",
          "the clock was set "
              + (jumped.isNegative() ? "back" : "forward")
              + " by "
              + Text.span(jumped.abs())
              + ", or the machine slept; contracts do not run on it, but times in manifests and"
              + " logs jump, and so do event times that your sources take from it: look after the"
              + " time service (NTP)",
          now,
          now.plus(SHOWN));
    }
    Duration stood = passed.minus(every);
    if (!still.isZero() && stood.compareTo(still) >= 0) {
      alarms.raise(
          STILL,
          "factory",
          "nothing was looked at for "
              + Text.span(passed)
              + ": the process was stopped, its memory was collected, or the machine has too much to"
              + " do; look at the garbage collector's log and at what else runs there",
          now,
          now.plus(SHOWN));
    }
    return stood.compareTo(LATE) >= 0;
  }
}
