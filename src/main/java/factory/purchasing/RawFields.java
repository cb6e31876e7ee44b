package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Schema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A record as the bytes that it was read from: a value is decoded when it is asked for, and each
 * time again.
 *
 * <p>It holds a copy of its own bytes and no part of the block that they came in, since a blueprint
 * may keep a single record for long. Behind the bytes stands for each field, in two bytes, where it
 * begins.
 */
abstract class RawFields implements Fields {
  /** Longest record that can be kept so, in bytes. */
  static final int LONGEST = 0xffff;

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int OBJECTS = 32 + 16;

  private final Schema schema;
  private final long line;

  final byte[] data;

  /** How many of {@link #data} are the record. */
  final int length;

  /**
   * Copies a record.
   *
   * @param begins for each field of the schema where it begins, from {@code from} on
   */
  RawFields(Schema schema, byte[] bytes, int from, int to, int[] begins, long line) {
    this.schema = schema;
    this.line = line;
    this.length = to - from;
    int fields = schema.size();
    byte[] copy = new byte[length + 2 * fields];
    System.arraycopy(bytes, from, copy, 0, length);
    for (int i = 0, at = length; i < fields; i++, at += 2) {
      SHORTS.set(copy, at, (short) begins[i]);
    }
    this.data = copy;
  }

  /** Where field {@code index} begins. */
  final int begin(int index) {
    return (short) SHORTS.get(data, length + 2 * index) & 0xffff;
  }

  @Override
  public final Schema schema() {
    return schema;
  }

  @Override
  public final long line() {
    return line;
  }

  @Override
  public final long weight() {
    return OBJECTS + (long) data.length;
  }

  @Override
  public final String toString() {
    return asMap().toString();
  }
}
