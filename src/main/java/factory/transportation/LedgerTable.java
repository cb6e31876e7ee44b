package factory.transportation;

import factory.custody.Ledger;
import factory.goods.Partition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code _ledger} with one row, whose number each commit is conditional on.
 *
 * @param name without its schema
 * @param quoted as it stands in a statement
 */
record LedgerTable(String name, String quoted) {
  static final List<ProductTable.Cell> CELLS =
      List.of(
          new ProductTable.Cell("number", ProductTable.Type.BIGINT),
          new ProductTable.Cell("ledger", ProductTable.Type.TEXT),
          new ProductTable.Cell("holder", ProductTable.Type.TEXT));

  /** What its row says. */
  record Found(Ledger ledger, long number) {}

  /** The row of a table that was just made. */
  String firstRow() {
    return "insert into %s (number, ledger, holder) values (0, '', '')".formatted(quoted);
  }

  /**
   * How far earlier runs have come, bound to the partitions of this one.
   *
   * @throws IOException in words, if the row is gone or damaged
   */
  Found read(Connection connection, List<Partition> partitions) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select number, ledger from " + quoted)) {
      if (!row.next()) {
        throw new IOException(
            "the ledger's row in %s is gone; put it back from a backup, or name another table; only if nothing was ever shipped here, begin with: %s"
                .formatted(name, firstRow()));
      }
      long number = row.getLong(1);
      boolean numbered = !row.wasNull();
      String text = row.getString(2);
      if (row.next()) {
        throw unreadable("it has more than one row");
      }
      if (!numbered) {
        throw unreadable("its number is missing");
      }
      return number == 0 && "".equals(text)
          ? new Found(new Ledger(partitions), 0)
          : new Found(ledger(number, text).bind(partitions), number);
    }
  }

  private Ledger ledger(long number, @Nullable String text) throws IOException {
    if (text == null || text.isEmpty()) {
      throw unreadable("it is empty, and its number is " + number);
    }
    Ledger.Saved saved;
    try {
      saved = Ledger.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IOException(unreadable(e.getMessage()).getMessage(), e);
    }
    if (saved.number() != number) {
      throw unreadable(
          "its number is %s, and what is in it says %s".formatted(number, saved.number()));
    }
    return saved.ledger();
  }

  private IOException unreadable(@Nullable String why) {
    return new IOException(
        "the ledger in %s cannot be read: %s; put its row back from a backup, or name another table"
            .formatted(name, why));
  }

  /** The number of the last shipment that is committed. */
  long number(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select number from " + quoted)) {
      if (!row.next()) {
        throw new SQLException("the ledger's row in %s is gone; put it back".formatted(name));
      }
      return row.getLong(1);
    }
  }

  /**
   * Goes on to a shipment; the caller commits.
   *
   * @throws SQLException if the number before it is not the last one any more
   */
  void step(Connection connection, long number, byte[] ledger) throws SQLException {
    write(connection, number, ledger, number - 1);
  }

  /**
   * Writes what is known besides shipments, of which this is the last one.
   *
   * @throws SQLException if it is not any more
   */
  void renew(Connection connection, long number, byte[] ledger) throws SQLException {
    write(connection, number, ledger, number);
  }

  private void write(Connection connection, long number, byte[] ledger, long last)
      throws SQLException {
    String step = "update %s set number = ?, ledger = ? where number = ?".formatted(quoted);
    try (PreparedStatement update = connection.prepareStatement(step)) {
      update.setLong(1, number);
      update.setString(2, new String(ledger, StandardCharsets.UTF_8));
      update.setLong(3, last);
      if (update.executeUpdate() != 1) {
        throw new SQLException("shipment %s is not the last one any more".formatted(last));
      }
    }
  }

  /** Writes down who ships here now, for whoever comes second. */
  void hold(Connection connection, String holder) throws SQLException {
    String statement = "update %s set holder = ?".formatted(quoted);
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      update.setString(1, holder);
      update.executeUpdate();
    }
  }

  /** Who shipped here last. */
  String holder(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select holder from " + quoted)) {
      String holder = row.next() ? row.getString(1) : null;
      return holder == null || holder.isEmpty() ? "another factory" : holder;
    }
  }
}
