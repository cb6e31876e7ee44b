package factory.purchasing;

import factory.goods.Fields;

/** Turns the bytes of one record into its fields. Keeps nothing of a record; not thread-safe. */
interface RecordParser {
  /**
   * Parses one record.
   *
   * @param bytes where it stands, from {@code from} up to {@code to}; not changed
   * @param line see {@link Fields#line()}
   */
  Fields parse(byte[] bytes, int from, int to, long line) throws Malformed;

  /** Whether such a line is no record. */
  default boolean isBlank(byte[] bytes, int from, int to) {
    return from == to;
  }
}
