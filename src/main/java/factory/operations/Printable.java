package factory.operations;

import java.time.Duration;

/** Words of strangers on a terminal, and figures as Ops writes them. */
public final class Printable {
  private static final String BLANK = "\u2423";

  private Printable() {}

  /**
   * Words of strangers, fit for a terminal: whatever is no visible character (controls, escape
   * sequences, direction marks, half surrogates) becomes a question mark.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(visible(c) ? c : '?'));
    return clean.toString();
  }

  /** Bytes in the largest unit that leaves at least 1, as {@code 86 MiB}. */
  public static String bytes(long n) {
    return Text.bytes(n);
  }

  /** A whole number with thousands separators. */
  public static String number(long n) {
    return Text.number(n);
  }

  /** A span in at most two units, never rounded up, as {@code 8 min 50 s}. */
  public static String span(Duration time) {
    return Text.span(time);
  }

  /**
   * Words of strangers with each character that nobody sees by its number, as the page has it:
   * {@code a<U+202E>b}. A blank that is not the plain one is such, too.
   */
  public static String marked(String text) {
    StringBuilder marked = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (visible(c) && (c == ' ' || Character.getType(c) != Character.SPACE_SEPARATOR)) {
                marked.appendCodePoint(c);
              } else {
                marked.append("<U+%04X>".formatted(c));
              }
            });
    return marked.toString();
  }

  /** The same of a word that stands for itself, as a pid: a blank at an end is seen, too. */
  public static String called(String word) {
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) == ' ') {
      end--;
    }
    int first = 0;
    while (first < end && word.charAt(first) == ' ') {
      first++;
    }
    return BLANK.repeat(first)
        + marked(word.substring(first, end))
        + BLANK.repeat(word.length() - end);
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
