package factory.transportation;

import factory.operations.Why;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the tables of a database. Their rows are not numbered: an index on pid makes it quick. */
final class TableArchive implements Archive {
  /** A connection of its own, that the driver does not wait for. */
  @FunctionalInterface
  interface Connector {
    Connection connect() throws SQLException;
  }

  private final String name;
  private final Tables tables;
  private final Connector connector;

  /**
   * @param name what a reader calls the database
   */
  TableArchive(String name, Tables tables, Connector connector) {
    this.name = name;
    this.tables = tables;
    this.connector = connector;
  }

  @Override
  public Found find(Query query) throws IOException {
    try (Connection connection = connector.connect()) {
      if (!tables.exist(connection)) {
        return new Found(List.of(), true, "no table %s in %s".formatted(tables.products(), name));
      }
      List<Why.Fate> fates = new ArrayList<>(products(connection, query));
      fates.addAll(scrap(connection, query));
      fates.sort(Comparator.comparingLong(Why.Fate::shipment).reversed());
      return new Found(
          List.copyOf(fates.subList(0, Math.min(query.most(), fates.size()))),
          true,
          "the tables %s and %s in %s".formatted(tables.products(), tables.scrap(), name));
    } catch (SQLException e) {
      throw new IOException("%s cannot be asked: %s".formatted(name, SqlWords.of(e)), e);
    }
  }

  private List<Why.Fate> products(Connection connection, Query query) throws SQLException {
    List<Why.Fate> found = new ArrayList<>();
    String select = select("id, pclass, closed, t.materials", tables.products(), query.most());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, query.pid());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Why.Shipped(
                  row.getLong(1),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getLong(6),
                  time(row)));
        }
      }
    }
    return found;
  }

  private List<Why.Fate> scrap(Connection connection, Query query) throws SQLException {
    List<Why.Fate> found = new ArrayList<>();
    String select =
        select("reason, detail, \"partition\", \"offset\"", tables.scrap(), query.most());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setString(1, query.pid());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Why.Scrapped(
                  row.getLong(1), row.getString(3), row.getString(4), origin(row), time(row)));
        }
      }
    }
    return found;
  }

  private static Why.@Nullable Span origin(ResultSet row) throws SQLException {
    String partition = row.getString(5);
    long offset = row.getLong(6);
    return partition == null || row.wasNull() ? null : new Why.Span(partition, offset, offset);
  }

  private String select(String columns, String table, int most) {
    return "select t.shipment, s.created, %s from %s t left join %s s on s.number = t.shipment where t.pid = ? order by t.shipment desc limit %s"
        .formatted(columns, tables.quoted(table), tables.quoted(tables.shipments()), most);
  }

  private static @Nullable String time(ResultSet row) throws SQLException {
    OffsetDateTime created = row.getObject(2, OffsetDateTime.class);
    return created == null ? null : Instant.from(created).toString();
  }
}
