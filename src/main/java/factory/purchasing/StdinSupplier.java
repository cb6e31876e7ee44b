package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Partition;
import factory.purchasing.SourceSettings.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standard input: one partition that ends with the stream and cannot be read again, so it is opened
 * once.
 */
final class StdinSupplier implements Supplier {
  private static final String NAME = "stdin";
  private static final Logger LOG = LoggerFactory.getLogger(StdinSupplier.class);

  private final RecordFormat format;
  private final InputStream stream;
  private boolean opened;

  StdinSupplier(RecordFormat format, InputStream stream) {
    this.format = format;
    this.stream = stream;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Partition> partitions() {
    return List.of(new Partition(NAME, ""));
  }

  @Override
  public @Nullable Set<String> fields() {
    return TextRecords.fields(format);
  }

  @Override
  public boolean replayable() {
    return false;
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public synchronized Supplier.Reader open(int lotSize) {
    if (opened) {
      throw new IllegalStateException("standard input cannot be read twice");
    }
    opened = true;
    return new StreamReader(
        new PartitionReader(0, NAME, format, Input.of(stream)), new LotBuilder(lotSize));
  }

  /** Hands over what is there: it waits for a first record, never for a full lot. */
  private static final class StreamReader implements Supplier.Reader {
    private final PartitionReader reader;
    private final LotBuilder lot;
    private boolean ended;

    /** Whether there was a record, good or bad. */
    private boolean any;

    StreamReader(PartitionReader reader, LotBuilder lot) {
      this.reader = reader;
      this.lot = lot;
    }

    @Override
    public @Nullable Lot read() throws IOException {
      if (!ended) {
        ended = reader.read(lot, false);
        any |= !lot.isEmpty();
        if (ended && !any) {
          LOG.warn("standard input has ended, and there was no record in it");
        }
      }
      return lot.isEmpty() ? null : lot.take();
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
    public double progress() {
      return ended ? 1 : Double.NaN;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
