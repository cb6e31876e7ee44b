package factory;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.Serial;
import java.time.Duration;
import java.util.regex.Pattern;

/** Figures with a unit: times and sizes, with HOCON's units and {@code min}, which it lacks. */
final class Quantities {
  private static final String TIMES =
      "must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min";
  private static final String SIZES = "must be a size in bytes, as 4096, 64 KiB, 16 MiB or 2 GiB";
  private static final Pattern MINUTES = Pattern.compile("(?<![a-z])mins?$");

  /** A figure and a known unit, which is a time unless it is too large. */
  private static final Pattern TIME =
      Pattern.compile(
          "\\+?\\d+(\\.\\d+)?\\s*(ns|nanos?|nanoseconds?|us|micros?|microseconds?|ms|millis?|milliseconds?"
              + "|s|seconds?|m|mins?|minutes?|h|hours?|d|days?)");

  /** The same of a size. */
  private static final Pattern SIZE =
      Pattern.compile(
          "\\+?\\d+(\\.\\d+)?\\s*([kKMGTPEZY]i?B?|[bB]|((kilo|mega|giga|tera|peta|exa|zetta|yotta"
              + "|kibi|mebi|gibi|tebi|pebi|exbi|zebi|yobi)?bytes?))?");

  private Quantities() {}

  /** What stands there is no such figure. */
  static final class None extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String rule;

    private None(String rule) {
      super(rule);
      this.rule = rule;
    }

    /** What it has to be, as {@code must be ...}. */
    String rule() {
      return rule;
    }
  }

  /**
   * A time; a bare number is refused, except 0.
   *
   * @param longest of which is spoken where a figure is too large to be read
   */
  static Duration time(ConfigValue value, Duration longest) throws None {
    String text = String.valueOf(value.unwrapped()).strip();
    boolean unit = !text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1));
    if (!unit && !text.equals("0")) {
      throw new None(TIMES);
    }
    try {
      String known = MINUTES.matcher(text).replaceFirst("m");
      return ConfigValueFactory.fromAnyRef(known).atKey("v").getDuration("v");
    } catch (ConfigException | ArithmeticException e) {
      throw new None(TIME.matcher(text).matches() ? atMost(longest) : TIMES);
    }
  }

  /**
   * A size.
   *
   * @param most as {@code longest} of {@link #time}, in bytes
   */
  static long bytes(ConfigValue value, long most) throws None {
    if (value.unwrapped() instanceof Double bare && (bare % 1 != 0 || bare >= 0x1p63)) {
      throw new None(bare % 1 == 0 ? atMost(most) : SIZES); // it would be cut
    }
    try {
      return value.atKey("v").getBytes("v");
    } catch (ConfigException e) {
      String text = String.valueOf(value.unwrapped()).strip();
      throw new None(SIZE.matcher(text).matches() ? atMost(most) : SIZES);
    }
  }

  static String atMost(Duration longest) {
    return "must be at most " + Words.time(longest);
  }

  static String atMost(long bytes) {
    return "must be at most " + Words.bytes(bytes);
  }
}
