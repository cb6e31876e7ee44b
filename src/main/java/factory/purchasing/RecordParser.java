package factory.purchasing;

import factory.goods.Fields;

/** Turns the characters of one record into its fields. Keeps nothing of a record; not thread-safe. */
interface RecordParser {
  /**
   * Parses one record.
   *
   * @param chars its characters, from the first on; the one behind them may be overwritten, nothing is kept
   * @param length how many there are
   * @param line see {@link Fields#line()}
   */
  Fields parse(char[] chars, int length, long line) throws Malformed;

  /** Whether such a line is no record. */
  default boolean isBlank(byte[] bytes, int from, int to) {
    return from == to;
  }
}
