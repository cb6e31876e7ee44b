package factory.purchasing;

import java.time.temporal.ChronoUnit;

/** What an event time must be: of which field, in which format and unit; and how it is refused. */
final class TimeRules {
  private static final long NANOS = 1_000_000_000L;

  private final String field;
  private final String format;
  private final String unitName;
  private final long perSecond;
  private final long nanosPerUnit;

  /** The rules of the settings; fails with {@link SourceException} where the unit is none. */
  TimeRules(SourceSettings.TimeField settings) {
    this.field = settings.field();
    this.format = settings.format();
    this.perSecond = perSecond(settings.unit());
    this.nanosPerUnit = NANOS / perSecond;
    this.unitName = unitName(settings.unit());
  }

  /** The field's name or path. */
  String field() {
    return field;
  }

  /** How many units make a second. */
  long perSecond() {
    return perSecond;
  }

  /** A moment in units; {@code shown} is what the record says. */
  long inUnit(long second, int nano, String text) throws Malformed {
    if (nano % nanosPerUnit != 0) {
      throw tooPrecise(text);
    }
    long part = nano / nanosPerUnit;
    try {
      // Before 1970 the part goes the other way, so that the smallest long can be reached.
      return second < 0 && part > 0
          ? Math.addExact(Math.multiplyExact(second + 1, perSecond), part - perSecond)
          : Math.addExact(Math.multiplyExact(second, perSecond), part);
    } catch (ArithmeticException e) {
      throw outOfRange(text);
    }
  }

  // ---- refusals ----

  Malformed missing() {
    return new Malformed("no value for event-time field '" + field + "'");
  }

  Malformed mismatch(Object value) {
    return new Malformed(named(value) + " does not match " + format);
  }

  /** The beginning of what is said of a value. */
  String named(Object value) {
    return "event-time field '" + field + "': " + Malformed.quoted(String.valueOf(value));
  }

  Malformed tooPrecise(Object value) {
    return new Malformed(
        named(value) + " has more digits than event-time.unit = " + unitName + " keeps");
  }

  Malformed outOfRange(Object value) {
    return new Malformed(
        named(value) + " does not fit into 64 bits with event-time.unit = " + unitName);
  }

  private static long perSecond(ChronoUnit unit) {
    return switch (unit) {
      case SECONDS -> 1L;
      case MILLIS -> 1_000L;
      case MICROS -> 1_000_000L;
      case NANOS -> NANOS;
      default ->
          throw new SourceException(
              "factory.source.event-time.unit: must be s, ms, us or ns, was " + unit);
    };
  }

  private static String unitName(ChronoUnit unit) {
    return switch (unit) {
      case SECONDS -> "s";
      case MILLIS -> "ms";
      case MICROS -> "us";
      default -> "ns";
    };
  }
}
