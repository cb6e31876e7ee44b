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

/**
 * A supplier that takes the time since it was opened, and since its first records.
 *
 * <p>Behind a large bench it is opened only once the heap is collected: workers that were born a
 * moment ago live as long as the factory, and the first collections of the run would copy all of
 * them while records wait.
 */
final class TimedSupplier implements Supplier {
  /** So many workers take some ten megabytes. */
  private static final int LARGE_BENCH = 10_000;

  private final Supplier supplier;
  private final FactoryClock clock;
  private final Runnable beforeOpening;

  /** Written once, by the one thread that reads; null before there were any. */
  private volatile @Nullable Long first;

  /** Written once, by the same thread. */
  private volatile long opened;

  /** {@code beforeOpening} is done then. */
  TimedSupplier(Supplier supplier, FactoryClock clock, Runnable beforeOpening) {
    this.supplier = supplier;
    this.clock = clock;
    this.beforeOpening = beforeOpening;
  }

  /** For a factory of these settings. */
  static TimedSupplier of(Supplier supplier, FactoryClock clock, FactorySettings settings) {
    long staffed = (long) settings.workshops() * settings.eachWorkshop().bench().staffed();
    return new TimedSupplier(supplier, clock, staffed < LARGE_BENCH ? () -> {} : System::gc);
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
    return new TimedSupplier(supplier.goingOn(ledger), clock, beforeOpening);
  }

  @Override
  public Reader open(int lotSize) throws IOException {
    open();
    return timed(supplier.open(lotSize));
  }

  @Override
  public Reader open(int lotSize, Executor threads) throws IOException {
    open();
    return timed(supplier.open(lotSize, threads));
  }

  private void open() {
    beforeOpening.run();
    opened = clock.nanos();
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
