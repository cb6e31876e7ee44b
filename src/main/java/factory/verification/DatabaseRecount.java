package factory.verification;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recounts the tables that a factory ships to. All is read from one state of the database. */
final class DatabaseRecount {
  /** The tables that only a factory makes; that of the products may be a user's own. */
  private static final List<String> BOOKS = List.of("_scrap", "_shipments", "_ledger");

  private static final String NO_ROWS = "select 0 where false";

  private final String url;
  private final Properties properties;
  private final String name;
  private final String table;
  private final boolean embedded;
  private final Problems problems = new Problems();

  /** Of which tables there are none, by what stands behind the name of the products'. */
  private final Set<String> gone = new LinkedHashSet<>();

  /** The manifests that can be read, by their numbers. */
  private final TreeMap<Long, Stated> shipments = new TreeMap<>();

  /** How many manifests there are, and the highest number. */
  private long manifests;

  private long highest;

  /**
   * @param name of the database, for a reader
   * @param table of products, a schema before it where one is named
   */
  DatabaseRecount(String url, Properties properties, String name, String table) {
    this.url = url;
    this.properties = properties;
    this.name = name;
    this.table = table;
    this.embedded = url.startsWith("jdbc:duckdb:");
  }

  Verdict recount(boolean complete) {
    // DuckDB has one result for each connection, so products and scrap are read on two; nobody can
    // write to its file meanwhile. On a server two would see two states.
    try (Connection connection = connect();
        Connection second = embedded ? connect() : null) {
      findTables(connection);
      StatedLedger ledger = ledger(connection);
      manifests(connection);
      long number = ledger == null ? 0 : ledger.number();
      Recount recount = new Recount(problems, this::finds);
      count(connection, second == null ? connection : second, recount, number);
      if (ledger != null && ledger.number() == 0 && manifests == 0 && problems.count() == 0) {
        throw new VerificationException(
            "%s has the tables of a factory, which has not shipped yet".formatted(name));
      }
      for (long next = number + 1; next < highest; next++) {
        if (!shipments.containsKey(next)) {
          problems.add("shipment %s is missing: the ledger ends with %s", next, number);
          break;
        }
      }
      if (ledger != null) {
        recount.compare(ledger, shipments.headMap(number, true).size() == number);
        if (highest > number) {
          problems.add("shipment %s is behind the ledger, which ends with %s", highest, number);
        }
      }
      return recount.verdict(name, ledger, complete);
    } catch (SQLException | IOException e) {
      throw new VerificationException(
          "%s cannot be read: %s"
              .formatted(name, String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ")),
          e);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties);
    connection.setAutoCommit(false); // else PostgreSQL would send all rows at once
    if (!embedded) {
      // All statements see the state that the first one saw.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    return connection;
  }

  private void findTables(Connection connection) throws SQLException {
    for (String suffix : List.of("", "_scrap", "_shipments", "_ledger")) {
      if (!isThere(connection, suffix)) {
        gone.add(suffix);
      }
    }
    if (gone.containsAll(BOOKS)) {
      throw new VerificationException(name + ": no factory has shipped there");
    }
    gone.forEach(suffix -> problems.add("the table %s%s is gone", table, suffix));
  }

  /** The server knows where it looks for a table, also for one that this user must not read. */
  private boolean isThere(Connection connection, String suffix) throws SQLException {
    int dot = table.indexOf('.');
    String query =
        embedded
            ? "select count(*) > 0 from information_schema.tables where lower(table_name) = lower(?) and lower(table_schema) = "
                + (dot < 0 ? "current_schema()" : "lower(?)")
            : "select to_regclass(?) is not null";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, embedded ? table.substring(dot + 1) + suffix : quoted(suffix));
      if (embedded && dot >= 0) {
        statement.setString(2, table.substring(0, dot));
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private void count(Connection connection, Connection second, Recount recount, long ledger)
      throws SQLException, IOException {
    try (Rows products =
            new Rows(
                connection,
                gone.contains("")
                    ? NO_ROWS
                    : "select shipment, id, pclass, materials, revision from %s order by shipment"
                        .formatted(quoted("")));
        Rows scrap =
            new Rows(
                second,
                gone.contains("_scrap")
                    ? NO_ROWS
                    : "select shipment, reason, \"partition\", \"offset\", materials, bundle from %s order by shipment"
                        .formatted(quoted("_scrap")))) {
      for (Stated stated : shipments.values()) {
        skip(products, "products", stated.number());
        skip(scrap, "scrap", stated.number());
        String shipment = "shipment " + stated.number();
        ShipmentCount count = new ShipmentCount(shipment, stated, problems);
        if (products.next() == stated.number()) {
          products.read(row -> count.product(product(row)));
        }
        if (scrap.next() == stated.number()) {
          scrap.read(row -> count.scrap(scrap(row)));
        }
        count.compare();
        recount.add(shipment, stated, count, ledger);
      }
      skip(products, "products", Long.MAX_VALUE);
      skip(scrap, "scrap", Long.MAX_VALUE);
    }
  }

  /** Rows of shipments that have no manifest. */
  private void skip(Rows rows, String what, long until) throws SQLException, IOException {
    while (rows.next() < until) {
      long number = rows.next();
      long count = rows.read(row -> {});
      problems.add("%s rows of %s belong to shipment %s, which is not there", count, what, number);
    }
  }

  private static Goods.Product product(ResultSet row) throws SQLException {
    return new Goods.Product(Rows.text(row, 2), Rows.text(row, 3), row.getLong(4), row.getLong(5));
  }

  private static Goods.Scrap scrap(ResultSet row) throws SQLException, IOException {
    return new Goods.Scrap(
        Rows.text(row, 2),
        Rows.text(row, 3),
        row.getLong(4),
        row.getLong(5),
        RecordFile.bundle(row.getString(6)));
  }

  /** The ledger; one with the number 0 before the first shipment, null if it cannot be read. */
  private @Nullable StatedLedger ledger(Connection connection) throws SQLException {
    if (gone.contains("_ledger")) {
      return null;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select number, ledger from " + quoted("_ledger"))) {
      if (!row.next()) {
        problems.add("%s_ledger: its row is gone", table);
        return null;
      }
      long number = row.getLong(1);
      boolean numbered = !row.wasNull();
      String text = Rows.text(row, 2);
      if (row.next()) {
        problems.add("%s_ledger: it has more than one row", table);
      } else if (!numbered) {
        problems.add("%s_ledger: its number is missing", table);
      } else if (text.isEmpty() && number != 0) {
        problems.add("%s_ledger: it is empty, and its number is %s", table, number);
      } else {
        return ledger(number, text);
      }
      return null;
    }
  }

  private @Nullable StatedLedger ledger(long number, String text) {
    if (text.isEmpty()) {
      return new StatedLedger(0, Map.of());
    }
    try {
      StatedLedger ledger = StatedLedger.read(text.getBytes(StandardCharsets.UTF_8));
      if (ledger.number() != number) {
        problems.add(
            "%s_ledger: its number is %s, and what is in it says %s",
            table, number, ledger.number());
      }
      return ledger;
    } catch (IOException e) {
      problems.add("%s_ledger: %s", table, e.getMessage());
      return null;
    }
  }

  private void manifests(Connection connection) throws SQLException {
    if (gone.contains("_shipments")) {
      return;
    }
    String query =
        "select number, manifest from %s order by number".formatted(quoted("_shipments"));
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        long number = rows.getLong(1);
        manifests++;
        highest = number;
        manifest(number, Rows.text(rows, 2));
      }
    }
  }

  private void manifest(long number, String text) {
    if (text.isEmpty()) {
      problems.add("shipment %s: its manifest is missing", number);
      return;
    }
    try {
      Stated stated = Stated.read(text.getBytes(StandardCharsets.UTF_8));
      if (stated.number() != number) {
        problems.add("shipment %s: by its manifest it is %s", number, stated.number());
      } else if (shipments.put(number, stated) != null) {
        problems.add("shipment %s is there twice", number);
      }
    } catch (IOException e) {
      problems.add("shipment %s: its manifest: %s", number, e.getMessage());
    }
  }

  private long finds(String partition, long offset) {
    for (Stated stated : shipments.values()) {
      for (Stated.Share share : stated.positions()) {
        if (share.partition().equals(partition)
            && (share.shipped().contains(offset) || share.scrapped().contains(offset))) {
          return stated.number();
        }
      }
    }
    return 0;
  }

  private String quoted(String suffix) {
    int dot = table.indexOf('.');
    String own = '"' + (table.substring(dot + 1) + suffix).replace("\"", "\"\"") + '"';
    return dot < 0 ? own : '"' + table.substring(0, dot).replace("\"", "\"\"") + "\"." + own;
  }
}
