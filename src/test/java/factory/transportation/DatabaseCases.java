package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.custody.Ledger;
import factory.custody.Mark;
import factory.custody.Section;
import factory.goods.Drill;
import factory.operations.Why;
import factory.verification.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for tables in every database. */
abstract class DatabaseCases extends DatabaseRefusalCases {
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
  void whatAReaderHasNotedIsKeptBeforeTheFirstShipmentAndBetweenTwo() throws Exception {
    Section first = new Section(0, "first");
    Section second = new Section(9, "second");
    try (Destination destination = open()) {
      destination.ledger().note(0, first, Mark.BEGINNING);
      destination.ledger().keep();
    }
    try (Destination destination = open()) {
      assertThat(destination.ledger().start(0).files()).containsExactly(first);
      assertThat(destination.lastNumber()).isZero();
      ship(destination, goods.product("a", 2));
      destination.ledger().note(0, second, null);
      destination.ledger().keep();
      ship(destination, goods.product("b", 1));
    }
    try (Destination destination = open()) {
      assertThat(destination.ledger().start(0).files()).containsExactly(first, second);
      assertThat(destination.ledger().watermark(0)).isEqualTo(3);
    }
    assertThat(verify().problems()).isEmpty();
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

  @Test
  void whatSomebodyHasSetToNullIsNotKnown() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 2), goods.parked(3));
      execute("update products set id = null, pclass = null, closed = null, materials = null");
      execute("update products_scrap set reason = null, detail = null, \"offset\" = null");
      execute("delete from products_shipments");
      assertThat(fates(destination, "p0"))
          .containsExactly(new Why.Shipped(1, null, null, null, 0, null));
      assertThat(fates(destination, "bad"))
          .containsExactly(new Why.Scrapped(1, null, null, null, null));
      execute("update products_scrap set \"offset\" = 2, \"partition\" = null, shipment = null");
      assertThat(fates(destination, "bad"))
          .containsExactly(new Why.Scrapped(0, null, null, null, null));
    }
  }

  private static List<Why.Fate> fates(Destination destination, String pid) throws IOException {
    return destination.archive().find(new Archive.Query(pid, Set.of(), () -> false)).fates();
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
}
