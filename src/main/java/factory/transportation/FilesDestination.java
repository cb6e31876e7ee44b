package factory.transportation;

import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.goods.Drill;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One directory a shipment, made whole or not at all.
 *
 * <p>A shipment is written to {@code .shipment-<number>.tmp}, synced and renamed to {@code
 * shipment-<number>}: the rename is the commit, the manifest inside carries the ledger's change.
 * Then the whole ledger is copied to {@code ledger.json}, so that users may take shipments away.
 */
final class FilesDestination implements Destination {
  private final DestinationSettings.Files settings;
  private final String factory;
  private final List<Partition> partitions;
  private final DirectoryLock lock;
  private final Recollection recollection;

  /** The columns of Parquet files. */
  private final ProductTable table;

  private final FileOutput.Tray tray = new FileOutput.Tray(FileOutput.DIRECT);

  /** What earlier runs have done; never changed. */
  private final Ledger before;

  /** With what this run has committed. */
  private final Ledger ledger;

  private volatile long committed;

  /** The last shipment that is in the copy of the ledger. */
  private long copied;

  private FilesDestination(
      DestinationSettings.Files settings,
      String factory,
      List<Partition> partitions,
      DirectoryLock lock,
      ProductTable table,
      Amendables.@Nullable Bounds amending,
      LedgerStore.Found found) {
    this.settings = settings;
    this.factory = factory;
    this.partitions = partitions;
    this.lock = lock;
    this.table = table;
    this.recollection = new Recollection(amending);
    this.before = found.ledger();
    this.ledger = found.ledger().copy();
    this.committed = found.number();
    this.copied = found.number();
    ledger.keptBy(this::keep);
  }

  /**
   * Opens the directory, which is made if it does not exist, and reads how far earlier runs have
   * come.
   *
   * @param amending see {@link Destinations#open}
   * @throws DestinationException in words, if it cannot be used
   */
  static FilesDestination open(
      DestinationSettings.Files settings,
      String factory,
      List<Partition> partitions,
      ProductTable table,
      Amendables.@Nullable Bounds amending) {
    Path directory = settings.directory();
    DirectoryWords.refuseFile(directory);
    needLibrary(settings);
    DirectoryLock lock;
    try {
      Files.createDirectories(directory);
      lock = DirectoryLock.take(directory, factory);
    } catch (IOException e) {
      throw DirectoryWords.unwritable(directory, e);
    }
    try {
      LedgerStore store = new LedgerStore(directory);
      LedgerStore.Found found = store.read(partitions);
      store.renewCopy(found, factory);
      return new FilesDestination(settings, factory, partitions, lock, table, amending, found);
    } catch (IOException e) {
      lock.release();
      throw DirectoryWords.unwritable(directory, e);
    } catch (RuntimeException e) {
      lock.release();
      throw e;
    }
  }

  /**
   * Finds out whether {@link #open} would do, and leaves everything as it is.
   *
   * @return what {@link #open} would go on from
   * @throws DestinationException as {@link #open}, except where another factory has the directory
   */
  static Destinations.Standing check(
      DestinationSettings.Files settings, List<Partition> partitions) {
    Path directory = settings.directory();
    checkPlace(settings);
    try {
      DirectoryLock.look(directory);
    } catch (IOException e) {
      throw DirectoryWords.unwritable(directory, e);
    }
    if (!Files.isDirectory(directory)) {
      return Destinations.Standing.NOTHING;
    }
    LedgerStore.Found found = new LedgerStore(directory).look(partitions);
    return new Destinations.Standing(found.number(), found.ledger());
  }

  /**
   * Finds out whether the directory can be written, or made.
   *
   * @throws DestinationException in words, if not
   */
  static void checkPlace(DestinationSettings.Files settings) {
    Path directory = settings.directory();
    DirectoryWords.refuseFile(directory);
    needLibrary(settings);
    try {
      Disk.tryToWrite(directory);
    } catch (IOException e) {
      throw DirectoryWords.unwritable(directory, e);
    }
  }

  private static void needLibrary(DestinationSettings.Files settings) {
    if (settings.format() == DestinationSettings.Format.PARQUET) {
      Duck.load("destination.format = parquet");
    }
  }

  @Override
  public String describe() {
    return "files in %s (%s)"
        .formatted(
            settings.directory(), settings.format().name().toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public Encoder encoder() {
    EventTimes times = new EventTimes(settings.times(), settings.unit());
    Encoder encoder = encoder(times);
    return recollection.encoder(encoder, partitions);
  }

  private Encoder encoder(EventTimes times) {
    return switch (settings.format()) {
      case JSONL -> new JsonEncoder(partitions, times);
      case CSV -> new CsvEncoder(partitions, times);
      case PARQUET -> new RowEncoder(partitions, table, true, false);
    };
  }

  @Override
  public synchronized void ship(Truck truck, Drill drill) throws IOException {
    try {
      if (truck.number() > committed) {
        commit(truck, drill);
      }
      copyLedger();
    } catch (IOException e) {
      throw DirectoryWords.unshippable(truck.number(), settings.directory(), e);
    }
  }

  @Override
  public boolean keepsPositions() {
    return true;
  }

  @Override
  public long lastNumber() {
    return committed;
  }

  @Override
  public Ledger ledger() {
    return before;
  }

  @Override
  public Archive archive() {
    return new FilesArchive(settings.directory());
  }

  @Override
  public void close() {
    lock.release();
  }

  private void commit(Truck truck, Drill drill) throws IOException {
    if (truck.number() != committed + 1) {
      throw new IllegalStateException("shipment " + truck.number() + " after " + committed);
    }
    lock.check();
    // While the files are written: either takes as long as the other.
    CompletableFuture<ShipmentPositions> collected =
        CompletableFuture.supplyAsync(() -> ShipmentPositions.of(truck, ledger));
    ShipmentPositions positions;
    try {
      positions = place(truck, collected, drill);
    } finally {
      collected.exceptionally(e -> new ShipmentPositions(List.of())).join(); // it reads the ledger
    }
    // From here on the shipment is committed, whatever fails, and must not be written again.
    positions.addTo(ledger);
    recollection.enter(truck, ledger);
    ledger.settle();
    committed = truck.number();
    drill.pass(Driver.AFTER_COMMIT);
  }

  /** Puts the shipment in its place, if it is not there already. */
  private ShipmentPositions place(
      Truck truck, CompletableFuture<ShipmentPositions> collected, Drill drill) throws IOException {
    Path target = LedgerStore.shipment(settings.directory(), truck.number());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      recognise(target, join(collected));
    } else {
      Path hidden = LedgerStore.hidden(settings.directory(), truck.number());
      Disk.deleteTree(hidden);
      new ShipmentWriter(hidden, settings, table, tray)
          .write(truck, factory, () -> join(collected), drill);
      drill.pass(Driver.BEFORE_COMMIT);
      Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return join(collected);
  }

  private static ShipmentPositions join(CompletableFuture<ShipmentPositions> collected) {
    try {
      return collected.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * A rename whose outcome was not known has succeeded, or somebody else has put something there.
   */
  private static void recognise(Path target, ShipmentPositions positions) throws IOException {
    Manifest manifest;
    try {
      manifest = Manifest.read(target);
    } catch (IOException e) {
      throw new IOException(
          "'%s' is there already and is no shipment; move it away".formatted(target), e);
    }
    if (!manifest.positions().equals(positions)) {
      throw new IOException(
          "'%s' is there already and is another shipment; move it away".formatted(target));
    }
  }

  private synchronized void keep() throws IOException {
    lock.check();
    writeCopy();
  }

  private void copyLedger() throws IOException {
    if (copied < committed) {
      writeCopy();
    }
  }

  private void writeCopy() throws IOException {
    Disk.syncDirectory(settings.directory());
    Disk.replace(settings.directory(), LedgerStore.COPY, ledger.toBytes(factory, committed));
    copied = committed;
  }
}
