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

  /**
   * The time as text, as in {@code 2015-09-12T00:46:58.771Z}, or as a number's digits; null where
   * there is none.
   */
  @Nullable String text(long time) {
    if (time == Material.NO_TIME) {
      return null;
    }
    return isNumber(time) ? Long.toString(time) : instant(time).toString();
  }

  /** Whether it is written as a number: configured so, or a time that no calendar has. */
  boolean isNumber(long time) {
    if (times == DestinationSettings.Times.EPOCH) {
      return true;
    }
    try {
      instant(time);
      return false;
    } catch (DateTimeException | ArithmeticException e) {
      return true;
    }
  }

  private Instant instant(long time) {
    return switch (unit) {
      case SECONDS -> Instant.ofEpochSecond(time);
      case MILLIS -> Instant.ofEpochMilli(time);
      case MICROS ->
          Instant.ofEpochSecond(
              Math.floorDiv(time, 1_000_000L), Math.floorMod(time, 1_000_000L) * 1_000);
      case NANOS ->
          Instant.ofEpochSecond(
              Math.floorDiv(time, 1_000_000_000L), Math.floorMod(time, 1_000_000_000L));
      default -> Instant.EPOCH.plus(time, unit);
    };
  }
}
