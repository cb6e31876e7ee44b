package factory.purchasing;

import factory.custody.Ledger;
import factory.goods.Partition;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files, one partition each, read one after the other in the order of their names, or in parallel
 * by event time. Each reader stands alone; what they find damaged is noted.
 */
final class FileSupplier implements Supplier {
  private static final Logger LOG = LoggerFactory.getLogger(FileSupplier.class);
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final RecordFormat format;
  private final List<Path> files;
  private final List<Partition> partitions;
  private final long bytes;
  private final @Nullable Set<String> fields;
  private final long maxDrift;
  private final int parsers;
  private final Earlier earlier;
  private final List<String> damages = new CopyOnWriteArrayList<>();

  private FileSupplier(
      RecordFormat format,
      List<Path> files,
      List<Partition> partitions,
      long bytes,
      @Nullable Set<String> fields,
      long maxDrift,
      int parsers,
      Earlier earlier) {
    this.format = format;
    this.parsers = parsers;
    this.maxDrift = maxDrift;
    this.files = List.copyOf(files);
    this.partitions = List.copyOf(partitions);
    this.bytes = bytes;
    this.fields = fields;
    this.earlier = earlier;
  }

  /**
   * The supplier of these files, which are looked at: fingerprints, gzip, headers.
   *
   * @param maxDrift see {@link SourceSettings.Files#maxDrift}
   * @param parsers see {@link SourceSettings.Files#parsers}
   */
  static FileSupplier of(
      Map<String, Path> byName, RecordFormat format, long maxDrift, int parsers) {
    List<Partition> partitions = new ArrayList<>();
    long bytes = 0;
    Headers headers = new Headers();
    Map<String, String> empty = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : byName.entrySet()) {
      String name = entry.getKey();
      Path file = entry.getValue();
      try {
        partitions.add(new Partition(name, Fingerprint.of(file)));
        bytes += Files.size(file);
        checkGzip(name, file);
        Headers.Found header = header(headers, name, format, file);
        if (header != Headers.Found.WRONG && isEmpty(partitions.size() - 1, name, format, file)) {
          empty.put(
              name,
              header == Headers.Found.HEADER
                  ? "has a header and no record"
                  : isWithoutBytes(file) ? "is empty" : "has only blank lines");
        }
      } catch (IOException e) {
        headers.refuse(); // which one would look at first
        throw new SourceException(name + ": cannot be read: " + reason(e), e);
      }
    }
    headers.refuse();
    refuseOrName(empty, byName.size());
    return new FileSupplier(
        format,
        new ArrayList<>(byName.values()),
        partitions,
        bytes,
        format.syntax() == Syntax.CSV ? headers.columns() : TextRecords.fields(format),
        maxDrift,
        parsers,
        Earlier.NONE);
  }

  private static Headers.Found header(Headers headers, String name, RecordFormat format, Path file)
      throws IOException {
    if (format.syntax() != Syntax.CSV) {
      return Headers.Found.NOTHING;
    }
    try (PartitionReader reader = new PartitionReader(0, name, format, Input.ofFile(file))) {
      return headers.read(name, reader);
    }
  }

  /** Whether a file has no record, good or bad; only its beginning is read. */
  private static boolean isEmpty(int index, String name, RecordFormat format, Path file)
      throws IOException {
    try (PartitionReader reader = new PartitionReader(index, name, format, Input.ofFile(file))) {
      LotBuilder first = new LotBuilder(1);
      boolean ended = false;
      while (!ended && !first.isFull()) {
        ended = reader.read(first, true);
      }
      return first.isEmpty();
    }
  }

  private static boolean isWithoutBytes(Path file) throws IOException {
    try (Input input = Input.ofFile(file)) {
      return input.read(new byte[1], 0, 1) < 0;
    }
  }

  /**
   * A source without any record is a mistake; a file among others that has none is named.
   *
   * @param empty what each file without a record has instead
   */
  private static void refuseOrName(Map<String, String> empty, int files) {
    String each =
        empty.entrySet().stream()
            .map(file -> file.getKey() + " " + file.getValue())
            .collect(Collectors.joining(", "));
    if (!empty.isEmpty() && empty.size() == files) {
      throw new SourceException("factory.source.paths: there is nothing to read: " + each);
    } else if (!empty.isEmpty()) {
      LOG.warn("{}; the other files are read", each);
    }
  }

  private static void checkGzip(String name, Path file) throws IOException {
    if (!Input.isGzip(name)) {
      return;
    }
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(2);
    }
    if (magic.length == 2
        && ((magic[0] & 0xff) != GZIP_MAGIC_1 || (magic[1] & 0xff) != GZIP_MAGIC_2)) {
      throw new SourceException(name + ": is no gzip, though its name ends in .gz");
    }
  }

  /** As a user is told. */
  static IOException unreadable(String name, IOException e) {
    return new IOException(name + ": cannot be read: " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "it has vanished" : String.valueOf(e.getMessage());
  }

  @Override
  public String name() {
    return "files (" + files.size() + ")";
  }

  @Override
  public List<Partition> partitions() {
    return partitions;
  }

  @Override
  public @Nullable Set<String> fields() {
    return fields;
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
  public boolean isSequence() {
    return maxDrift == SourceSettings.Files.SEQUENCE;
  }

  @Override
  public Supplier goingOn(Ledger ledger) {
    Earlier runs = Earlier.of(ledger, partitions, files);
    return new FileSupplier(format, files, partitions, bytes, fields, maxDrift, parsers, runs);
  }

  @Override
  public long passedTime(int partition) {
    return earlier.start(partition).time();
  }

  @Override
  public List<String> damages() {
    return List.copyOf(damages);
  }

  private void damaged(String damage) {
    if (!damages.contains(damage)) {
      damages.add(damage);
      LOG.warn("{}", damage);
    }
  }

  @Override
  public Supplier.Reader open(int lotSize) {
    return isSequence() ? sequence(lotSize, Runnable::run, 1) : parallel(lotSize);
  }

  @Override
  public Supplier.Reader open(int lotSize, Executor threads) {
    return isSequence() && parsers > 1 ? sequence(lotSize, threads, parsers) : open(lotSize);
  }

  private Supplier.Reader sequence(int lotSize, Executor threads, int parsers) {
    return new SequenceReader(
        files,
        names(),
        this::openPartition,
        earlier,
        bytes,
        lotSize,
        new Parsers(format, threads, parsers));
  }

  private Supplier.Reader parallel(int lotSize) {
    return new ParallelReader(
        names(),
        index -> openPartition(index, new RecordReader(format, new JsonShapes()), false),
        earlier,
        bytes,
        maxDrift,
        lotSize);
  }

  private List<String> names() {
    return partitions.stream().map(Partition::name).toList();
  }

  /**
   * A reader of one partition, from where earlier runs have come; refuses a file that is no longer
   * the same.
   */
  private PartitionReader openPartition(int index, RecordReader records, boolean drafting)
      throws IOException {
    Partition partition = partitions.get(index);
    if (!Fingerprint.matches(files.get(index), partition.fingerprint())) {
      throw new SourceException(
          partition.name() + ": has changed since the factory was started; it must only grow");
    }
    PartitionReader reader =
        new PartitionReader(
            index, partition.name(), format, Input.ofFile(files.get(index)), records, drafting);
    reader.tellDamage(this::damaged);
    return earlier.goOn(index, reader);
  }
}
