package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Why;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What became of a pid is found in the shipments of a directory. */
final class FilesArchiveTest {
  private static final String ODD = "<a \"b\"> \\ ü\n";

  @TempDir private Path out;
  private long next;

  private DestinationSettings.Files settings(DestinationSettings.Format format) {
    return new DestinationSettings.Files(
        out, format, DestinationSettings.Times.ISO, ChronoUnit.MICROS);
  }

  private Product product(String pid) {
    return product(pid, Map.of("pid", "x", "n", next));
  }

  private Product product(String pid, Map<String, ?> fields) {
    Positions positions = new Positions();
    positions.add(0, next);
    return new Product(
        0,
        next++,
        Pid.of(pid),
        "ok",
        Closed.COMPLETE,
        1,
        Material.NO_TIME,
        Material.NO_TIME,
        0,
        fields,
        positions);
  }

  private Scrap late(String pid) {
    Positions positions = new Positions();
    positions.add(0, next);
    return new Scrap(
        Scrap.Reason.LATE, 0, next, ++next, "too late", Pid.of(pid), "{}", null, 1, positions);
  }

  private static void ship(Destination destination, Cargo... cargo) throws IOException {
    Warehouse warehouse = new Warehouse(1_000, 1 << 20);
    Encoder encoder = destination.encoder();
    warehouse.put(Consignment.of(Stream.of(cargo).map(encoder::encode).toList()));
    destination.ship(warehouse.load(destination.lastNumber() + 1), Drill.NONE);
  }

  private static Archive.Found find(Archive archive, String pid) throws IOException {
    return archive.find(new Archive.Query(pid, Set.of(), () -> false));
  }

  @ParameterizedTest
  @EnumSource(DestinationSettings.Format.class)
  void productsAndScrapAreFoundInEveryFormatTheNewestFirst(DestinationSettings.Format format)
      throws IOException {
    try (Destination destination = Destinations.open(settings(format), "test", Goods.SOURCE)) {
      ship(destination, product("a"), product(ODD), late("a"));
      ship(destination, product("b", Map.of("note", "\"pid\":\"a\"", "pid", "a")));
      ship(destination, product("a"));
      Archive.Found found = find(destination.archive(), "a");
      assertThat(found.all()).isTrue();
      assertThat(found.searched()).isEqualTo("3 shipments, 1 to 3, in " + out);
      assertThat(found.fates())
          .extracting(Why.Fate::shipment, fate -> fate.getClass().getSimpleName())
          .containsExactly(tuple(3L, "Shipped"), tuple(1L, "Shipped"), tuple(1L, "Scrapped"));
      Why.Shipped newest = (Why.Shipped) found.fates().get(0);
      assertThat(newest.id()).isEqualTo("orders.jsonl:4");
      assertThat(newest.pclass()).isEqualTo("ok");
      assertThat(newest.closed()).isEqualTo("complete");
      assertThat(newest.materials()).isEqualTo(1);
      assertThat(newest.when()).matches("20\\d\\d-.*Z");
      Why.Scrapped scrapped = (Why.Scrapped) found.fates().get(2);
      assertThat(scrapped.reason()).isEqualTo("late");
      assertThat(scrapped.detail()).isEqualTo("too late");
      assertThat(scrapped.origin()).isEqualTo(new Why.Span("orders.jsonl", 2, 2));
      assertThat(find(destination.archive(), ODD).fates()).hasSize(1);
      assertThat(find(destination.archive(), "c").fates()).isEmpty();
    }
    assertThat(find(Destinations.archive(settings(format)), "a").fates())
        .as("without a factory")
        .hasSize(3);
  }

  @Test
  void whereItIsKnownToBeOnlyThatShipmentIsRead() throws IOException {
    try (Destination destination =
        Destinations.open(settings(DestinationSettings.Format.JSONL), "test", Goods.SOURCE)) {
      ship(destination, product("a"));
      ship(destination, product("a"));
      Archive.Found found =
          destination.archive().find(new Archive.Query("a", Set.of(1L), () -> false));
      assertThat(found.fates()).extracting(Why.Fate::shipment).containsExactly(1L);
      assertThat(found.all()).isFalse();
    }
  }

  @Test
  void aSearchEndsWithWhatItHasWhenItHasTakenLongEnough() throws IOException {
    try (Destination destination =
        Destinations.open(settings(DestinationSettings.Format.JSONL), "test", Goods.SOURCE)) {
      ship(destination, product("a"));
      ship(destination, product("b"));
      ship(destination, product("b"));
      AtomicInteger asked = new AtomicInteger();
      Archive.Found found =
          destination
              .archive()
              .find(new Archive.Query("a", Set.of(), () -> asked.incrementAndGet() > 4));
      assertThat(found.fates()).isEmpty();
      assertThat(found.all()).isFalse();
      assertThat(found.searched()).isEqualTo("2 shipments, 2 to 3, in " + out);
    }
  }

  @Test
  void shipmentsThatWereTakenAwayAreNotKnownAnyMore() throws IOException {
    try (Destination destination =
        Destinations.open(settings(DestinationSettings.Format.JSONL), "test", Goods.SOURCE)) {
      assertThat(find(destination.archive(), "a").all()).as("nothing was ever shipped").isTrue();
      ship(destination, product("a"));
      ship(destination, product("b"));
      Disk.deleteTree(LedgerStore.shipment(out, 1));
      Archive.Found found = find(destination.archive(), "a");
      assertThat(found.fates()).isEmpty();
      assertThat(found.all()).isFalse();
      assertThat(found.searched())
          .isEqualTo(
              "shipment 2 in " + out + ", of 2 that the ledger knows (the others were taken away)");
      Disk.deleteTree(LedgerStore.shipment(out, 2));
      assertThat(find(destination.archive(), "a").all()).isFalse();
    }
  }
}
