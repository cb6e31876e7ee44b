package factory.transportation;

import factory.goods.Column;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns of the table of products: those that each product has, those of the blueprint's
 * fields, and {@code fields} for all that has no column or does not fit into it.
 */
final class ProductTable {
  /** What a column holds, for both databases. */
  enum Type {
    TEXT,
    BIGINT,
    INT,
    NUMBER,
    BOOLEAN,
    TIME,
    JSON
  }

  /** A column of the table. */
  record Cell(String name, Type type) {}

  /** All that has no column of its own. */
  static final String REST = "fields";

  /** PostgreSQL cuts longer names, so such a field has no column. */
  private static final int LONGEST_NAME = 63;

  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Column.Kind> fields = new LinkedHashMap<>();
  private final EventTimes times;

  /**
   * @param columns of the blueprint's fields
   * @param times how event times are kept
   * @param unit of event times
   */
  ProductTable(List<Column> columns, DestinationSettings.Times times, ChronoUnit unit) {
    this.times = new EventTimes(times, unit);
    Type time = times == DestinationSettings.Times.ISO ? Type.TIME : Type.BIGINT;
    cells.add(new Cell("id", Type.TEXT));
    cells.add(new Cell("pid", Type.TEXT));
    cells.add(new Cell("pclass", Type.TEXT));
    cells.add(new Cell("closed", Type.TEXT));
    cells.add(new Cell("materials", Type.BIGINT));
    cells.add(new Cell("first", time));
    cells.add(new Cell("last", time));
    cells.add(new Cell("revision", Type.INT));
    addFields(columns);
    cells.add(new Cell(REST, Type.JSON));
  }

  private void addFields(List<Column> columns) {
    Set<String> taken = new HashSet<>(Set.of(REST, "shipment"));
    cells.forEach(cell -> taken.add(cell.name()));
    for (Column column : columns) {
      String name = column.name();
      while (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = "fields." + name;
      }
      if (name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST_NAME
          && name.indexOf(0) < 0) {
        fields.put(column.name(), column.kind());
        cells.add(new Cell(name, type(column.kind())));
      }
    }
  }

  private static Type type(Column.Kind kind) {
    return switch (kind) {
      case TEXT -> Type.TEXT;
      case INTEGER -> Type.BIGINT;
      case DECIMAL -> Type.NUMBER;
      case BOOLEAN -> Type.BOOLEAN;
      case JSON -> Type.JSON;
    };
  }

  /** All columns in their order; a database adds {@code shipment}. */
  List<Cell> cells() {
    return List.copyOf(cells);
  }

  /** The fields that have a column, in the order of those columns. */
  Map<String, Column.Kind> fields() {
    return fields;
  }

  EventTimes times() {
    return times;
  }
}
