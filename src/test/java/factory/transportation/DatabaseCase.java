package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Column;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.goods.Product;
import factory.verification.Verdict;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A destination in a database, and what a user sees of it. */
abstract class DatabaseCase {
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

  static void ship(Destination destination, Cargo... cargo) throws IOException {
    destination.ship(truck(destination, cargo), Drill.NONE);
  }

  static Truck truck(Destination destination, Cargo... cargo) {
    Warehouse warehouse = new Warehouse(1_000, Long.MAX_VALUE);
    Encoder encoder = destination.encoder();
    warehouse.put(Consignment.of(Stream.of(cargo).map(encoder::encode).toList()));
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
