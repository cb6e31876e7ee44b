package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Drill;
import factory.verification.Verdict;
import factory.verification.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDestinationTest extends DatabaseCases {
  @TempDir private static Path folder;
  private static PostgresServer server;

  @BeforeAll
  static void start() throws IOException {
    server = PostgresServer.in(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void beginAnew() throws SQLException {
    execute(
        "drop table if exists products, products_scrap, products_shipments, products_ledger, old");
  }

  @Override
  DestinationSettings settings() {
    return at(server.url(), Duration.ofSeconds(20));
  }

  private static DestinationSettings at(String url, Duration timeout) {
    return new DestinationSettings.PostgreSql(
        url,
        "postgres",
        "",
        "products",
        Map.of(),
        DestinationSettings.Times.ISO,
        ChronoUnit.MICROS,
        timeout);
  }

  @Override
  Connection user() throws SQLException {
    return DriverManager.getConnection("jdbc:" + server.url(), "postgres", "");
  }

  @Override
  String yes() {
    return "t";
  }

  @Override
  Verdict verify() {
    return Verification.postgresql(server.url(), "postgres", null, "products", true);
  }

  @Test
  void neverCommitsIfTheNumberIsAnotherOneByThen() throws Exception {
    try (Destination destination = open()) {
      Truck truck = truck(destination, goods.product("a", 1));
      assertThatThrownBy(
              () ->
                  destination.ship(
                      truck,
                      point -> {
                        if (point.equals(Driver.AFTER_WRITE)) {
                          assertThatCode(() -> execute("update products_ledger set number = 5"))
                              .doesNotThrowAnyException();
                        }
                      }))
          .isInstanceOf(IOException.class);
      assertThat(rows("select count(*) from products")).containsExactly("0");
      assertThat(destination.lastNumber()).isZero();
    }
  }

  @Test
  void keepsTimesAndDecimalsAsTheyAre() throws Exception {
    try (Destination destination = open()) {
      ship(
          destination,
          timed(1_442_018_818_771_000L, 1_442_018_822_000_001L),
          goods.product(
              "a", 1, Map.of("amount", new java.math.BigDecimal("0.1234567890123456789"))));
    }
    assertThat(
            rows("select extract(epoch from last), amount from products order by last nulls last"))
        .containsExactly("1442018822.000001|null", "null|0.1234567890123456789");
  }

  @Test
  void namesTheFirstFactoryWhereItRefusesTheSecond() throws Exception {
    try (Destination first = open()) {
      assertThat(first.describe()).isEqualTo(server.url() + " (table products)");
      assertThatThrownBy(this::open)
          .hasMessageContaining(
              "is in use by factory 'first', process " + ProcessHandle.current().pid());
      execute("alter table products_ledger alter column holder drop not null");
      execute("update products_ledger set holder = null");
      assertThatThrownBy(this::open).hasMessageContaining("is in use by another factory");
    }
  }

  @Test
  void recognisesAShipmentWhoseCommitWasAnsweredByACutConnection() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server.port());
        Destination destination =
            Destinations.open(
                at(
                    // The word COMMIT is sent each time, not only when it is prepared.
                    "postgresql://localhost:%s/postgres?preferQueryMode=simple"
                        .formatted(proxy.port()),
                    Duration.ofSeconds(20)),
                "first",
                Goods.SOURCE,
                COLUMNS)) {
      ship(destination, goods.product("a", 1));
      Truck truck = truck(destination, goods.product("a", 2), goods.malformed());
      proxy.cutTheAnswerToTheNextCommit();
      assertThatThrownBy(() -> destination.ship(truck, Drill.NONE)).isInstanceOf(IOException.class);
      assertThat(proxy.hasCut()).isTrue();
      assertThat(destination.lastNumber()).as("nobody knows yet").isEqualTo(1);
      eventually(destination, truck);
      assertThat(destination.lastNumber()).isEqualTo(2);
      ship(destination, goods.product("a", 1));
    }
    assertThat(rows("select count(*) from products")).containsExactly("3");
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void goesOnAfterTheServerWasKilledAndCameBack() throws Exception {
    try (Destination destination = open()) {
      ship(destination, goods.product("a", 1));
      server.kill();
      Truck truck = truck(destination, goods.product("a", 1));
      assertThatThrownBy(() -> destination.ship(truck, Drill.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shipment 2 cannot be written to " + server.url());
      server.restart();
      eventually(destination, truck);
      assertThatThrownBy(this::open).as("it has the lock again").hasMessageContaining("is in use");
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void takesTheLockAgainAlsoWhereTheNewSessionHasTheNumberOfTheOldOne() throws Exception {
    execute("create function public.pg_backend_pid() returns int language sql as 'select 4711'");
    try (Destination destination =
        Destinations.open(
            at(server.url() + "?currentSchema=public,pg_catalog", Duration.ofSeconds(20)),
            "first",
            Goods.SOURCE,
            COLUMNS)) {
      ship(destination, goods.product("a", 1));
      assertThat(
              rows(
                  "select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = 'factory first'"))
          .containsExactly("t");
      eventually(destination, truck(destination, goods.product("a", 1)));
      assertThatThrownBy(this::open).as("it has the lock again").hasMessageContaining("is in use");
    } finally {
      execute("drop function public.pg_backend_pid()");
    }
  }

  @Test
  void verifySeesOneStateOfTheDatabaseWhateverIsCommittedMeanwhile() throws Exception {
    try (Destination first = open()) {
      ship(first, goods.product("a", 2), goods.malformed());
      ship(first, goods.product("a", 1), goods.malformed());
    }
    CompletableFuture<Verdict> verdict;
    try (Connection user = user();
        Statement statement = user.createStatement()) {
      user.setAutoCommit(false);
      statement.execute("lock table products in access exclusive mode");
      verdict = CompletableFuture.supplyAsync(this::verify);
      awaitThatItWaitsFor("products");
      statement.execute("delete from products where shipment = 1");
      statement.execute("delete from products_scrap where shipment = 1");
      statement.execute("delete from products_shipments where number = 1");
      user.commit();
    }
    assertThat(verdict.get(60, TimeUnit.SECONDS).problems()).isEmpty();
    assertThat(verdict.get().shipments()).isEqualTo(2);
    assertThat(verify().shipments()).isEqualTo(1);
  }

  private void awaitThatItWaitsFor(String table) throws Exception {
    Instant limit = Instant.now().plusSeconds(60);
    String waiting =
        "select 1 from pg_locks where not granted and relation = '%s'::regclass".formatted(table);
    while (rows(waiting).isEmpty()) {
      assertThat(Instant.now()).as("nobody waits for " + table).isBefore(limit);
      Thread.sleep(20);
    }
  }

  @Test
  void givesUpAnAnswerThatTakesTooLong() throws Exception {
    try (Destination destination =
            Destinations.open(
                at(server.url(), Duration.ofSeconds(1)), "first", Goods.SOURCE, COLUMNS);
        Connection user = user()) {
      user.setAutoCommit(false);
      user.createStatement().execute("lock table products in access exclusive mode");
      Truck truck = truck(destination, goods.product("a", 1));
      Instant since = Instant.now();
      assertThatThrownBy(() -> destination.ship(truck, Drill.NONE)).isInstanceOf(IOException.class);
      assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(15));
      user.rollback();
      eventually(destination, truck);
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Test
  void refusesAServerThatIsNotThereAndAUserThatIsNotKnown() {
    assertThatThrownBy(
            () ->
                Destinations.open(
                    at("postgresql://localhost:1/postgres?password=x", Duration.ofSeconds(1)),
                    "first",
                    Goods.SOURCE,
                    COLUMNS))
        .isInstanceOf(DestinationException.class)
        .hasMessageContaining("destination.url: 'postgresql://localhost:1/postgres' cannot be used")
        .hasMessageNotContaining("password");
    assertThatThrownBy(
            () ->
                Destinations.open(
                    at(server.url().replace("/postgres", "/nix"), Duration.ofSeconds(1)),
                    "first",
                    Goods.SOURCE,
                    COLUMNS))
        .hasMessageContaining("\"nix\" does not exist");
  }

  /** The server needs a moment until it knows that a session is gone. */
  private static void eventually(Destination destination, Truck truck) throws Exception {
    Instant limit = Instant.now().plusSeconds(30);
    while (true) {
      try {
        destination.ship(truck, Drill.NONE);
        return;
      } catch (IOException e) {
        assertThat(Instant.now()).as(e.getMessage()).isBefore(limit);
        Thread.sleep(100);
      }
    }
  }
}
