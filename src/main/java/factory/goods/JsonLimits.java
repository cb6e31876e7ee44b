package factory.goods;

/**
 * How large the parts of a shipped line of JSON may be, for those who read it again. No line that a
 * factory writes is beyond: what it reads is smaller, and what it collects is held to bytes.
 */
public final class JsonLimits {
  /** Longest text, in characters: as long as the largest record that a source may have. */
  public static final int TEXT = 1 << 29;

  /** Most lists and objects in each other; twice what the writer does for each value. */
  public static final int DEPTH = 4_000;

  /** Longest number, in digits. */
  public static final int NUMBER = 1_000_000;

  /** Longest name of a field, in characters. */
  public static final int NAME = 1 << 20;

  private JsonLimits() {}
}
