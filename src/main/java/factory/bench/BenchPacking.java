package factory.bench;

import factory.goods.Fields;
import factory.goods.Packing;

/** A row of the benchmark: time, offset, and value and kind in one. */
enum BenchPacking implements Packing {
  INSTANCE;

  private static final int KIND_BITS = 4;

  /** Value and kind, from 0 to 15, in one; the value has 60 bits. */
  static long own(long value, int kind) {
    return value << KIND_BITS | kind;
  }

  @Override
  public int stride() {
    return OWN + 1;
  }

  @Override
  public Fields fields(long[] rows, int at) {
    long own = rows[at + OWN];
    return new Reading((byte) (own & ((1 << KIND_BITS) - 1)), own >> KIND_BITS);
  }
}
