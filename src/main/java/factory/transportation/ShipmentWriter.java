package factory.transportation;

import factory.goods.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one shipment into a new directory: its product files, its scrap and its manifest, each
 * synced. One file is open at a time.
 */
final class ShipmentWriter {
  private static final String SCRAP = "scrap.jsonl";

  private final Path directory;
  private final DestinationSettings.Format format;
  private final DestinationSettings.Files settings;
  private final ProductTable table;
  private final FileOutput.Tray tray;
  private final List<Manifest.Entry> files = new ArrayList<>();

  /**
   * @param table the columns of Parquet files
   * @param tray by way of which all is written
   */
  ShipmentWriter(
      Path directory,
      DestinationSettings.Files settings,
      ProductTable table,
      FileOutput.Tray tray) {
    this.directory = directory;
    this.settings = settings;
    this.format = settings.format();
    this.table = table;
    this.tray = tray;
  }

  /**
   * Writes all of it and syncs it.
   *
   * @param positions asked for once the files are written
   */
  void write(Truck truck, String factory, Supplier<ShipmentPositions> positions, Drill drill)
      throws IOException {
    drill.pass(Driver.BEFORE_WRITE);
    Files.createDirectory(directory);
    products(truck);
    if (!truck.scrap().isEmpty()) {
      file(SCRAP, null, List.of(), List.of(truck.scrap()));
    }
    drill.pass(Driver.AFTER_WRITE);
    Manifest manifest = Manifest.of(factory, truck, files, positions.get(), Recollection.of(truck));
    Disk.write(directory.resolve(Manifest.NAME), manifest.toBytes());
    Disk.syncDirectory(directory);
  }

  private void products(Truck truck) throws IOException {
    FileNames names = new FileNames(format.name().toLowerCase(Locale.ROOT));
    Map<List<String>, List<List<Parcel>>> others = new LinkedHashMap<>();
    for (Map.Entry<Crate, List<Parcel>> crate : truck.products().entrySet()) {
      if (names.isSpent()) {
        others
            .computeIfAbsent(crate.getKey().columns(), key -> new ArrayList<>())
            .add(crate.getValue());
      } else {
        Crate key = crate.getKey();
        products(names.of(key), key.pclass(), key.columns(), List.of(crate.getValue()));
      }
    }
    for (Map.Entry<List<String>, List<List<Parcel>>> other : others.entrySet()) {
      products(names.other(), null, other.getKey(), other.getValue());
    }
  }

  private void products(
      String name, @Nullable String pclass, List<String> header, List<List<Parcel>> content)
      throws IOException {
    if (format != DestinationSettings.Format.PARQUET) {
      file(name, pclass, header, content);
      return;
    }
    Path file = directory.resolve(name);
    ParquetFile.write(file, table, settings.memory(), content);
    long records = content.stream().mapToLong(Truck::count).sum();
    files.add(new Manifest.Entry(name, pclass, records, Files.size(file), Disk.sha256(file)));
  }

  private void file(
      String name, @Nullable String pclass, List<String> header, List<List<Parcel>> content)
      throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    if (!header.isEmpty()) {
      pieces.add(CsvEncoder.line(new ArrayList<>(header)));
    }
    long records = 0;
    for (List<Parcel> parcels : content) {
      for (Parcel parcel : parcels) {
        pieces.add(parcel.bytes());
        records += parcel.size();
      }
    }
    // While it is written, which leaves a core to others now and then.
    CompletableFuture<String> sha256 = CompletableFuture.supplyAsync(() -> Disk.sha256(pieces));
    try (FileOutput out = new FileOutput(directory.resolve(name), tray)) {
      for (byte[] piece : pieces) {
        out.write(piece);
      }
      out.finish();
      files.add(new Manifest.Entry(name, pclass, records, out.bytes(), sha256.join()));
    }
  }
}
