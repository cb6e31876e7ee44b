package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedSupplierTest {
  private static final Lot LOT = new Lot(new Material[0], 0, List.of());

  private long nanos = 500;

  @Test
  void takesTheTimeFromTheFirstRecordToTheLast() throws IOException {
    TimedSupplier timed = new TimedSupplier(shop(new ArrayDeque<>(List.of(LOT, LOT))), () -> nanos);
    Supplier.Reader reader = timed.open(10);
    assertThat(timed.reading()).isEqualTo(Duration.ZERO);
    nanos = 1_000;
    reader.read();
    nanos = 4_000;
    reader.read();
    nanos = 9_000;
    assertThat(reader.read()).as("the end").isNull();
    assertThat(timed.reading()).isEqualTo(Duration.ofNanos(3_000));
  }

  private static Supplier shop(Deque<Lot> lots) {
    Supplier paper = new SupplierOnPaper(true, List.of(new Partition("a", "")));
    return new Supplier() {
      @Override
      public String name() {
        return paper.name();
      }

      @Override
      public List<Partition> partitions() {
        return paper.partitions();
      }

      @Override
      public boolean replayable() {
        return paper.replayable();
      }

      @Override
      public boolean bounded() {
        return paper.bounded();
      }

      @Override
      public Reader open(int lotSize) {
        return new Reader() {
          @Override
          public @Nullable Lot read() {
            return lots.poll();
          }

          @Override
          public double progress() {
            return 0;
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
