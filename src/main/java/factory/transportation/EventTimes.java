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
    InstantText text = new InstantText();
    return write(time, text) ? text.toString() : instant(time).toString();
  }

  /**
   * Writes the time there, if it is one with a date of four digits for the year, as nearly all are;
   * false if it is not, or numbers are wanted: then nothing is written.
   */
  boolean write(long time, InstantText text) {
    if (times == DestinationSettings.Times.EPOCH || time == Material.NO_TIME) {
      return false;
    }
    long perSecond = perSecond();
    long second = Math.floorDiv(time, perSecond);
    if (!InstantText.writes(second)) {
      return false;
    }
    text.write(second, (int) ((time - second * perSecond) * (NANOS / perSecond)));
    return true;
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
