package factory.purchasing;

/**
 * A record that cannot become a material; the message is a sentence for the scrap. It has no stack
 * trace, so it is cheap.
 */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 100;

  Malformed(String detail) {
    super(detail, null, false, false);
  }

  /** A value as it is shown in a sentence: in quotes, cut to a sensible length. */
  static String quoted(String value) {
    return value.length() <= SHOWN ? "'" + value + "'" : "'" + value.substring(0, SHOWN) + "…'";
  }
}
