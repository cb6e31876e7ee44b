package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Ledger;
import factory.transportation.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Somewhere to ship to, as a test and a user see it; empty at first. */
abstract class Place {
  /** Settings of the destination. */
  abstract String[] settings();

  /** The command line of {@code verify}. */
  abstract String[] verify();

  /** A user takes away all shipments that are in the ledger, while no factory runs. */
  abstract void takeAway() throws Exception;

  /** The user puts all of them back. */
  abstract void putBack() throws Exception;

  /** Each product as it stands there, but for the number of its shipment; sorted. */
  abstract List<String> products() throws Exception;

  /** How many of them are a further revision of another one. */
  abstract long revisions() throws Exception;

  /** Each scrap entry likewise. */
  abstract List<String> scrap() throws Exception;

  /** Counts all by means of the test's own: each of so many materials has one fate. */
  abstract void recount(long materials) throws Exception;

  /** Something that the world does to it between two runs. */
  void disturb() throws Exception {}

  static Place files(Path out) {
    return new Directory(out);
  }

  static Place duckDb(Path file) {
    return new Duck(file);
  }

  /** Tables of this name; its server is killed when the world disturbs it. */
  static Place postgreSql(PostgresServer server, String table) {
    return new Postgres(server, table);
  }

  private static final class Directory extends Place {
    private final Path out;
    private final Path away;

    Directory(Path out) {
      this.out = out;
      away = out.resolveSibling(out.getFileName() + "-away");
    }

    @Override
    String[] settings() {
      return new String[] {"destination.directory=" + out};
    }

    @Override
    String[] verify() {
      return new String[] {"verify", "--complete", out.toString()};
    }

    @Override
    void takeAway() throws IOException {
      Files.createDirectories(away);
      if (!Files.exists(out.resolve("ledger.json"))) {
        return;
      }
      long copied = Ledger.read(Files.readAllBytes(out.resolve("ledger.json"))).number();
      for (Path shipment : Shipments.list(out, "shipment-*")) {
        String name = shipment.getFileName().toString();
        if (Long.parseLong(name.substring("shipment-".length())) <= copied) {
          Files.move(shipment, away.resolve(name));
        }
      }
    }

    @Override
    void putBack() throws IOException {
      assertThat(Shipments.list(away, "shipment-*")).as("were taken away").isNotEmpty();
      for (Path shipment : Shipments.list(away, "shipment-*")) {
        Files.move(shipment, out.resolve(shipment.getFileName()));
      }
    }

    @Override
    List<String> products() throws IOException {
      return Shipments.in(out).products();
    }

    @Override
    long revisions() throws IOException {
      return products().stream().filter(line -> !line.contains("\"revision\":0,")).count();
    }

    @Override
    List<String> scrap() throws IOException {
      return Shipments.in(out).scrap().stream().sorted().toList();
    }

    @Override
    void recount(long materials) throws IOException {
      Shipments.in(out).holdEachOf(materials);
    }
  }

  /** The tables of a database. */
  private abstract static class Tables extends Place {
    final String table;

    Tables(String table) {
      this.table = table;
    }

    abstract Connection connect() throws SQLException;

    @Override
    void takeAway() throws SQLException {
      move("", "_away");
    }

    @Override
    void putBack() throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        assertThat(number(statement, "select count(*) from " + table + "_shipments_away"))
            .as("shipments taken away")
            .isPositive();
      }
      move("_away", "");
    }

    private void move(String from, String to) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        for (String name : List.of(table, table + "_scrap", table + "_shipments")) {
          String source = name + from;
          String target = name + to;
          statement.execute(
              "create table if not exists %s as select * from %s where 1 = 0"
                  .formatted(target, source));
          statement.execute("insert into %s select * from %s".formatted(target, source));
          statement.execute("delete from " + source);
        }
        connection.commit();
      }
    }

    @Override
    List<String> products() throws SQLException {
      return rows(table);
    }

    @Override
    long revisions() throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        return number(statement, "select count(*) from %s where revision > 0".formatted(table));
      }
    }

    @Override
    List<String> scrap() throws SQLException {
      return rows(table + "_scrap");
    }

    private List<String> rows(String name) throws SQLException {
      List<String> rows = new ArrayList<>();
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select * from " + name)) {
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (!columns.getColumnName(i).equals("shipment")) {
              row.append(result.getString(i)).append('|');
            }
          }
          rows.add(row.toString());
        }
      }
      rows.sort(null);
      return rows;
    }

    @Override
    void recount(long materials) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        String sum = "select coalesce(sum(materials), 0) from ";
        assertThat(number(statement, sum + table) + number(statement, sum + table + "_scrap"))
            .as("materials in products and scrap")
            .isEqualTo(materials);
        String twice = "select count(*) - count(distinct id || ' ' || revision) from ";
        assertThat(number(statement, twice + table))
            .as("products with the id and revision of another one")
            .isZero();
      }
    }

    private static long number(Statement statement, String query) throws SQLException {
      try (ResultSet result = statement.executeQuery(query)) {
        assertThat(result.next()).isTrue();
        return result.getLong(1);
      }
    }
  }

  private static final class Duck extends Tables {
    private final Path file;

    Duck(Path file) {
      super("products");
      this.file = file;
    }

    @Override
    String[] settings() {
      return new String[] {"destination.kind=duckdb", "destination.file=" + file};
    }

    @Override
    String[] verify() {
      return new String[] {"verify", "--complete", file.toString()};
    }

    @Override
    Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:duckdb:" + file);
    }
  }

  private static final class Postgres extends Tables {
    private final PostgresServer server;

    Postgres(PostgresServer server, String table) {
      super(table);
      this.server = server;
    }

    @Override
    String[] settings() {
      return new String[] {
        "destination.kind=postgresql",
        "destination.url=\"" + server.url() + "\"",
        "destination.user=postgres",
        "destination.table=" + table
      };
    }

    @Override
    String[] verify() {
      return new String[] {
        "verify", "--complete", "--user", "postgres", "--table", table, server.url()
      };
    }

    @Override
    void disturb() throws Exception {
      server.kill();
      server.restart();
    }

    @Override
    Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:" + server.url(), "postgres", "");
    }
  }
}
