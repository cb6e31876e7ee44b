package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Mark;
import factory.custody.Section;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.verification.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesDestinationTest extends FilesDestinationCase {
  @Test
  void whatAReaderHasNotedIsKeptBeforeTheFirstShipmentAndBetweenTwo() throws IOException {
    Section first = new Section(0, "first");
    Section second = new Section(9, "second");
    try (Destination destination = open(out)) {
      destination.ledger().note(0, first, Mark.BEGINNING);
      destination.ledger().keep();
    }
    try (Destination destination = open(out)) {
      assertThat(destination.ledger().start(0).files()).containsExactly(first);
      assertThat(destination.lastNumber()).isZero();
      ship(destination, List.of(goods.product("a", 2)));
      destination.ledger().note(0, second, null);
      destination.ledger().keep();
      ship(destination, List.of(goods.product("b", 1)));
    }
    try (Destination destination = open(out)) {
      assertThat(destination.ledger().start(0).files()).containsExactly(first, second);
      assertThat(destination.ledger().watermark(0)).isEqualTo(3);
    }
  }

  @Test
  void makesOneDirectoryWithAFileForEachClassTheScrapAndTheManifest() throws Exception {
    try (Destination destination = open(out)) {
      ship(
          destination,
          List.of(
              goods.product("a", 2),
              goods.product("B/c", 1),
              goods.product("a", 1),
              goods.malformed(),
              goods.parked(3)));
      assertThat(destination.lastNumber()).isEqualTo(1);
      assertThat(destination.describe()).isEqualTo("files in " + out + " (jsonl)");
    }
    assertThat(names(out))
        .containsExactlyInAnyOrder(".factory.lock", "ledger.json", "shipment-00000001");
    Path shipment = out.resolve("shipment-00000001");
    assertThat(Files.readAllLines(shipment.resolve("products-a.jsonl")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"pclass\":\"a\""));
    assertThat(Files.readAllLines(shipment.resolve("scrap.jsonl"))).hasSize(2);
    Manifest manifest = Manifest.read(shipment);
    assertThat(manifest.factory()).isEqualTo("test");
    assertThat(manifest.number()).isEqualTo(1);
    assertThat(manifest.products()).isEqualTo(3);
    assertThat(manifest.materials()).isEqualTo(4);
    assertThat(manifest.pclasses()).isEqualTo(Map.of("a", 2L, "B/c", 1L));
    assertThat(manifest.scrap()).isEqualTo(Map.of("malformed", 1L, "parked", 3L));
    assertThat(manifest.positions().partitions().get(0).shipped().count()).isEqualTo(4);
    assertThat(manifest.positions().partitions().get(0).scrapped().count()).isEqualTo(4);
    assertThat(manifest.files()).hasSize(3);
    long records = 0;
    for (Manifest.Entry file : manifest.files()) {
      byte[] bytes = Files.readAllBytes(shipment.resolve(file.name()));
      assertThat(bytes.length).isEqualTo(file.bytes());
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .isEqualTo(file.sha256());
      assertThat(new String(bytes, StandardCharsets.UTF_8).lines().count())
          .isEqualTo(file.records());
      records += file.records();
    }
    assertThat(records).isEqualTo(5);
  }

  @Test
  void writesCsvWithOneHeaderAFileAlsoWhereColumnsDiffer() throws IOException {
    DestinationSettings.Files settings =
        new DestinationSettings.Files(
            out, DestinationSettings.Format.CSV, DestinationSettings.Times.ISO, ChronoUnit.MICROS);
    try (Destination destination = Destinations.open(settings, "test", Goods.SOURCE)) {
      ship(
          destination,
          List.of(
              goods.product("a", 1, Map.of("x", 1L)),
              goods.product("a", 1, Map.of("y", 2L)),
              goods.product("a", 1, Map.of("x", 3L))));
    }
    Path shipment = out.resolve("shipment-00000001");
    assertThat(Files.readAllLines(shipment.resolve("products-a.csv")))
        .containsExactly(
            "id,pid,pclass,closed,materials,first,last,revision,x",
            "orders.jsonl:0,p0,a,contract,1,,,0,1",
            "orders.jsonl:2,p2,a,contract,1,,,0,3");
    assertThat(Files.readAllLines(shipment.resolve("products-a.2.csv"))).hasSize(2);
  }

  @Test
  void putsClassesBeyondTheFirst256IntoOneFile() throws IOException {
    List<Cargo> cargo = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      cargo.add(goods.product("class-" + i, 1));
    }
    try (Destination destination = open(out)) {
      ship(destination, cargo);
    }
    Path shipment = out.resolve("shipment-00000001");
    assertThat(names(shipment)).hasSize(256 + 2);
    assertThat(Files.readAllLines(shipment.resolve("products-other.jsonl"))).hasSize(300 - 256);
  }

  @Test
  void leavesNothingOfAShipmentThatFailsBeforeItsCommit() throws IOException {
    try (Destination destination = open(out)) {
      Truck truck = DatabaseCases.truck(destination, goods.product("a", 2), goods.malformed());
      for (String point : List.of(Driver.BEFORE_WRITE, Driver.AFTER_WRITE, Driver.BEFORE_COMMIT)) {
        assertThatThrownBy(() -> destination.ship(truck, DatabaseCases.failing(point)))
            .isInstanceOf(Drill.Failure.class);
        assertThat(names(out)).doesNotContain("shipment-00000001", "ledger.json");
        assertThat(destination.lastNumber()).isZero();
      }
    }
    try (Destination next = open(out)) {
      assertThat(next.ledger().done()).isZero();
    }
  }

  @Test
  void goesOnWhereTheRunBeforeEnded() throws IOException {
    try (Destination first = open(out)) {
      ship(first, List.of(goods.product("a", 2)));
      ship(first, List.of(goods.malformed()));
      assertThat(first.ledger().done()).as("a snapshot of the start").isZero();
    }
    try (Destination second = open(out)) {
      assertThat(second.lastNumber()).isEqualTo(2);
      assertThat(second.ledger().watermark(0)).isEqualTo(3);
      assertThat(second.ledger().isDone(0, 2)).isTrue();
      assertThat(second.ledger().isDone(0, 3)).isFalse();
      ship(second, List.of(goods.product("a", 1)));
    }
    assertThat(names(out)).contains("shipment-00000003");
  }

  @Test
  void goesOnAfterAKillBetweenTheRenameAndTheCopyOfTheLedger() throws IOException {
    byte[] old;
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
      old = Files.readAllBytes(out.resolve("ledger.json"));
      ship(destination, List.of(goods.product("a", 3)));
    }
    Files.write(out.resolve("ledger.json"), old);
    Files.createDirectories(out.resolve(".shipment-00000003.tmp"));
    Files.writeString(out.resolve(".shipment-00000003.tmp").resolve("products-a.jsonl"), "half");
    try (Destination again = open(out)) {
      assertThat(again.lastNumber()).isEqualTo(2);
      assertThat(again.ledger().watermark(0)).isEqualTo(5);
      assertThat(names(out)).doesNotContain(".shipment-00000003.tmp");
    }
    Disk.deleteTree(out.resolve("shipment-00000001"));
    Disk.deleteTree(out.resolve("shipment-00000002"));
    try (Destination afterNothingToDo = open(out)) {
      assertThat(afterNothingToDo.lastNumber()).isEqualTo(2);
      assertThat(afterNothingToDo.ledger().watermark(0)).isEqualTo(5);
    }
  }

  @Test
  void makesALedgerGoodThatWasNeverCopiedAndStillKnowsTheSourceByWhatWasShippedOfIt()
      throws IOException {
    List<Partition> source = List.of(new Partition("orders.jsonl", "crc32c:1/10"));
    List<Partition> grown = List.of(new Partition("orders.jsonl", "crc32c:2/20"));
    try (Destination destination = Destinations.open(settings(out), "test", source)) {
      ship(destination, List.of(goods.product("a", 2)));
    }
    Files.delete(out.resolve("ledger.json"));
    Destinations.check(settings(out), grown, List.of());
    assertThat(out.resolve("ledger.json")).as("check changes nothing").doesNotExist();
    Destinations.open(settings(out), "test", grown).close();
    assertThat(Files.readString(out.resolve("ledger.json")))
        .contains("\"number\":1", "\"watermark\":2")
        .as("whether what has grown is still the same, the source looks at later")
        .contains("\"crc32c:1/10\"");
    Disk.deleteTree(out.resolve("shipment-00000001"));
    try (Destination again = Destinations.open(settings(out), "test", source)) {
      assertThat(again.lastNumber()).isEqualTo(1);
      assertThat(again.ledger().watermark(0)).isEqualTo(2);
    }
  }

  @Test
  void findsEachMaterialOnceAfterTheProcessWasKilled() throws Exception {
    Process shipping = java(EndlessFactory.class, out);
    while (shipping.isAlive() && !Files.exists(out.resolve("shipment-00000020"))) {
      Thread.sleep(2);
    }
    shipping.destroyForcibly().waitFor();
    try (Destination again = open(out)) {
      List<String> lines = new ArrayList<>();
      for (long number = 1; number <= again.lastNumber(); number++) {
        lines.addAll(
            Files.readAllLines(LedgerStore.shipment(out, number).resolve("products-a.jsonl")));
      }
      assertThat(lines).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
      assertThat(again.ledger().watermark(0)).isEqualTo(2L * lines.size());
      assertThat(names(out))
          .noneMatch(name -> name.endsWith(".tmp") && name.startsWith(".shipment"));
    }
  }

  /** Ships one product after the other until it is killed. */
  static final class EndlessFactory {
    public static void main(String[] arguments) throws IOException {
      Goods goods = new Goods();
      try (Destination destination = open(Path.of(arguments[0]))) {
        while (destination.lastNumber() < 100_000) {
          ship(destination, List.of(goods.product("a", 2)));
        }
      }
    }
  }

  @Test
  void goesOnWhenUsersHaveTakenShipmentsAway() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
    }
    Disk.deleteTree(out.resolve("shipment-00000001"));
    try (Destination again = open(out)) {
      assertThat(again.lastNumber()).isEqualTo(1);
      assertThat(again.ledger().watermark(0)).isEqualTo(2);
    }
  }

  @Test
  void numbersShipmentsInTheSameDigitsWhateverTheLanguage() throws IOException {
    Locale usual = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("fa"));
    try (Destination destination = open(out)) {
      assertThat("%d".formatted(1)).as("a language with digits of its own").isNotEqualTo("1");
      ship(destination, List.of(goods.product("a", 2)));
      assertThat(names(out))
          .containsExactlyInAnyOrder(".factory.lock", "ledger.json", "shipment-00000001");
      assertThat(Verification.files(out, true).problems()).isEmpty();
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, usual);
    }
  }

  @Test
  void saysInWordsWhenTheDirectoryGoesAwayAndShipsWhenItIsBack() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 1)));
      Truck truck = truck(destination, List.of(goods.product("a", 1)));
      Disk.deleteTree(out);
      Files.writeString(out, "in the way");
      assertThatThrownBy(() -> destination.ship(truck, Drill.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shipment 2 cannot be written to '" + out + "'")
          .hasMessageContaining("a file is in its place: move that away");
      Files.delete(out);
      assertThatThrownBy(() -> destination.ship(truck, Drill.NONE))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "shipment 2 cannot be written: the directory '%s' is not there any more; put it back, or make it again",
              out);
      Files.createDirectories(out);
      destination.ship(truck, Drill.NONE);
      assertThat(destination.lastNumber()).isEqualTo(2);
      assertThat(names(out)).contains("shipment-00000002", "ledger.json", ".factory.lock");
    }
  }

  @Test
  void shipsATruckOnceHoweverOftenItComes() throws IOException {
    try (Destination destination = open(out)) {
      Truck truck = truck(destination, List.of(goods.product("a", 1)));
      for (String point : List.of(Driver.BEFORE_COMMIT, Driver.AFTER_COMMIT)) {
        assertThatThrownBy(() -> destination.ship(truck, failing(point)))
            .isInstanceOf(Drill.Failure.class);
      }
      destination.ship(truck, Drill.NONE);
      destination.ship(truck, Drill.NONE);
      assertThat(names(out))
          .containsExactlyInAnyOrder(".factory.lock", "ledger.json", "shipment-00000001");
    }
  }

  @Test
  void discardsWithoutKeepingAnything() throws IOException {
    try (Destination destination =
        Destinations.open(new DestinationSettings.Discard(), "test", Goods.SOURCE)) {
      assertThat(destination.keepsPositions()).isFalse();
      Parcel parcel = destination.encoder().encode(goods.product("a", 5));
      assertThat(parcel.weight()).isZero();
      assertThat(parcel.materials()).isEqualTo(5);
      ship(destination, List.of(goods.product("a", 5), goods.parked(2)));
      assertThat(destination.lastNumber()).isEqualTo(1);
      assertThat(destination.ledger().isDone(0, 0)).isFalse();
    }
  }
}
