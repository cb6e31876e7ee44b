package factory.operations;

/** Words of strangers on a terminal, and figures as Ops writes them. */
public final class Printable {
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
