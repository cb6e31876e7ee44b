package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.goods.Cargo;
import factory.goods.Column;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.goods.Product;
import factory.operations.Why;
import factory.verification.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for tables in every database. */
abstract class DatabaseCases {
  static final List<Column> COLUMNS =
      List.of(
          new Column("amount", Column.Kind.DECIMAL),
          new Column("count", Column.Kind.INTEGER),
          new Column("city", Column.Kind.TEXT),
          new Column("paid", Column.Kind.BOOLEAN),
          new Column("events", Column.Kind.JSON),
          new Column("pid", Column.Kind.TEXT));

  final Goods goods = new Goods();

  /** The settings of a destination that is empty at first. */
  abstract DestinationSettings settings();

  /** A connection of a user's. */
  abstract Connection user() throws SQLException;

  abstract Verdict verify();

  Destination open() {
    return open(Goods.SOURCE);
  }

  Destination open(List<Partition> source) {
    return Destinations.open(settings(), "first", source, COLUMNS);
  }

  @Test
  void shipsProductsScrapManifestAndLedger() throws Exception {
    try (Destination destination = open()) {
      assertThat(destination.lastNumber()).isZero();
      ship(
          destination,
          goods.product("a", 2),
          goods.product("b", 1),
          goods.malformed(),
          goods.parked(3));
      ship(destination, goods.product("a", 4));
      assertThat(destination.lastNumber()).isEqualTo(2);
    }
    assertThat(rows("select shipment, id, pid, pclass, materials from products order by id"))
        .containsExactlyInAnyOrder(
            "1|orders.jsonl:0|p0|a|2", "1|orders.jsonl:2|p2|b|1", "2|orders.jsonl:7|p7|a|4");
    assertThat(
            rows(
                "select reason, \"partition\", \"offset\", line, materials, shipment from products_scrap"))
        .containsExactlyInAnyOrder("malformed|orders.jsonl|3|4|1|1", "parked|orders.jsonl|4|5|3|1");
    assertThat(
            rows(
                "select number, factory, products, materials, scrapped from products_shipments order by 1"))
        .containsExactly("1|first|2|3|4", "2|first|1|4|0");
    assertThat(rows("select number from products_ledger")).containsExactly("2");
    Verdict verdict = verify();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.shipments()).isEqualTo(2);
    assertThat(verdict.products()).isEqualTo(3);
    assertThat(verdict.partitions())
        .isEqualTo(Map.of("orders.jsonl", new Verdict.Partition(11, 10, 0, -1)));
  }

  @Test
  void whatBecameOfAPidIsAskedOfTheTablesWithAndWithoutAFactory() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 2), goods.parked(3));
      ship(destination, goods.product("b", 4));
      assertFound(destination.archive());
    }
    assertFound(Destinations.archive(settings()));
  }

  private static void assertFound(Archive archive) throws IOException {
    Archive.Found found = archive.find(new Archive.Query("p0", Set.of(), () -> false));
    assertThat(found.all()).isTrue();
    assertThat(found.searched()).startsWith("the tables products and products_scrap in ");
    assertThat(found.fates()).hasSize(1);
    Why.Shipped shipped = (Why.Shipped) found.fates().get(0);
    assertThat(shipped.when()).matches("20\\d\\d-.*Z");
    assertThat(shipped)
        .isEqualTo(new Why.Shipped(1, "orders.jsonl:0", "a", "contract", 2, shipped.when()));
    Why.Scrapped scrapped =
        (Why.Scrapped) archive.find(new Archive.Query("bad", Set.of(), () -> false)).fates().get(0);
    assertThat(scrapped)
        .isEqualTo(
            new Why.Scrapped(
                1, "parked", "failed", new Why.Span("orders.jsonl", 2, 2), shipped.when()));
    assertThat(archive.find(new Archive.Query("p1", Set.of(), () -> false)).fates()).isEmpty();
  }

  @Test
  void givesEachFieldItsColumnAndLosesNoValueThatDoesNotFit() throws Exception {
    Map<String, Object> fits = new LinkedHashMap<>();
    fits.put("amount", new BigDecimal("19.90"));
    fits.put("count", 7L);
    fits.put("city", "Tallinn");
    fits.put("paid", true);
    fits.put("events", List.of("ordered", "paid"));
    fits.put("carrier", "Blue Van");
    Map<String, Object> odd = new HashMap<>();
    odd.put("amount", "many");
    odd.put("count", new BigDecimal("1.5"));
    odd.put("city", 5L);
    odd.put("paid", "yes");
    odd.put("pid", null);
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 1, fits), goods.product("a", 1, odd));
    }
    assertThat(rows("select count, city, paid, events, fields from products order by id"))
        .containsExactly(
            "7|Tallinn|" + yes() + "|[\"ordered\",\"paid\"]|{\"carrier\":\"Blue Van\"}",
            "null|5|null|null|" + rows("select fields from products where city = '5'").get(0));
    assertThat(rows("select amount + 1 from products where city = 'Tallinn'").get(0))
        .startsWith("20.9");
    assertThat(rows("select fields from products where city = '5'").get(0))
        .contains("\"amount\":\"many\"", "\"count\":1.5", "\"paid\":\"yes\"")
        .doesNotContain("city");
    assertThat(rows("select \"fields.pid\" from products")).containsExactly("null", "null");
  }

  String yes() {
    return "true";
  }

  @Test
  void takesEveryText() throws Exception {
    String text = "tab\t line\n cr\r back\\slash \\N \"quote\" ' \u00e4 \ud83d\ude00";
    try (Destination destination = open()) {
      ship(
          destination,
          goods.product("a", 1, Map.of("city", text, "other", "nul\u0000 lone\ud83d end")),
          goods.product("a", 1, Map.of("city", "nul\u0000 lone\ud83d end")),
          goods.product("a", 1, Map.of("city", "", "amount", new BigDecimal("1e900"))),
          goods.product("a", 1, Map.of("city", "\\.", "count", Long.MIN_VALUE)));
    }
    assertThat(rows("select city from products order by id"))
        .containsExactly(text, "nul\ufffd lone\ufffd end", "", "\\.");
    assertThat(rows("select count from products where city = '\\.'"))
        .containsExactly(Long.toString(Long.MIN_VALUE));
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void goesOnWhereTheRunBeforeEnded() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 2), goods.malformed());
    }
    assertThat(Destinations.check(settings(), Goods.SOURCE, COLUMNS).number()).isEqualTo(1);
    try (Destination second = open()) {
      assertThat(second.lastNumber()).isEqualTo(1);
      assertThat(second.ledger().watermark(0)).isEqualTo(3);
      ship(second, goods.product("a", 1));
    }
    assertThat(verify().problems()).isEmpty();
    assertThat(rows("select count(*) from products")).containsExactly("2");
  }

  @Test
  void refusesASecondFactoryWithTheNameOfTheFirst() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 1));
      assertThatThrownBy(this::open)
          .isInstanceOf(DestinationException.class)
          .hasMessageContaining("is in use by");
      ship(first, goods.product("a", 1));
    }
    open().close();
  }

  @Test
  void aLookSaysWhoIsThereAndDisturbsNobody() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 1));
      assertThatThrownBy(() -> Destinations.check(settings(), Goods.SOURCE, COLUMNS))
          .isInstanceOf(DestinationException.class)
          .hasMessageContaining("is in use by");
      ship(first, goods.product("a", 1));
    }
    Destinations.Standing standing = lookAgain();
    assertThat(standing.number()).isEqualTo(2);
    assertThat(standing.ledger().done()).isEqualTo(2);
    open().close();
  }

  /** A server may free what a session had only after that has ended. */
  private Destinations.Standing lookAgain() {
    long limit = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        return Destinations.check(settings(), Goods.SOURCE, COLUMNS);
      } catch (DestinationException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(limit);
      }
    }
  }

  @Test
  void leavesNothingOfAShipmentThatFailsBeforeItsCommit() throws Exception {
    try (Destination destination = open()) {
      Truck truck = truck(destination, goods.product("a", 2), goods.parked(2));
      for (String point : List.of(Driver.BEFORE_WRITE, Driver.AFTER_WRITE, Driver.BEFORE_COMMIT)) {
        assertThatThrownBy(() -> destination.ship(truck, failing(point)))
            .isInstanceOf(Drill.Failure.class);
        assertThat(rows("select * from products")).isEmpty();
        assertThat(rows("select * from products_scrap")).isEmpty();
        assertThat(destination.lastNumber()).isZero();
      }
      assertThatThrownBy(() -> destination.ship(truck, failing(Driver.AFTER_COMMIT)))
          .isInstanceOf(Drill.Failure.class);
      assertThat(destination.lastNumber()).isEqualTo(1);
      destination.ship(truck, Drill.NONE);
      assertThat(rows("select count(*) from products")).containsExactly("1");
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void forgetsWhereToBeginOnlyOnceTheShipmentIsCommitted() throws Exception {
    try (Destination destination = open()) {
      Ledger ledger = destination.ledger();
      Mark behindTheHeader = new Mark(0, 12, 2, Long.MIN_VALUE, 12, 7, -1);
      ledger.note(0, behindTheHeader);
      ledger.note(0, new Mark(2, 40, 4, Long.MIN_VALUE, 40, 8, -1));
      Truck truck = truck(destination, goods.product("a", 2));
      assertThatThrownBy(() -> destination.ship(truck, failing(Driver.BEFORE_COMMIT)))
          .isInstanceOf(Drill.Failure.class);
      assertThat(ledger.settled()).isZero();
      assertThat(ledger.start(0).mark()).isEqualTo(behindTheHeader);
      destination.ship(truck, Drill.NONE);
      assertThat(ledger.settled()).isEqualTo(2);
    }
    try (Destination next = open()) {
      assertThat(next.ledger().start(0).mark().bytes()).isEqualTo(40);
    }
  }

  @Test
  void neverCommitsBehindAnotherFactorysBack() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 1));
      execute("update products_ledger set number = 5");
      assertThatThrownBy(() -> ship(destination, goods.product("a", 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is at shipment 5 and ought to be at 1");
      assertThat(rows("select count(*) from products")).containsExactly("1");
    }
  }

  @Test
  void refusesTablesThatDoNotFitWithTheStatementThatMendsThem() throws Exception {
    open().close();
    execute("alter table products drop column city");
    assertThatThrownBy(this::open)
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining(
            "has no column 'city'; add it with: alter table \"products\" add column");
    execute("alter table products add column city bigint");
    assertThatThrownBy(() -> Destinations.check(settings(), Goods.SOURCE, COLUMNS))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("the column 'city' is bigint and must be ");
  }

  @Test
  void refusesTheTablesOfAnotherSource() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 1));
    }
    assertThatThrownBy(() -> open(List.of(new Partition("other.jsonl", "crc:2"))))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("the ledger has 'orders.jsonl' with 1 records done");
    assertThatThrownBy(() -> open(List.of(new Partition("orders.jsonl", "crc:2"))))
        .hasMessageContaining("is not what it was");
  }

  @Test
  void refusesADamagedLedger() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 1));
    }
    execute(
        "update products_ledger set ledger = replace(ledger, 'watermark\":1', 'watermark\":0')");
    assertThatThrownBy(this::open)
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("its checksum does not match");
    assertThat(verify().problems())
        .anyMatch(problem -> problem.contains("products_ledger: its checksum does not match"));
  }

  @Test
  void verifyFindsWhatSomebodyHasChanged() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 2), goods.product("b", 2), goods.malformed());
      ship(first, goods.product("a", 2));
    }
    execute("insert into products select * from products where pclass = 'b'");
    assertThat(verify().problems())
        .contains(
            "shipment 1: product orders.jsonl:2 is there twice",
            "shipment 1: the manifest has products: 2, counted: 3");
    execute("delete from products where pclass = 'b'");
    assertThat(verify().problems())
        .contains("shipment 1: the manifest has materials in products: 4, counted: 2");
    execute("delete from products where shipment = 1");
    execute("delete from products_scrap where shipment = 1");
    execute("delete from products_shipments where number = 1");
    Verdict verdict = verify();
    assertThat(verdict.problems()).as("a shipment was taken away").isEmpty();
    assertThat(verdict.shipments()).isEqualTo(1);
    execute("delete from products_shipments where number = 2");
    assertThat(verify().problems())
        .contains("1 rows of products belong to shipment 2, which is not there");
  }

  static void ship(Destination destination, Cargo... cargo) throws IOException {
    destination.ship(truck(destination, cargo), Drill.NONE);
  }

  static Truck truck(Destination destination, Cargo... cargo) {
    Warehouse warehouse = new Warehouse(1_000, Long.MAX_VALUE);
    Encoder encoder = destination.encoder();
    for (Cargo one : cargo) {
      warehouse.put(encoder.encode(one));
    }
    return warehouse.load(destination.lastNumber() + 1);
  }

  static Drill failing(String at) {
    return point -> {
      if (point.equals(at)) {
        throw new Drill.Failure(point);
      }
    };
  }

  /** A product with event times. */
  Product timed(long first, long last) {
    Product p = goods.product("a", 1);
    return new Product(
        p.partition(),
        p.offset(),
        p.pid(),
        p.pclass(),
        p.closed(),
        p.materials(),
        first,
        last,
        p.revision(),
        Map.of(),
        p.positions());
  }

  List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = user();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = user();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
