package factory.transportation;

import factory.goods.Partition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The four tables of a destination in a database: products, {@code _scrap}, {@code _shipments} with
 * a manifest each, and {@code _ledger} with one row, whose number each commit is conditional on.
 */
final class Tables {
  /** The column that says with which shipment a row came. */
  private static final ProductTable.Cell SHIPMENT =
      new ProductTable.Cell("shipment", ProductTable.Type.BIGINT);

  private static final List<ProductTable.Cell> SHIPMENTS =
      List.of(
          new ProductTable.Cell("number", ProductTable.Type.BIGINT),
          new ProductTable.Cell("factory", ProductTable.Type.TEXT),
          new ProductTable.Cell("created", ProductTable.Type.TIME),
          new ProductTable.Cell("products", ProductTable.Type.BIGINT),
          new ProductTable.Cell("materials", ProductTable.Type.BIGINT),
          new ProductTable.Cell("scrapped", ProductTable.Type.BIGINT),
          new ProductTable.Cell("manifest", ProductTable.Type.TEXT));

  private final Dialect dialect;
  private final String schema;
  private final String name;
  private final LedgerTable ledger;
  private final Map<String, List<ProductTable.Cell>> all = new java.util.LinkedHashMap<>();

  /**
   * @param name of the table of products, a schema before it where one is named
   */
  Tables(Dialect dialect, String name, ProductTable products) {
    this.dialect = dialect;
    int dot = name.indexOf('.');
    this.schema = dot < 0 ? "" : name.substring(0, dot);
    this.name = name.substring(dot + 1);
    all.put(this.name, with(products.cells()));
    all.put(this.name + "_scrap", with(ScrapRow.CELLS));
    all.put(this.name + "_shipments", SHIPMENTS);
    String ledgerName = this.name + "_ledger";
    this.ledger = new LedgerTable(ledgerName, quoted(this.schema, ledgerName));
    all.put(ledgerName, LedgerTable.CELLS);
  }

  private static List<ProductTable.Cell> with(List<ProductTable.Cell> cells) {
    List<ProductTable.Cell> all = new ArrayList<>(cells);
    all.add(SHIPMENT);
    return List.copyOf(all);
  }

  String schema() {
    return schema;
  }

  String products() {
    return name;
  }

  String shipments() {
    return name + "_shipments";
  }

  String scrap() {
    return name + "_scrap";
  }

  /** The columns of one of the tables, in their order. */
  List<ProductTable.Cell> cells(String table) {
    List<ProductTable.Cell> cells = all.get(table);
    if (cells == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return cells;
  }

  /** As it stands in a statement. */
  String quoted(String table) {
    return quoted(schema, table);
  }

  private static String quoted(String schema, String table) {
    return schema.isEmpty()
        ? Dialect.quoted(table)
        : Dialect.quoted(schema) + "." + Dialect.quoted(table);
  }

  LedgerTable ledger() {
    return ledger;
  }

  /** Whether a factory has ever shipped here. */
  boolean exist(Connection connection) throws SQLException {
    return !columns(connection, ledger.name()).isEmpty();
  }

  /**
   * Makes them where there is no ledger; in a transaction, so that nobody finds one without its
   * row. What is gone later was lost, and must not begin anew.
   *
   * @throws IOException in words, if the ledger's table is gone and shipments are there
   */
  void create(Connection connection) throws SQLException, IOException {
    if (exist(connection)) {
      return;
    }
    refuseDataWithoutLedger(connection);
    try (Statement statement = connection.createStatement()) {
      for (String table : all.keySet()) {
        statement.execute(creating("create table if not exists", table));
      }
      statement.execute(ledger.firstRow());
    }
  }

  private String creating(String create, String table) {
    boolean books = table.equals(shipments()) || table.equals(ledger.name());
    String never = books ? " not null" : "";
    return cells(table).stream()
        .map(cell -> dialect.definition(cell) + never)
        .collect(Collectors.joining(", ", create + " " + quoted(table) + " (", ")"));
  }

  /**
   * To be asked where there is no table of the ledger.
   *
   * @throws IOException in words, if there are shipments nevertheless
   */
  void refuseDataWithoutLedger(Connection connection) throws SQLException, IOException {
    String data = beyond(connection, 0);
    if (data != null) {
      throw new IOException(
          "%s, and the table of the ledger, %s, is gone; put it back from a backup, or name another table"
              .formatted(data, ledger.name()));
    }
  }

  /** What is there of shipments after that number, in words; null if nothing is. */
  private @Nullable String beyond(Connection connection, long number) throws SQLException {
    if (!columns(connection, shipments()).isEmpty()) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("select max(number) from " + quoted(shipments()))) {
        if (row.next() && row.getLong(1) > number) {
          return "%s has shipments up to %s".formatted(shipments(), row.getLong(1));
        }
      }
    }
    // The others have no index, and with a ledger may have more rows than can be looked through.
    for (String table : number == 0 ? List.of(products(), scrap()) : List.<String>of()) {
      if (!columns(connection, table).isEmpty()) {
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery("select 1 from %s limit 1".formatted(quoted(table)))) {
          if (row.next()) {
            return "%s has rows".formatted(table);
          }
        }
      }
    }
    return null;
  }

  /**
   * Makes sure that each table and column is there, and of its type.
   *
   * @throws DestinationException with the statement that mends it
   */
  void check(Connection connection) throws SQLException {
    for (Map.Entry<String, List<ProductTable.Cell>> table : all.entrySet()) {
      Map<String, String> there = columns(connection, table.getKey());
      if (there.isEmpty()) {
        throw new DestinationException(
            "destination.table: the table %s is gone, and the ledger, %s, is there; put it back from a backup, or make it anew with: %s; or name another table"
                .formatted(
                    table.getKey(), ledger.name(), creating("create table", table.getKey())));
      }
      for (ProductTable.Cell cell : table.getValue()) {
        String type = there.get(cell.name());
        if (type == null) {
          throw new DestinationException(
              "destination.table: the table %s has no column '%s'; add it with: alter table %s add column %s; or name another table"
                  .formatted(
                      table.getKey(),
                      cell.name(),
                      quoted(table.getKey()),
                      dialect.definition(cell)));
        }
        if (!type.equals(dialect.name(cell.type()))) {
          throw new DestinationException(
              "destination.table: in the table %s the column '%s' is %s and must be %s; change it, or destination.columns, or name another table"
                  .formatted(table.getKey(), cell.name(), type, dialect.name(cell.type())));
        }
      }
    }
  }

  private Map<String, String> columns(Connection connection, String table) throws SQLException {
    String query =
        "select column_name, data_type from information_schema.columns where table_name = ? and table_schema = "
            + (schema.isEmpty() ? "current_schema()" : "?");
    Map<String, String> columns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, table);
      if (!schema.isEmpty()) {
        statement.setString(2, schema);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.put(rows.getString(1), rows.getString(2).toLowerCase(Locale.ROOT));
        }
      }
    }
    return columns;
  }

  /**
   * How far earlier runs have come, bound to the partitions of this one.
   *
   * @throws IOException in words, if the ledger is damaged, or older than what is there
   */
  LedgerTable.Found read(Connection connection, List<Partition> partitions)
      throws SQLException, IOException {
    LedgerTable.Found found = ledger.read(connection, partitions);
    String data = beyond(connection, found.number());
    if (data != null) {
      throw new IOException(
          "%s, and the ledger in %s ends with shipment %s; put its newest row back from a backup, or name another table"
              .formatted(data, ledger.name(), found.number()));
    }
    return found;
  }

  /** The manifest of a shipment; null if somebody has deleted it. */
  @Nullable Manifest manifest(Connection connection, long number) throws SQLException, IOException {
    String query =
        "select manifest from %s where number = ?".formatted(quoted(name + "_shipments"));
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setLong(1, number);
      try (ResultSet row = statement.executeQuery()) {
        String text = row.next() ? row.getString(1) : null;
        return text == null ? null : Manifest.parse(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /**
   * Enters a shipment whose products and scrap are there; the caller commits.
   *
   * @throws SQLException if the number before it is not the last one any more
   */
  void enter(Connection connection, Manifest manifest, byte[] ledger)
      throws SQLException, IOException {
    long scrapped = manifest.scrap().values().stream().mapToLong(Long::longValue).sum();
    String row =
        "insert into %s (number, factory, created, products, materials, scrapped, manifest) values (?, ?, cast(? as timestamp with time zone), ?, ?, ?, ?)"
            .formatted(quoted(name + "_shipments"));
    try (PreparedStatement insert = connection.prepareStatement(row)) {
      insert.setLong(1, manifest.number());
      insert.setString(2, manifest.factory());
      insert.setString(3, manifest.created());
      insert.setLong(4, manifest.products());
      insert.setLong(5, manifest.materials());
      insert.setLong(6, scrapped);
      insert.setString(7, new String(manifest.toBytes(), StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
    this.ledger.step(connection, manifest.number(), ledger);
  }
}
