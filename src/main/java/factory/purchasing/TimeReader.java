package factory.purchasing;

import static java.util.Objects.requireNonNull;

import factory.goods.Material;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads event times: what a record says becomes a number of units since 1970-01-01T00:00:00Z.
 *
 * <p>Nothing is rounded, cut or wrapped: a time with more digits than the unit keeps, or one that
 * 64 bits do not hold in that unit, is malformed. Not thread-safe.
 */
final class TimeReader {
  private final TimeRules rules;

  /** Null where times are written as texts. */
  private final @Nullable EpochTimes numbers;

  /** Null where times are numbers. */
  private final @Nullable WrittenTimes texts;

  private String lastText = "";
  private long lastTime = Material.NO_TIME;

  /** A reader by the settings; fails with {@link SourceException} where the format is none. */
  TimeReader(SourceSettings.TimeField settings) {
    this.rules = new TimeRules(settings);
    long epochPerSecond =
        switch (settings.format()) {
          case "epoch" -> rules.perSecond();
          case "epoch-s" -> 1L;
          case "epoch-ms" -> 1_000L;
          case "epoch-us" -> 1_000_000L;
          case "epoch-ns" -> 1_000_000_000L;
          default -> 0L;
        };
    boolean epoch = epochPerSecond > 0;
    this.numbers = epoch ? new EpochTimes(rules, epochPerSecond) : null;
    this.texts = epoch ? null : new WrittenTimes(rules, settings.format(), settings.zone());
  }

  /** The field's name or path. */
  String field() {
    return rules.field();
  }

  /** The time that this value of a record means. */
  long read(@Nullable Object value) throws Malformed {
    if (value instanceof String text) {
      return read(text);
    }
    if (value == null) {
      throw rules.missing();
    }
    if (value instanceof Long number) {
      return numbers == null ? read(value.toString()) : checked(numbers.read(number), number);
    }
    if (value instanceof BigDecimal number) {
      return numbers == null
          ? read(value.toString())
          : checked(numbers.read(number, number), number);
    }
    throw rules.mismatch(value);
  }

  /** Neighbouring records often say the same. */
  private long read(String text) throws Malformed {
    if (text.equals(lastText) && lastTime != Material.NO_TIME) {
      return lastTime;
    }
    lastTime =
        checked(numbers == null ? requireNonNull(texts).read(text) : numbers.read(text), text);
    lastText = text;
    return lastTime;
  }

  /** {@link Material#NO_TIME} is a number too, but not a time. */
  private long checked(long time, Object shown) throws Malformed {
    if (time == Material.NO_TIME) {
      throw rules.outOfRange(shown);
    }
    return time;
  }
}
