package factory.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How figures and strangers' words are written for a reader, the same in every locale. */
final class Text {
  private static final String CUT = "...";

  private Text() {}

  /** A whole number with thousands separators. */
  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A rate: a whole number, with one decimal below 10. */
  static String rate(double perSecond) {
    if (Double.isNaN(perSecond) || perSecond <= 0) {
      return "0";
    }
    return perSecond < 9.95
        ? String.format(Locale.ROOT, "%.1f", perSecond)
        : number(Math.round(perSecond));
  }

  /** A share, 0 to 1, as a whole per cent; 100 % only when it is all. */
  static String percent(double share) {
    return (share >= 1 ? 100 : Math.min(99, Math.max(0, (int) Math.floor(share * 100)))) + " %";
  }

  /** Bytes in the largest unit that leaves at least 1. */
  static String bytes(long n) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = n;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 || value >= 10 ? number(Math.round(value)) : rate(value)) + " " + units[unit];
  }

  /**
   * A span in at most two units, as the page writes it, never rounded up: {@code 250 ms}, {@code
   * 12.3 s}, {@code 8 min 50 s}, {@code 2 h 5 min}, {@code 4 days 3 h}.
   */
  static String span(Duration time) {
    long millis = Math.max(0, time.toMillis());
    long s = millis / 1_000;
    if (s == 0 && time.compareTo(Duration.ZERO) > 0) {
      return millis == 0 ? "<1 ms" : millis + " ms";
    } else if (s < 60) {
      long tenths = millis / 100 % 10;
      return s + (tenths == 0 ? "" : "." + tenths) + " s";
    } else if (s < 3_600) {
      return units(s / 60, " min", s % 60, " s");
    }
    return s < 48 * 3_600
        ? units(s / 3_600, " h", s / 60 % 60, " min")
        : units(s / 86_400, " days", s / 3_600 % 24, " h");
  }

  private static String units(long large, String unit, long small, String smaller) {
    return number(large) + unit + (small == 0 ? "" : " " + small + smaller);
  }

  /** The same of what runs: whole seconds from the first one on. */
  static String running(Duration time) {
    return span(Duration.ofSeconds(Math.max(0, time.toSeconds())));
  }

  /** {@code 1 worker}, {@code 2 workers}. */
  static String count(long n, String noun) {
    return number(n) + " " + noun + (n == 1 ? "" : "s");
  }

  /** The largest few of the counts, by size and then by name, the others as {@code (+n more)}. */
  static String largest(Map<String, Long> counts, int most) {
    return largest(counts, most, 24);
  }

  /** The same with names of at most {@code longest} columns. */
  static String largest(Map<String, Long> counts, int most, int longest) {
    StringBuilder text = new StringBuilder();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(
            e ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(cut(clean(e.getKey()), longest))
                    .append(' ')
                    .append(number(e.getValue())));
    if (counts.size() > most) {
      text.append(" (+").append(number(counts.size() - (long) most)).append(" more)");
    }
    return text.toString();
  }

  /** See {@link Printable#clean}. */
  static String clean(String text) {
    return Printable.clean(text);
  }

  /** At most {@code columns} columns of the text; what is cut ends in dots. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    String end = columns >= 8 ? CUT : "";
    return text.substring(0, fitting(text, columns - end.length())) + end;
  }

  /** The text in exactly {@code columns} columns, to the left. */
  static String left(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }

  /** The text in exactly {@code columns} columns, to the right. */
  static String right(String text, int columns) {
    String cut = cut(text, columns);
    return " ".repeat(Math.max(0, columns - width(cut))) + cut;
  }

  /**
   * The text in lines of at most {@code columns}, broken at blanks where it can; at most {@code
   * most} lines.
   */
  static List<String> wrap(String text, int columns, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && lines.size() < most - 1 && width(rest) > columns) {
      int end = Math.max(1, fitting(rest, columns));
      int blank = rest.lastIndexOf(' ', end);
      if (blank > 0) {
        end = blank;
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    if (!rest.isEmpty() && lines.size() < most) {
      lines.add(cut(rest, columns));
    }
    return lines;
  }

  /** How many columns of a terminal the text takes. */
  static int width(String text) {
    return text.codePoints().map(Text::columns).sum();
  }

  private static int fitting(String text, int columns) {
    int at = 0;
    int used = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += columns(c);
      if (used > columns) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /**
   * By the East Asian widths of Unicode (UAX 11), the wide blocks only; combining marks take none.
   */
  private static int columns(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1f64f)
            || (c >= 0x1f680 && c <= 0x1f6ff)
            || (c >= 0x1f900 && c <= 0x1f9ff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
