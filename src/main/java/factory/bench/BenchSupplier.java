package factory.bench;

import factory.goods.Lot;
import factory.goods.Packed;
import factory.goods.Partition;
import factory.goods.PidColumn;
import factory.purchasing.Supplier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sells a workload, in the order of time, as one partition. */
public final class BenchSupplier implements Supplier {
  private final Workload input;

  public BenchSupplier(Workload input) {
    this.input = input;
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
        Packed packed = Packed.of(BenchPacking.INSTANCE, count, kind());
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

  private PidColumn.Kind kind() {
    return input.hasTexts() ? PidColumn.Kind.SHORT_TEXTS : PidColumn.Kind.NUMBERS;
  }

  private void pack(int i, Packed into, int record) {
    input.putPid(i, into, record);
    long[] rows = into.rows();
    int at = record * BenchPacking.INSTANCE.stride();
    rows[at] = input.time(i);
    rows[at + 1] = i;
    rows[at + 2] = BenchPacking.own(input.value(i), input.kind(i));
  }
}
