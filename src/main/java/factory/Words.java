package factory;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Figures and lists as a reader likes them. */
final class Words {
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Words() {}

  /** As {@code 64 MiB} or {@code 1.2 KiB}. */
  static String bytes(long bytes) {
    int unit = 0;
    double figure = bytes;
    while (figure >= 1024 && unit < SIZES.length - 1) {
      figure /= 1024;
      unit++;
    }
    boolean whole = figure == Math.rint(figure) || figure >= 100;
    return String.format(Locale.ROOT, whole ? "%,.0f %s" : "%.1f %s", figure, SIZES[unit]);
  }

  /** As {@code 1,000,000}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As {@code 1 file} or {@code 2 files}. */
  static String count(long count, String thing) {
    return count(count) + " " + thing + (count == 1 ? "" : "s");
  }

  /** As {@code 2 s}, {@code 1 h 30 min} or {@code 200 ms}. */
  static String time(Duration time) {
    if (time.isZero()) {
      return "0 s";
    }
    StringBuilder text = new StringBuilder();
    part(text, time.toDays(), "d");
    part(text, time.toHoursPart(), "h");
    part(text, time.toMinutesPart(), "min");
    part(text, time.toSecondsPart(), "s");
    part(text, time.toMillisPart(), "ms");
    part(text, time.toNanosPart() / 1_000 % 1_000, "us");
    part(text, time.toNanosPart() % 1_000, "ns");
    return text.toString();
  }

  /** As {@code a, b or c}. */
  static String or(List<String> words) {
    return joined(words, " or ");
  }

  /** As {@code a, b and c}. */
  static String and(List<String> words) {
    return joined(words, " and ");
  }

  private static String joined(List<String> words, String last) {
    int n = words.size();
    return n < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, n - 1)) + last + words.get(n - 1);
  }

  private static void part(StringBuilder text, long figure, String unit) {
    if (figure != 0) {
      text.append(text.isEmpty() ? "" : " ").append(figure).append(' ').append(unit);
    }
  }
}
