package factory.transportation;

import factory.goods.Material;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How event times are written.
 *
 * @param times as text in UTC or as a number
 * @param unit what a time counts since 1970-01-01T00:00:00Z
 */
record EventTimes(DestinationSettings.Times times, ChronoUnit unit) {
  private static final long NANOS = 1_000_000_000;

  /**
   * The time as text, as in {@code 2015-09-12T00:46:58.771Z}, or as a number's digits; null where
   * there is none.
   */
  @Nullable String text(long time) {
    if (time == Material.NO_TIME) {
      return null;
    }
    if (isNumber(time)) {
      return Long.toString(time);
    }
    long second = second(time);
    return InstantText.writes(second)
        ? InstantText.of(second, (int) (Math.floorMod(time, perSecond()) * (NANOS / perSecond())))
        : instant(time).toString();
  }

  /** Whether it is written as a number: configured so, or a time that no calendar has. */
  boolean isNumber(long time) {
    if (times == DestinationSettings.Times.EPOCH) {
      return true;
    }
    if (InstantText.writes(second(time))) {
      return false;
    }
    try {
      instant(time);
      return false;
    } catch (DateTimeException | ArithmeticException e) {
      return true;
    }
  }

  private long second(long time) {
    return Math.floorDiv(time, perSecond());
  }

  private long perSecond() {
    return switch (unit) {
      case SECONDS -> 1;
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> NANOS;
      default -> throw new IllegalStateException("event times do not count " + unit);
    };
  }

  private Instant instant(long time) {
    return Instant.ofEpochSecond(
        second(time), Math.floorMod(time, perSecond()) * (NANOS / perSecond()));
  }
}
