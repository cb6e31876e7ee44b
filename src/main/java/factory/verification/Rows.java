package factory.verification;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of a table in the order of their shipments, one shipment after the other. */
final class Rows implements AutoCloseable {
  /** Rows that the server sends at once. */
  private static final int FETCH = 10_000;

  /** Receives a row. */
  @FunctionalInterface
  interface Reader {
    /** Takes the columns of the row that the set stands at. */
    void read(ResultSet row) throws SQLException, IOException;
  }

  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean atRow;

  /**
   * @param query whose first column is the shipment, and is what it is ordered by
   */
  Rows(Connection connection, String query) throws SQLException {
    statement = connection.prepareStatement(query);
    statement.setFetchSize(FETCH);
    rows = statement.executeQuery();
    atRow = rows.next();
  }

  /** The shipment of the next row; beyond all if there is none. */
  long next() throws SQLException {
    return atRow ? rows.getLong(1) : Long.MAX_VALUE;
  }

  /** Shows all rows of the shipment that comes next; how many there were. */
  long read(Reader reader) throws SQLException, IOException {
    long shipment = next();
    long count = 0;
    while (atRow && rows.getLong(1) == shipment) {
      reader.read(rows);
      count++;
      atRow = rows.next();
    }
    return count;
  }

  /** A text; empty where somebody has put nothing. */
  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
