package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.OffsetSet;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.verification.Verdict;
import factory.verification.Verification;
import factory.verification.VerificationException;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code verify} finds in a directory that is whole, and in one that somebody has harmed. */
class VerifiedFilesTest {
  @TempDir private Path temporary;
  private Path out = Path.of("");
  private final Goods goods = new Goods();

  @BeforeEach
  void nameTheDirectory() {
    out = temporary.resolve("out");
  }

  @Test
  void aLargeShipmentIsWhole() throws Exception {
    try (Destination destination = FilesDestinationCase.open(out)) {
      FilesDestinationCase.ship(
          destination,
          List.of(
              goods.product("a", 70_000, Map.of("x", "y".repeat(3 << 20))),
              goods.product("a", 1),
              goods.product("b", 2)));
    }
    assertThat(Verification.files(out, true).problems()).isEmpty();
    assertThat(shipment(1).resolve("products-a.jsonl").toFile().length()).isGreaterThan(3 << 20);
  }

  @ParameterizedTest
  @EnumSource(DestinationSettings.Format.class)
  void holdsForWhatTheFactoryHasShipped(DestinationSettings.Format format) throws IOException {
    threeShipments(format);
    Verdict verdict = Verification.files(out, true);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.shipments()).isEqualTo(3);
    assertThat(verdict.products()).isEqualTo(6);
    assertThat(verdict.materials()).isEqualTo(10);
    assertThat(verdict.scrap()).isEqualTo(Map.of("malformed", 1L, "parked", 3L));
    assertThat(verdict.partitions())
        .isEqualTo(Map.of("orders.jsonl", new Verdict.Partition(14, 13, 0, -1)));
  }

  @Test
  void holdsAfterShipmentsWereTakenAwayAndSaysSo() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Disk.deleteTree(shipment(1));
    Disk.deleteTree(shipment(2));
    Verdict verdict = Verification.files(out, true);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.shipments()).isEqualTo(1);
    assertThat(verdict.newest()).isEqualTo(3);
    assertThat(verdict.partitions().get("orders.jsonl").done()).isEqualTo(14);
  }

  @Test
  void countsWhatIsOpenAndMindsItOnlyWhereAllMustBeThere() throws IOException {
    goods.product("open", 2);
    threeShipments(DestinationSettings.Format.JSONL);
    Verdict verdict = Verification.files(out, false);
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.partitions().get("orders.jsonl"))
        .isEqualTo(new Verdict.Partition(14, 15, 2, 0));
    assertThat(Verification.files(out, true).problems())
        .containsExactly(
            "position orders.jsonl:0 is open: neither shipped nor scrapped, though later ones are");
  }

  @Test
  void findsAProductThatIsThereTwiceOneThatIsGoneAndOneThatWasChanged() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Path file = shipment(1).resolve("products-a.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(0)), StandardCharsets.UTF_8);
    assertThat(Verification.files(out, false).problems())
        .anyMatch(problem -> problem.contains("product orders.jsonl:0 is there twice"))
        .anyMatch(problem -> problem.contains("materials in products: 5, counted: 6"))
        .anyMatch(problem -> problem.startsWith("shipment-00000001/products-a.jsonl:"));
    Files.writeString(file, lines.get(0) + "\n");
    assertThat(Verification.files(out, false).problems())
        .anyMatch(problem -> problem.contains("products: 3, counted: 2"))
        .anyMatch(problem -> problem.contains("1 records, the manifest has 2"));
    Files.writeString(file, lines.get(0).replace("\"p0\"", "\"p9\"") + "\n" + lines.get(1) + "\n");
    assertThat(Verification.files(out, false).problems())
        .containsExactly(
            "shipment-00000001/products-a.jsonl: its SHA-256 is not the one in the manifest");
  }

  @Test
  void findsAFileThatIsGoneOneThatIsNewAndAScrapEntryThatIsNot() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Files.delete(shipment(2).resolve("scrap.jsonl"));
    Files.writeString(shipment(3).resolve("notes.txt"), "mine");
    assertThat(Verification.files(out, false).problems())
        .contains(
            "shipment-00000002/scrap.jsonl: it is not there",
            "shipment-00000003/notes.txt: the manifest does not have it")
        .anyMatch(
            problem ->
                problem.contains(
                    "position orders.jsonl:8 is scrapped by the manifest and in no scrap entry"));
  }

  @Test
  void findsAPositionWithTwoFatesAndNamesBothShipments() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Manifest third = Manifest.read(shipment(3));
    OffsetSet more = third.positions().partitions().get(0).shipped();
    more.add(2);
    Files.write(shipment(3).resolve(Manifest.NAME), third.toBytes());
    assertThat(Verification.files(out, false).problems())
        .contains("shipment-00000003: position orders.jsonl:2 has two fates: also in shipment 1")
        .contains("shipment-00000003: the manifest has positions shipped: 3, counted: 2");
  }

  @Test
  void findsAPositionThatIsInTheLedgerAndInNoShipment() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Manifest third = Manifest.read(shipment(3));
    OffsetSet fewer = third.positions().partitions().get(0).shipped();
    fewer.removeBelow(fewer.first() + 1);
    Files.write(shipment(3).resolve(Manifest.NAME), third.toBytes());
    assertThat(Verification.files(out, false).problems())
        .contains("position orders.jsonl:12 is done by the ledger and in no shipment");
  }

  @Test
  void findsAShipmentThatIsMissingBehindTheLedgerAndAPositionThatTheLedgerLacks()
      throws IOException {
    byte[] old;
    try (Destination destination = open(DestinationSettings.Format.JSONL)) {
      ship(destination, List.of(goods.product("a", 2)));
      old = Files.readAllBytes(out.resolve("ledger.json"));
      ship(destination, List.of(goods.product("a", 2)));
      ship(destination, List.of(goods.product("a", 2)));
    }
    byte[] newest = Files.readAllBytes(out.resolve("ledger.json"));
    Files.write(out.resolve("ledger.json"), old);
    assertThat(Verification.files(out, true).problems()).as("as after a kill").isEmpty();
    Disk.deleteTree(shipment(2));
    assertThat(Verification.files(out, false).problems())
        .containsExactly("shipment 2 is missing: the ledger ends with 1 and there is a shipment 3");
    String forged = new String(newest, StandardCharsets.UTF_8);
    Files.writeString(out.resolve("ledger.json"), forged.replace("\"number\":3", "\"number\":9"));
    assertThat(Verification.files(out, false).problems())
        .contains("ledger.json: its checksum does not match: it was cut off or changed");
  }

  @Test
  void findsASecondDirectoryOfANumberWhicheverOfTheTwoIsWrong() throws IOException {
    threeShipments(DestinationSettings.Format.JSONL);
    Path twin = Files.createDirectory(out.resolve("shipment-1"));
    Path late = Files.createDirectory(out.resolve("shipment-000000003"));
    assertThat(Verification.files(out, true).problems())
        .containsExactly(
            "shipment-000000003: shipment 3 is called shipment-00000003; it is not counted",
            "shipment-1: shipment 1 is called shipment-00000001; it is not counted");
    Files.delete(twin);
    Files.delete(late);
    Files.createDirectory(out.resolve("shipment-old"));
    assertThat(Verification.files(out, true).problems()).isEmpty();
  }

  @Test
  void takesAFileThatGrowsForTheSameAndAnotherOneForAnother() throws IOException {
    for (String fingerprint : List.of("crc32c:1/10", "crc32c:2/20")) {
      try (Destination destination = open(DestinationSettings.Format.JSONL, fingerprint)) {
        ship(destination, List.of(goods.product("a", 2)));
      }
    }
    assertThat(Verification.files(out, true).problems()).isEmpty();
    Path file = shipment(2).resolve(Manifest.NAME);
    Manifest second = Manifest.read(shipment(2));
    ShipmentPositions.Share share = second.positions().partitions().get(0);
    Manifest forged =
        new Manifest(
            second.factory(),
            2,
            second.created(),
            second.products(),
            second.materials(),
            second.pclasses(),
            second.scrap(),
            second.files(),
            new ShipmentPositions(
                List.of(
                    new ShipmentPositions.Share(
                        new Partition("orders.jsonl", "crc32c:3/10"),
                        share.shipped(),
                        share.scrapped()))),
            List.of());
    Files.write(file, forged.toBytes());
    assertThat(Verification.files(out, true).problems())
        .containsExactly(
            "shipment-00000002: 'orders.jsonl' has the fingerprint 'crc32c:3/10', and 'crc32c:1/10' in an earlier shipment");
  }

  @Test
  void refusesWhatNoFactoryHasMade() throws IOException {
    assertThatThrownBy(() -> Verification.files(out, false))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("is not there");
    Files.createDirectories(out);
    assertThatThrownBy(() -> Verification.files(out, false))
        .hasMessageContaining("has neither shipments nor a ledger.json");
  }

  @Test
  void callsNothingBrokenThatItCannotReadForWantOfDuckDbsLibrary() throws Exception {
    threeShipments(DestinationSettings.Format.PARQUET);
    assertThatThrownBy(
            () -> withoutDuckDb("files", new Class<?>[] {Path.class, boolean.class}, out, true))
        .hasMessageContaining("reading '" + shipment(1))
        .hasMessageContaining("needs DuckDB's library")
        .hasMessageContaining("put duckdb.jar beside factory.jar")
        .satisfies(
            e ->
                assertThat(e.getClass().getName())
                    .isEqualTo(VerificationException.class.getName()));
    Path file = Files.writeString(temporary.resolve("shop.duckdb"), "a database");
    assertThatThrownBy(
            () ->
                withoutDuckDb(
                    "duckdb",
                    new Class<?>[] {Path.class, String.class, boolean.class},
                    file,
                    "products",
                    true))
        .hasMessageContaining(
            "reading '" + file + "' needs DuckDB's library, which is a file of its own")
        .satisfies(
            e ->
                assertThat(e.getClass().getName())
                    .isEqualTo(VerificationException.class.getName()));
    assertThatThrownBy(() -> Verification.duckdb(file, "products", true))
        .as("with the library")
        .hasMessageNotContaining("duckdb.jar");
  }

  @Test
  void findsAProductOfAParquetFileThatHasNoId() throws Exception {
    threeShipments(DestinationSettings.Format.PARQUET);
    Path file = shipment(1).resolve("products-a.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "copy (select * replace (null::varchar as id, null::varchar as pclass) from read_parquet('%1$s')) to '%1$s.new' (format parquet)"
              .formatted(file));
    }
    Files.move(
        file.resolveSibling("products-a.parquet.new"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Verification.files(out, true).problems())
        .contains("shipment-00000001: a product's id '' is no partition and offset");
  }

  /** Calls the verification as it is where {@code duckdb.jar} is not on the class path. */
  private static Object withoutDuckDb(String method, Class<?>[] types, Object... values)
      throws Throwable {
    List<URL> path = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!part.matches(".*duckdb[^/]*")) {
        path.add(Path.of(part).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      return loader
          .loadClass(Verification.class.getName())
          .getMethod(method, types)
          .invoke(null, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void threeShipments(DestinationSettings.Format format) throws IOException {
    try (Destination destination = open(format)) {
      ship(
          destination,
          List.of(goods.product("a", 2), goods.product("B", 2), goods.product("a", 1)));
      ship(destination, List.of(goods.product("a", 3), goods.malformed(), goods.parked(3)));
      ship(destination, List.of(goods.product("a", 1), goods.product("c", 1)));
    }
  }

  private Destination open(DestinationSettings.Format format) {
    return open(format, Goods.SOURCE.get(0).fingerprint());
  }

  private Destination open(DestinationSettings.Format format, String fingerprint) {
    return Destinations.open(
        new DestinationSettings.Files(
            out, format, DestinationSettings.Times.ISO, ChronoUnit.MICROS),
        "test",
        List.of(new Partition("orders.jsonl", fingerprint)));
  }

  private static void ship(Destination destination, List<Cargo> cargo) throws IOException {
    Warehouse warehouse = new Warehouse(cargo.size() + 1, Long.MAX_VALUE);
    Encoder encoder = destination.encoder();
    warehouse.put(Consignment.of(cargo.stream().map(encoder::encode).toList()));
    destination.ship(warehouse.load(destination.lastNumber() + 1), Drill.NONE);
  }

  private Path shipment(long number) {
    return LedgerStore.shipment(out, number);
  }
}
