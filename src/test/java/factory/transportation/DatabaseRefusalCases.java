package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import factory.goods.Partition;
import factory.verification.Verdict;
import factory.verification.VerificationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a factory refuses of the tables in a database, and what {@code verify} says of them. */
abstract class DatabaseRefusalCases extends DatabaseCase {
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
  void refusesATableThatIsGoneWithTheStatementThatMakesItAnew() throws Exception {
    shipOne();
    for (String table : List.of("products_scrap", "products_shipments", "products")) {
      execute("drop table " + table);
      String gone = "the table " + table + " is gone, and the ledger, products_ledger, is there; ";
      assertThatThrownBy(() -> Destinations.check(settings(), Goods.SOURCE, COLUMNS))
          .isInstanceOf(DestinationException.class)
          .hasMessageContaining(gone);
      String message = catchThrowable(this::open).getMessage();
      assertThat(message).contains(gone);
      execute(message.replaceFirst(".* anew with: (create table .*\\)); or name .*", "$1"));
    }
    try (Destination made = open()) {
      assertThat(made.lastNumber()).isEqualTo(1);
      ship(made, goods.product("a", 1));
    }
    assertThat(rows("select id from products")).hasSize(1);
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
  void refusesShipmentsWhoseLedgerIsGone() throws Exception {
    shipOne();
    execute("drop table products_ledger");
    assertRefused(
        "products_shipments has shipments up to 1, and the table of the ledger, products_ledger, is gone; put it back");
    execute("delete from products_shipments");
    assertRefused("products has rows, and the table of the ledger");
    execute("delete from products");
    assertRefused("products_scrap has rows, and the table of the ledger");
    execute("delete from products_scrap");
    try (Destination nothingIsThere = open()) {
      assertThat(nothingIsThere.lastNumber()).isZero();
    }
  }

  @Test
  void refusesALedgerWhoseRowIsGoneAlsoWhereAllShipmentsWereTakenAway() throws Exception {
    shipOne();
    execute("delete from products_ledger");
    assertRefused("the ledger's row in products_ledger is gone; put it back from a backup");
    execute("delete from products");
    execute("delete from products_scrap");
    execute("delete from products_shipments");
    assertRefused("the ledger's row in products_ledger is gone; put it back from a backup");
    assertThat(rows("select * from products_ledger")).isEmpty();
  }

  @Test
  void refusesALedgerThatIsOlderThanTheShipments() throws Exception {
    shipOne();
    execute("create table old as select * from products_ledger");
    try (Destination second = open()) {
      ship(second, goods.product("a", 1));
    }
    execute("delete from products_ledger");
    execute("insert into products_ledger select * from old");
    execute("drop table old");
    assertRefused(
        "products_shipments has shipments up to 2, and the ledger in products_ledger ends with shipment 1; put its newest row back");
    execute("update products_ledger set number = 0, ledger = ''");
    assertRefused("has shipments up to 2, and the ledger in products_ledger ends with shipment 0");
    execute("delete from products_shipments");
    assertRefused("products has rows, and the ledger in products_ledger ends with shipment 0");
  }

  @Test
  void refusesADamagedLedger() throws Exception {
    shipOne();
    damageLedger("ledger = replace(ledger, 'watermark\":3', 'watermark\":0')");
    assertDamaged("its checksum does not match: it was cut off or changed");
  }

  @Test
  void refusesALedgerWithoutText() throws Exception {
    shipOne();
    damageLedger("ledger = ''");
    assertDamaged("it is empty, and its number is 1");
    damageLedger("ledger = null");
    assertDamaged("it is empty, and its number is 1");
  }

  @Test
  void refusesALedgerOfAnotherNumberOrNone() throws Exception {
    shipOne();
    damageLedger("number = 5");
    assertDamaged("its number is 5, and what is in it says 1");
    damageLedger("number = null");
    assertDamaged("its number is missing");
  }

  @Test
  void refusesALedgerWithTwoRows() throws Exception {
    shipOne();
    execute("insert into products_ledger select * from products_ledger");
    assertDamaged("it has more than one row");
  }

  private void shipOne() throws IOException {
    try (Destination first = open()) {
      ship(first, goods.product("a", 2), goods.malformed());
    }
  }

  private void damageLedger(String change) throws SQLException {
    execute("alter table products_ledger alter column number drop not null");
    execute("alter table products_ledger alter column ledger drop not null");
    execute("update products_ledger set " + change);
  }

  private void assertDamaged(String why) throws SQLException {
    assertRefused(
        "the ledger in products_ledger cannot be read: %s; put its row back from a backup, or name another table"
            .formatted(why));
    assertThat(verify().problems()).contains("products_ledger: " + why);
  }

  /** By a run and by a check, which leave it as it is. */
  private void assertRefused(String why) throws SQLException {
    List<String> before = rows("select id from products");
    assertThatThrownBy(this::open)
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("cannot be used: ")
        .hasMessageContaining(why);
    assertThatThrownBy(() -> Destinations.check(settings(), Goods.SOURCE, COLUMNS))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining(why);
    assertThat(rows("select id from products")).isEqualTo(before);
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

  @Test
  void verifySaysWhatIsNull() throws Exception {
    shipOne();
    execute("update products set id = null, pclass = null");
    execute("update products_scrap set reason = null, \"partition\" = null");
    assertThat(verify().problems())
        .contains(
            "shipment 1: a product's id '' is no partition and offset",
            "shipment 1: the manifest has products by class: {a=1}, counted: {=1}",
            "shipment 1: the manifest has scrap by reason: {malformed=1}, counted: {=1}");
    execute("alter table products_shipments alter column manifest drop not null");
    execute("update products_shipments set manifest = null");
    assertThat(verify().problems()).contains("shipment 1: its manifest is missing");
  }

  @Test
  void verifySaysWhichTableIsGone() throws Exception {
    execute("create table own (own int)");
    execute("drop table own");
    assertThatThrownBy(this::verify)
        .isInstanceOf(VerificationException.class)
        .hasMessageEndingWith(", table products: no factory has shipped there");
    open().close();
    assertThatThrownBy(this::verify)
        .isInstanceOf(VerificationException.class)
        .hasMessageEndingWith("which has not shipped yet");
    shipOne();
    for (String table : List.of("products", "products_scrap", "products_ledger")) {
      execute("drop table " + table);
      assertThat(verify().problems()).contains("the table " + table + " is gone");
    }
    execute("drop table products_shipments");
    assertThatThrownBy(this::verify).hasMessageContaining("no factory has shipped there");
  }
}
