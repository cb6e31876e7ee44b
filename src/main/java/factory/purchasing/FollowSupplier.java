package factory.purchasing;

import factory.custody.Ledger;
import factory.goods.Material;
import factory.goods.Partition;
import factory.purchasing.SourceSettings.RecordFormat;
import factory.purchasing.SourceSettings.Syntax;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs that grow, one partition each, read on without end. What is there is handed over at once; a
 * record waits only for its line end.
 */
final class FollowSupplier implements Supplier {
  /** A log's fingerprint: it goes through several files, of which the ledger keeps those needed. */
  private static final String FOLLOWED = "followed";

  private final RecordFormat format;
  private final List<Partition> partitions;
  private final List<Path> paths;
  private final Duration idleAfter;
  private final long maxDrift;
  private final LongSupplier nanos;
  private final @Nullable Ledger ledger;

  private FollowSupplier(
      RecordFormat format,
      List<Partition> partitions,
      List<Path> paths,
      Duration idleAfter,
      long maxDrift,
      LongSupplier nanos,
      @Nullable Ledger ledger) {
    this.format = format;
    this.idleAfter = idleAfter;
    this.maxDrift = maxDrift;
    this.nanos = nanos;
    this.partitions = List.copyOf(partitions);
    this.paths = List.copyOf(paths);
    this.ledger = ledger;
  }

  /**
   * The supplier of these files, which are looked at: names, headers.
   *
   * @param idleAfter of {@link SourceSettings.Followed}
   * @param maxDrift of the same
   * @param nanos the machine's clock
   */
  static FollowSupplier of(
      Map<String, Path> byName,
      RecordFormat format,
      Duration idleAfter,
      long maxDrift,
      LongSupplier nanos) {
    checkNames(byName);
    if (format.syntax() == Syntax.CSV) {
      FileSupplier.of(
          byName, format, SourceSettings.Files.SEQUENCE, 1); // for what is wrong with their headers
    }
    List<Partition> partitions = new ArrayList<>();
    byName.keySet().forEach(name -> partitions.add(new Partition(name, FOLLOWED)));
    return new FollowSupplier(
        format, partitions, new ArrayList<>(byName.values()), idleAfter, maxDrift, nanos, null);
  }

  private static void checkNames(Map<String, Path> byName) {
    for (Map.Entry<String, Path> one : byName.entrySet()) {
      if (Input.isGzip(one.getKey())) {
        throw new SourceException(
            "factory.source.follow: '"
                + one.getKey()
                + "' is gzip, which does not grow; read it with follow = false");
      }
      for (Map.Entry<String, Path> other : byName.entrySet()) {
        if (one.getValue().resolveSibling(other.getValue().getFileName()).equals(other.getValue())
            && LogFiles.rotatedNames(String.valueOf(one.getValue().getFileName()))
                .test(String.valueOf(other.getValue().getFileName()))) {
          throw new SourceException(
              "factory.source.follow: '"
                  + other.getKey()
                  + "' looks like '"
                  + one.getKey()
                  + "' after a rotation; name only the files that are written to");
        }
      }
    }
  }

  @Override
  public String name() {
    return "files (" + paths.size() + ", followed)";
  }

  @Override
  public List<Partition> partitions() {
    return partitions;
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public boolean bounded() {
    return false;
  }

  /** Only one log goes on in one event time. */
  @Override
  public boolean isSequence() {
    return paths.size() == 1;
  }

  @Override
  public long passedTime(int partition) {
    return ledger == null ? Material.NO_TIME : ledger.start(partition).mark().time();
  }

  @Override
  public @Nullable Set<String> fields() {
    return format.syntax() == Syntax.CSV ? null : TextRecords.fields(format);
  }

  @Override
  public Supplier goingOn(Ledger earlier) {
    FollowSupplier supplier =
        new FollowSupplier(format, partitions, paths, idleAfter, maxDrift, nanos, earlier);
    for (int i = 0; i < paths.size(); i++) {
      try {
        supplier.file(i).recognise();
      } catch (IOException e) {
        throw new SourceException(
            partitions.get(i).name() + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return supplier;
  }

  private FollowedFile file(int index) {
    return new FollowedFile(
        index, partitions.get(index).name(), paths.get(index), format, ledger, nanos);
  }

  @Override
  public Supplier.Reader open(int lotSize) {
    List<FollowedFile> files = new ArrayList<>();
    Drift drift = new Drift(paths.size(), maxDrift);
    for (int i = 0; i < paths.size(); i++) {
      files.add(file(i));
      drift.reached(i, passedTime(i));
    }
    return new LogReader(
        files,
        new LotBuilder(lotSize),
        new ReadingOrder(files.size(), drift, idleAfter, nanos),
        ledger);
  }
}
