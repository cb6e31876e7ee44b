package factory.purchasing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads times that are written as date and time of day, by ISO 8601 or by a pattern. */
final class WrittenTimes {
  private static final Pattern ISO =
      Pattern.compile(
          "[+-]?\\d{4,9}-\\d\\d-\\d\\d([Tt ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d(:\\d\\d(:\\d\\d)?|\\d\\d)?)?)?");

  private static final Pattern TIME_OF_DAY = Pattern.compile("[aBhHkKmsSAnN]");
  private static final ZonedDateTime EXAMPLE =
      ZonedDateTime.of(2015, 5, 17, 22, 5, 3, 123_456_789, ZoneOffset.UTC);

  private final TimeRules rules;
  private final @Nullable ZoneId zone;
  private final @Nullable ZoneOffset fixedZone;
  private final DateTimeFormatter formatter;
  private final boolean iso;

  /**
   * A reader; fails with {@link SourceException} where the format is none.
   *
   * @param format {@code iso}, or a pattern of {@link DateTimeFormatter}
   * @param zone of a time that names none; null if each has to
   */
  WrittenTimes(TimeRules rules, String format, @Nullable ZoneId zone) {
    this.rules = rules;
    this.zone = zone;
    this.fixedZone =
        zone != null && zone.getRules().isFixedOffset()
            ? zone.getRules().getOffset(Instant.EPOCH)
            : null;
    this.iso = format.equals("iso");
    this.formatter = iso ? isoFormatter() : patternFormatter(format);
  }

  long read(String text) throws Malformed {
    return iso ? byHand(text) : formatted(text);
  }

  /** The usual form by hand, {@code 2015-09-12T00:46:58.771Z}; all others by the formatter. */
  private long byHand(String text) throws Malformed {
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
      return rules.inUnit(days * 86_400 + hour * 3_600 + minute * 60 + second - offset, nano, text);
    } catch (DateTimeException e) {
      throw rules.mismatch(text);
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
      throw rules.missing();
    }
    if (iso && !ISO.matcher(text).matches()) {
      throw rules.mismatch(text);
    }
    TemporalAccessor parsed;
    try {
      parsed = formatter.parse(text);
    } catch (DateTimeException e) {
      throw rules.mismatch(text);
    }
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return rules.inUnit(parsed.getLong(ChronoField.INSTANT_SECONDS), nano(parsed), text);
    }
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      throw rules.mismatch(text);
    }
    ZoneId written = parsed.query(TemporalQueries.zone());
    ZoneId where = written == null ? zone : written;
    if (where == null) {
      throw new Malformed(
          rules.named(text) + " names no zone, and event-time.zone does not say which to take");
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    LocalDateTime local = LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time);
    return rules.inUnit(local.atZone(where).toEpochSecond(), local.getNano(), text);
  }

  private static int nano(TemporalAccessor parsed) {
    return parsed.isSupported(ChronoField.NANO_OF_SECOND)
        ? parsed.get(ChronoField.NANO_OF_SECOND)
        : 0;
  }

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
      DateTimeFormatter formatter =
          builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
      checkWhatItGives(format, letters, formatter);
      return formatter;
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

  /** Java leaves figures that it cannot put together, as an hour of twelve without AM or PM. */
  private static void checkWhatItGives(String format, String letters, DateTimeFormatter formatter) {
    TemporalAccessor parsed;
    try {
      parsed = formatter.parse(formatter.format(EXAMPLE));
    } catch (DateTimeException e) {
      return; // it reads what it does not write
    }
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return;
    }
    if (parsed.query(TemporalQueries.localDate()) == null) {
      throw new SourceException(
          "factory.source.event-time.format: '%s' gives no date: it needs year, month and day, as yyyy-MM-dd (YYYY is the year of a week)"
              .formatted(format));
    }
    if (parsed.query(TemporalQueries.localTime()) == null && TIME_OF_DAY.matcher(letters).find()) {
      throw new SourceException(
          "factory.source.event-time.format: '%s' gives no time of day: HH is the hour from 0 to 23, hh that from 1 to 12, which needs a for AM or PM; minutes need the hour, seconds the minutes, fractions the seconds"
              .formatted(format));
    }
  }
}
