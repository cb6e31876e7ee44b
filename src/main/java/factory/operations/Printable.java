package factory.operations;

/** Words of strangers on a terminal. */
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
