package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.operations.Console;
import factory.operations.OpsSettings;
import factory.purchasing.Buyer;
import factory.purchasing.Supplier;
import factory.transportation.OtherDestination;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How many materials are on their way at full speed, counted by the test itself on both sides: as
 * the Buyer reads them, and as workers assemble them.
 */
final class InFlightTest {
  private static final int WORKSHOPS = 4;
  private static final int LINE = 2_048;
  private static final long MATERIALS = 1_000_000;

  /** A lot that is being read, one that is ready, one that the router has in hand. */
  private static final int LOTS_BEFORE_THE_LINES = 3;

  private final AtomicLong bought = new AtomicLong();
  private final AtomicLong assembled = new AtomicLong();
  private final LongAccumulator most = new LongAccumulator(Math::max, 0);

  @Test
  void atFullSpeedNoMoreIsInFlightThanTheLinesAllow() throws Exception {
    List<String> settings =
        List.of(
            "workshops=" + WORKSHOPS,
            "line.capacity=" + LINE,
            "line.batch=256",
            "source.rate=unlimited",
            "source.generator.live-pids=10000",
            "source.generator.materials=" + MATERIALS,
            "destination.kind=discard",
            "operations.console=off");
    try (KitPlant plant =
        new KitPlant(
            settings,
            Counted::new,
            new CountedBlueprint<>(new PacketsBlueprint()),
            new OtherDestination() {},
            Console.open(OpsSettings.Console.OFF),
            Reception.NONE)) {
      assertThat(plant.outcome().account().balances()).isTrue();
    }
    assertThat(bought).hasValue(MATERIALS);
    assertThat(assembled).hasValue(MATERIALS);
    int lot = Buyer.lotSize(Double.POSITIVE_INFINITY, false);
    assertThat(most.get())
        .isLessThanOrEqualTo((long) WORKSHOPS * LINE + (long) LOTS_BEFORE_THE_LINES * lot)
        .isGreaterThan(lot);
  }

  private void look() {
    most.accumulate(bought.get() - assembled.get());
  }

  private final class CountedBlueprint<A> extends OtherBlueprint<A> {
    CountedBlueprint(Blueprint<A> other) {
      super(other);
    }

    @Override
    public A add(A assembly, Material material) {
      look();
      assembled.incrementAndGet();
      return super.add(assembly, material);
    }
  }

  /** Cannot be read again, so that no more is read ahead than one lot. */
  private final class Counted implements Supplier {
    private final Supplier supplier;

    Counted(Supplier supplier) {
      this.supplier = supplier;
    }

    @Override
    public String name() {
      return supplier.name();
    }

    @Override
    public List<Partition> partitions() {
      return supplier.partitions();
    }

    @Override
    public boolean replayable() {
      return false;
    }

    @Override
    public boolean bounded() {
      return supplier.bounded();
    }

    @Override
    public Reader open(int lotSize) throws IOException {
      Reader reader = supplier.open(lotSize);
      return new Reader() {
        @Override
        public @Nullable Lot read() throws IOException {
          Lot lot = reader.read();
          bought.addAndGet(lot == null ? 0 : lot.size());
          look();
          return lot;
        }

        @Override
        public double progress() {
          return reader.progress();
        }

        @Override
        public void close() throws IOException {
          reader.close();
        }
      };
    }
  }
}
