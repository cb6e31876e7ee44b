package factory.purchasing;

import factory.goods.Lot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads several files in parallel by event time: always on from the one that is least far, so that
 * none waits long in open products for what another still has.
 *
 * <p>All are open at the same time. Which is read next depends on the records alone, and what comes
 * of them does not depend on it.
 */
final class ParallelReader implements Supplier.Reader {
  /** Opens one of the files. */
  @FunctionalInterface
  interface Opening {
    PartitionReader open(int partition) throws IOException;
  }

  private final List<String> names;
  private final Opening opening;
  private final Earlier earlier;
  private final long bytes;
  private final LotBuilder lot;
  private final @Nullable PartitionReader[] readers;
  private final Drift drift;
  private final boolean[] ended;
  private long consumedOfEnded;

  /** Records passed over before the readers that are open. */
  private long passed;

  /**
   * A reader of all files from their beginning.
   *
   * @param names for messages
   * @param earlier what earlier runs have read
   * @param bytes of all files together
   * @param maxDrift how far one may be read ahead of another, in the unit of event times
   */
  ParallelReader(
      List<String> names,
      Opening opening,
      Earlier earlier,
      long bytes,
      long maxDrift,
      int lotSize) {
    this.names = names;
    this.opening = opening;
    this.earlier = earlier;
    this.bytes = bytes;
    this.lot = new LotBuilder(lotSize);
    this.readers = new @Nullable PartitionReader[names.size()];
    this.drift = new Drift(names.size(), maxDrift);
    this.ended = new boolean[names.size()];
  }

  @Override
  public @Nullable Lot read() throws IOException {
    lot.fillUpTo(Long.MAX_VALUE);
    for (int next = leastFar(); !lot.isFull() && next >= 0; next = leastFar()) {
      try {
        readOn(next);
      } catch (IOException e) {
        throw FileSupplier.unreadable(names.get(next), e);
      }
      lot.fillUpTo(Long.MAX_VALUE);
    }
    return lot.isEmpty() ? null : lot.take();
  }

  private void readOn(int partition) throws IOException {
    PartitionReader reader = readers[partition];
    if (reader == null) {
      reader = opening.open(partition);
      passed += earlier.start(partition).offset();
      drift.reached(partition, earlier.start(partition).time());
      readers[partition] = reader;
    }
    lot.fillUpTo(drift.furthest(partition, other -> !ended[other]));
    boolean atEnd = reader.read(lot, true);
    drift.reached(partition, lot.highest());
    earlier.note(partition, reader.mark(), atEnd ? reader.consumed() : -1);
    if (atEnd) {
      earlier.checkEnd(partition, reader.offset());
      passed += reader.passed();
      consumedOfEnded += reader.consumed();
      ended[partition] = true;
      readers[partition] = null;
      reader.close();
    }
  }

  /** The file that is least far, of equal ones the first, or -1 if all are at their end. */
  private int leastFar() {
    return drift.leastFar(file -> !ended[file]);
  }

  @Override
  public boolean isEnded(int partition) {
    return ended[partition];
  }

  @Override
  public void keepTexts(long behind) {
    lot.keepTexts(behind);
  }

  @Override
  public @Nullable String text(int partition, long offset) {
    return lot.text(partition, offset);
  }

  @Override
  public long passed() {
    long all = passed;
    for (PartitionReader reader : readers) {
      all += reader == null ? 0 : reader.passed();
    }
    return all;
  }

  @Override
  public double progress() {
    if (bytes == 0 || leastFar() < 0) {
      return 1;
    }
    long consumed = consumedOfEnded;
    for (PartitionReader reader : readers) {
      consumed += reader == null ? 0 : reader.consumed();
    }
    return Math.min(1, (double) consumed / bytes);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (PartitionReader reader : readers) {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    Arrays.fill(readers, null);
    if (failure != null) {
      throw failure;
    }
  }
}
