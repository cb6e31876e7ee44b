package factory.bench;

import factory.goods.Lot;
import factory.goods.Packed;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.purchasing.Supplier;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sells a workload, in the order of time, as one partition. */
public final class BenchSupplier implements Supplier {
  private final Workload input;
  private final boolean text;

  /**
   * A supplier.
   *
   * @param text whether pids are texts of 16 characters instead of numbers
   */
  public BenchSupplier(Workload input, boolean text) {
    this.input = input;
    this.text = text;
  }

  @Override
  public String name() {
    return "bench " + input.kind();
  }

  @Override
  public List<Partition> partitions() {
    return List.of(new Partition("bench", input.kind() + " " + input.size()));
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public Reader open(int lotSize) {
    return new Reader() {
      private int next;

      @Override
      public @Nullable Lot read() {
        int count = Math.min(lotSize, input.size() - next);
        if (count == 0) {
          return null;
        }
        Packed packed = Packed.of(BenchPacking.INSTANCE, count, !text);
        for (int i = 0; i < count; i++) {
          pack(next++, packed, i);
        }
        return new Lot(packed, count);
      }

      @Override
      public double progress() {
        return (double) next / input.size();
      }

      @Override
      public void close() {}
    };
  }

  private void pack(int i, Packed into, int record) {
    long number = input.pid(i);
    if (text) {
      into.put(record, Pid.of(HexFormat.of().toHexDigits(number)));
    } else {
      into.put(record, number);
    }
    long[] rows = into.rows();
    int at = record * BenchPacking.INSTANCE.stride();
    rows[at] = input.time(i);
    rows[at + 1] = i;
    rows[at + 2] = BenchPacking.own(input.value(i), input.kind(i));
  }
}
