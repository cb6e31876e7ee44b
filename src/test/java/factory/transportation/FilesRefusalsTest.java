package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Directories that nothing is shipped to, and why. */
class FilesRefusalsTest extends FilesDestinationCase {
  @Test
  void makesTheLedgerAgainFromAllShipmentsButRefusesDataThatNoLedgerExplains() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
      ship(destination, List.of(goods.product("a", 2)));
    }
    Files.delete(out.resolve("ledger.json"));
    try (Destination again = open(out)) {
      assertThat(again.ledger().watermark(0)).isEqualTo(4);
    }
    Files.delete(out.resolve("ledger.json")); // that start has made it again
    Disk.deleteTree(out.resolve("shipment-00000001"));
    assertRefused("begins with shipment 2", "no ledger.json");
  }

  @Test
  void refusesAGapInTheNumbers() throws IOException {
    byte[] old = new byte[0];
    try (Destination destination = open(out)) {
      for (int i = 0; i < 3; i++) {
        ship(destination, List.of(goods.product("a", 2)));
        old = i == 0 ? Files.readAllBytes(out.resolve("ledger.json")) : old;
      }
    }
    Files.write(out.resolve("ledger.json"), old);
    Disk.deleteTree(out.resolve("shipment-00000002"));
    assertRefused("shipment 2 is missing", "ends with 1", "a shipment 3");
  }

  @Test
  void refusesADamagedLedgerADamagedManifestAndAShipmentWithoutOne() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
    }
    Path ledger = out.resolve("ledger.json");
    Path manifest = out.resolve("shipment-00000001").resolve("manifest.json");
    Files.writeString(
        ledger, Files.readString(ledger).replace("\"watermark\":2", "\"watermark\":9"));
    assertRefused("ledger.json cannot be used", "checksum", "delete it");
    Files.delete(ledger);
    byte[] good = Files.readAllBytes(manifest);
    Files.writeString(manifest, "{}");
    assertRefused("manifest.json of shipment-00000001 cannot be used", "cut off");
    Files.delete(manifest);
    assertRefused("shipment-00000001 has no manifest.json");
    Files.write(manifest, good);
    open(out).close();
    Files.delete(ledger);
    Files.move(out.resolve("shipment-00000001"), out.resolve("shipment-00000002"));
    assertRefused("begins with shipment 2");
  }

  @Test
  void refusesWhatIsCalledNearlyAsAShipmentAlsoBesideThatShipment() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
    }
    for (String name : List.of("shipment-1", "shipment-000000001")) {
      Path twin = Files.createDirectory(out.resolve(name));
      assertRefused(name + " is no shipment's name", "shipment 1 is called shipment-00000001");
      Files.delete(twin);
    }
    Files.createDirectory(out.resolve("shipments"));
    Files.createDirectory(out.resolve("shipment-old"));
    open(out).close();
    Files.move(out.resolve("shipment-00000001"), out.resolve("shipment-1"));
    assertRefused("shipment-1 is no shipment's name", "give it that name back");
  }

  @Test
  void refusesAnotherSource() throws IOException {
    try (Destination destination = open(out)) {
      ship(destination, List.of(goods.product("a", 2)));
    }
    assertThatThrownBy(
            () ->
                Destinations.open(
                    settings(out), "test", List.of(new Partition("orders.jsonl", "crc:2"))))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("'" + out + "': 'orders.jsonl' is not what it was");
    assertThatThrownBy(() -> Destinations.open(settings(out), "test", List.of()))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("'orders.jsonl' with 2 records done");
    open(out).close();
  }

  @Test
  void refusesASecondFactoryOfThisProcess() {
    try (Destination first = open(out)) {
      assertRefused("in use by another factory of this process");
    }
    open(out).close();
  }

  @Test
  void refusesASecondFactoryOfAnotherProcessAndNamesTheFirst() throws Exception {
    try (Destination first = open(out)) {
      Process second = java(SecondFactory.class, out);
      String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(said)
          .contains("in use by factory 'test', process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aLockThatWasLostToAnotherIsToldAsThatAndNotAsAFullDisk() throws Exception {
    try (Destination first = open(out)) {
      Path lock = out.resolve(DirectoryLock.NAME);
      Files.delete(lock);
      try (FileChannel other =
              FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          FileLock held = other.lock()) {
        assertThat(held.isValid()).isTrue();
        assertThatThrownBy(() -> ship(first, List.of(goods.product("a", 1))))
            .isInstanceOf(IOException.class)
            .hasMessage(
                "shipment 1 cannot be written: destination.directory: '"
                    + out
                    + "' is in use by another factory of this process; stop that one or choose another directory");
      }
    }
  }

  /** Tries to open the directory that it is given. */
  static final class SecondFactory {
    public static void main(String[] arguments) {
      try {
        open(Path.of(arguments[0])).close();
      } catch (DestinationException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void refusesAFileInThePlaceOfTheDirectory() throws IOException {
    Files.createDirectories(out.getParent());
    Files.writeString(out, "a file");
    assertRefused("is a file");
    out = out.resolve("below");
    assertRefused("cannot be written");
  }

  @Test
  void recognisesItsOwnShipmentOnDiskAndRefusesAStrangers() throws IOException {
    Path twin = temporary.resolve("twin");
    try (Destination first = open(out);
        Destination second = open(twin)) {
      Truck truck = truck(first, List.of(goods.product("a", 2)));
      Truck another = truck(first, List.of(goods.product("a", 2)));
      first.ship(truck, Drill.NONE);
      Files.createDirectory(twin.resolve("shipment-00000001"));
      assertThatThrownBy(() -> second.ship(truck, Drill.NONE))
          .hasMessageContaining("no shipment")
          .hasMessageContaining("move it away");
      Files.copy(
          out.resolve("shipment-00000001").resolve("manifest.json"),
          twin.resolve("shipment-00000001").resolve("manifest.json"));
      assertThatThrownBy(() -> second.ship(another, Drill.NONE))
          .hasMessageContaining("another shipment");
      second.ship(truck, Drill.NONE);
      assertThat(second.lastNumber()).isEqualTo(1);
    }
    try (Destination again = open(twin)) {
      assertThat(again.ledger().watermark(0)).isEqualTo(2);
    }
  }

  @Test
  void refusesToGiveAPositionASecondFate() throws IOException {
    try (Destination destination = open(out)) {
      Cargo product = goods.product("a", 2);
      ship(destination, List.of(product));
      assertThatThrownBy(() -> ship(destination, List.of(product)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("orders.jsonl:0 would have two fates");
      Cargo other = goods.product("a", 2);
      assertThatThrownBy(() -> ship(destination, List.of(other, other)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(destination.lastNumber()).isEqualTo(1);
    }
  }

  @Test
  void refusesASecondFateAlsoWherePositionsFollowEachOther() throws IOException {
    try (Destination destination = open(out)) {
      Cargo first = goods.product("a", 1);
      Cargo second = goods.product("a", 1);
      Cargo both = new Goods().product("a", 2);
      assertThatThrownBy(() -> ship(destination, List.of(second, both)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("orders.jsonl:1 would have two fates");
      ship(destination, List.of(second, first));
      assertThat(destination.lastNumber()).isEqualTo(1);
    }
  }
}
