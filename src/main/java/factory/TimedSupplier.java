package factory;

import factory.custody.Ledger;
import factory.goods.FactoryClock;
import factory.goods.Lot;
import factory.goods.Partition;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A supplier that takes the time since it was opened, and since its first records. */
final class TimedSupplier implements Supplier {
  private final Supplier supplier;
  private final FactoryClock clock;

  /** Written once, by the one thread that reads; null before there were any. */
  private volatile @Nullable Long first;

  /** Written once, by the same thread. */
  private volatile long opened;

  TimedSupplier(Supplier supplier, FactoryClock clock) {
    this.supplier = supplier;
    this.clock = clock;
  }

  /** Since the first records were read; zero before there are any. */
  Duration sinceFirst() {
    Long then = first;
    return then == null ? Duration.ZERO : Duration.ofNanos(clock.nanos() - then);
  }

  /** When it was opened, on its clock, in nanoseconds. */
  long openedAt() {
    return opened;
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
    return supplier.replayable();
  }

  @Override
  public @Nullable Set<String> fields() {
    return supplier.fields();
  }

  @Override
  public boolean bounded() {
    return supplier.bounded();
  }

  @Override
  public boolean isSequence() {
    return supplier.isSequence();
  }

  @Override
  public long passedTime(int partition) {
    return supplier.passedTime(partition);
  }

  @Override
  public List<String> damages() {
    return supplier.damages();
  }

  @Override
  public Supplier goingOn(Ledger ledger) {
    return new TimedSupplier(supplier.goingOn(ledger), clock);
  }

  @Override
  public Reader open(int lotSize) throws IOException {
    opened = clock.nanos();
    return timed(supplier.open(lotSize));
  }

  @Override
  public Reader open(int lotSize, Executor threads) throws IOException {
    opened = clock.nanos();
    return timed(supplier.open(lotSize, threads));
  }

  private Reader timed(Reader reader) {
    return new Reader() {
      @Override
      public @Nullable Lot read() throws IOException {
        Lot lot = reader.read();
        if (first == null && lot != null && lot.size() > 0) {
          first = clock.nanos();
        }
        return lot;
      }

      @Override
      public double progress() {
        return reader.progress();
      }

      @Override
      public boolean isEnded(int partition) {
        return reader.isEnded(partition);
      }

      @Override
      public boolean isIdle(int partition) {
        return reader.isIdle(partition);
      }

      @Override
      public boolean isHeldBack(int partition) {
        return reader.isHeldBack(partition);
      }

      @Override
      public long reached() {
        return reader.reached();
      }

      @Override
      public void keepTexts(long behind) {
        reader.keepTexts(behind);
      }

      @Override
      public @Nullable String text(int partition, long offset) {
        return reader.text(partition, offset);
      }

      @Override
      public long passed() {
        return reader.passed();
      }

      @Override
      public void hurry() {
        reader.hurry();
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
