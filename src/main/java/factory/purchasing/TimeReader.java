package factory.purchasing;

import factory.goods.Material;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads event times: what a record says becomes a number of units since 1970-01-01T00:00:00Z.
 *
 * <p>Nothing is rounded, cut or wrapped: a time with more digits than the unit keeps, or one that
 * 64 bits do not hold in that unit, is malformed. Not thread-safe.
 */
final class TimeReader {
  private static final long NANOS = 1_000_000_000L;
  private static final Pattern ISO =
      Pattern.compile(
          "[+-]?\\d{4,9}-\\d\\d-\\d\\d([Tt ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d(:\\d\\d(:\\d\\d)?|\\d\\d)?)?)?");
  private static final int LONGEST_NUMBER = 60;
  private static final int LARGEST_POWER = 30;

  private final String field;
  private final String format;
  private final @Nullable ZoneId zone;
  private final @Nullable ZoneOffset fixedZone;
  private final String unitName;
  private final long perSecond;
  private final long nanosPerUnit;

  /** How many of what is read make a second; 0 where texts are read. */
  private final long epochPerSecond;

  private final DateTimeFormatter formatter;
  private final boolean iso;

  private String lastText = "";
  private long lastTime = Material.NO_TIME;

  /** A reader by the settings; fails with {@link SourceException} where the format is none. */
  TimeReader(SourceSettings.TimeField settings) {
    this.field = settings.field();
    this.format = settings.format();
    this.zone = settings.zone();
    this.fixedZone =
        zone != null && zone.getRules().isFixedOffset()
            ? zone.getRules().getOffset(Instant.EPOCH)
            : null;
    this.perSecond = perSecond(settings.unit());
    this.nanosPerUnit = NANOS / perSecond;
    this.unitName = unitName(settings.unit());
    this.epochPerSecond =
        switch (format) {
          case "epoch" -> perSecond;
          case "epoch-s" -> 1L;
          case "epoch-ms" -> 1_000L;
          case "epoch-us" -> 1_000_000L;
          case "epoch-ns" -> NANOS;
          default -> 0L;
        };
    this.iso = format.equals("iso");
    this.formatter = iso || epochPerSecond > 0 ? isoFormatter() : patternFormatter(format);
  }

  /** The field's name or path. */
  String field() {
    return field;
  }

  /** The time that this value of a record means. */
  long read(@Nullable Object value) throws Malformed {
    if (value instanceof String text) {
      if (text.equals(lastText) && lastTime != Material.NO_TIME) {
        return lastTime;
      }
      long time =
          checked(epochPerSecond > 0 ? epoch(text) : iso ? iso(text) : formatted(text), text);
      lastText = text;
      lastTime = time;
      return time;
    }
    if (value == null) {
      throw missing();
    }
    if (epochPerSecond > 0 && value instanceof Long number) {
      return checked(epoch(number), number);
    }
    if (epochPerSecond > 0 && value instanceof BigDecimal number) {
      return checked(epoch(number, number), number);
    }
    if (value instanceof Long || value instanceof BigDecimal) {
      return read(value.toString());
    }
    throw mismatch(value);
  }

  // Numbers.

  private long epoch(long number) throws Malformed {
    if (perSecond >= epochPerSecond) {
      try {
        return Math.multiplyExact(number, perSecond / epochPerSecond);
      } catch (ArithmeticException e) {
        throw outOfRange(number);
      }
    }
    long divisor = epochPerSecond / perSecond;
    if (number % divisor != 0) {
      throw tooPrecise(number);
    }
    return number / divisor;
  }

  private long epoch(BigDecimal number, Object shown) throws Malformed {
    // The digits before the point decide whether it is worth an exact look at all.
    if (number.precision() - (long) number.scale() > LARGEST_POWER) {
      throw outOfRange(shown);
    }
    if (number.scale() > LONGEST_NUMBER) {
      throw tooPrecise(shown);
    }
    BigDecimal inUnit = number.scaleByPowerOfTen(zeros(perSecond) - zeros(epochPerSecond));
    try {
      return inUnit.longValueExact();
    } catch (ArithmeticException e) {
      throw isInteger(inUnit) ? outOfRange(shown) : tooPrecise(shown);
    }
  }

  private static int zeros(long powerOfTen) {
    int zeros = 0;
    for (long rest = powerOfTen; rest > 1; rest /= 10) {
      zeros++;
    }
    return zeros;
  }

  private static boolean isInteger(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  private long epoch(String text) throws Malformed {
    if (text.isEmpty()) {
      throw missing();
    }
    if (isLong(text)) {
      return epoch(Long.parseLong(text));
    }
    if (text.length() > LONGEST_NUMBER) {
      throw mismatch(text);
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw mismatch(text);
    }
    return epoch(number, text);
  }

  /**
   * Digits that surely fit, which are 18, or 19 if the first is not a 9; what is left out is read
   * with more care.
   */
  private static boolean isLong(String text) {
    int length = text.length();
    if (length > 19 || (length == 19 && text.charAt(0) > '8')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  // Texts.

  /** The usual form by hand, {@code 2015-09-12T00:46:58.771Z}; all others by the formatter. */
  private long iso(String text) throws Malformed {
    int length = text.length();
    if (length < 19
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return formatted(text);
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return formatted(text);
    }
    int at = 19;
    int nano = 0;
    if (at < length && text.charAt(at) == '.') {
      int scale = 100_000_000;
      for (at++; at < length && scale > 0; at++, scale /= 10) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
          break;
        }
        nano += digit * scale;
      }
      if (at == 20) {
        return formatted(text);
      }
    }
    int offset;
    if (at == length) {
      if (fixedZone == null) {
        return formatted(text);
      }
      offset = fixedZone.getTotalSeconds();
    } else {
      offset = offset(text, at);
      if (offset == Integer.MIN_VALUE) {
        return formatted(text);
      }
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return inUnit(days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nano, text);
    } catch (DateTimeException e) {
      throw mismatch(text);
    }
  }

  /** {@code Z}, or {@code +02:00}, up to 17:59; the smallest int for all else. */
  private static int offset(String text, int at) {
    int length = text.length();
    char sign = text.charAt(at);
    if (sign == 'Z' && at + 1 == length) {
      return 0;
    }
    if ((sign != '+' && sign != '-') || at + 6 != length || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if ((hours | minutes) < 0 || hours > 17 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  /** The number that these digits write; negative if one is no digit. */
  private static int digits(String text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private long formatted(String text) throws Malformed {
    if (text.isEmpty()) {
      throw missing();
    }
    if (iso && !ISO.matcher(text).matches()) {
      throw mismatch(text);
    }
    TemporalAccessor parsed;
    try {
      parsed = formatter.parse(text);
    } catch (DateTimeException e) {
      throw mismatch(text);
    }
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return inUnit(parsed.getLong(ChronoField.INSTANT_SECONDS), nano(parsed), text);
    }
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      throw mismatch(text);
    }
    ZoneId written = parsed.query(TemporalQueries.zone());
    ZoneId where = written == null ? zone : written;
    if (where == null) {
      throw new Malformed(
          named(text) + " names no zone, and event-time.zone does not say which to take");
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    LocalDateTime local = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
    return inUnit(local.atZone(where).toEpochSecond(), local.getNano(), text);
  }

  private static int nano(TemporalAccessor parsed) {
    return parsed.isSupported(ChronoField.NANO_OF_SECOND)
        ? parsed.get(ChronoField.NANO_OF_SECOND)
        : 0;
  }

  private long inUnit(long second, int nano, String text) throws Malformed {
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

  // Refusals.

  /** {@link Material#NO_TIME} is a number too, but not a time. */
  private long checked(long time, Object shown) throws Malformed {
    if (time == Material.NO_TIME) {
      throw outOfRange(shown);
    }
    return time;
  }

  private Malformed missing() {
    return new Malformed("no value for event-time field '" + field + "'");
  }

  private Malformed mismatch(Object value) {
    return new Malformed(named(value) + " does not match " + format);
  }

  private String named(Object value) {
    return "event-time field '" + field + "': " + Malformed.quoted(String.valueOf(value));
  }

  private Malformed tooPrecise(Object value) {
    return new Malformed(
        named(value) + " has more digits than event-time.unit = " + unitName + " keeps");
  }

  private Malformed outOfRange(Object value) {
    return new Malformed(
        named(value) + " does not fit into 64 bits with event-time.unit = " + unitName);
  }

  // Settings.

  private static DateTimeFormatter isoFormatter() {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .optionalStart()
        .appendLiteral('T')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalEnd()
        .optionalStart()
        .appendLiteral(' ')
        .append(DateTimeFormatter.ISO_LOCAL_TIME)
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HH:MM:ss", "Z")
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HHmm", "Z")
        .optionalEnd()
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * Strict, so that the 31st of April is no time; but {@code yyyy} needs no era, as everybody
   * expects.
   */
  private static DateTimeFormatter patternFormatter(String format) {
    try {
      DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(format);
      String letters = format.replaceAll("'[^']*'", "");
      if (letters.indexOf('y') >= 0 && letters.indexOf('G') < 0) {
        builder.parseDefaulting(ChronoField.ERA, IsoEra.CE.getValue());
      }
      return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          "factory.source.event-time.format: '"
              + format
              + "' is neither iso, epoch, epoch-s, epoch-ms, epoch-us nor epoch-ns, nor a pattern of java.time.format.DateTimeFormatter ("
              + e.getMessage()
              + ")",
          e);
    }
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
