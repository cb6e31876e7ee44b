package factory.transportation;

import java.util.Locale;

/** How the two databases name the types of columns, in statements and in their catalogues. */
enum Dialect {
  /** Embedded. */
  DUCKDB,
  /** A server. */
  POSTGRESQL;

  /** The name of a type, in lower case. */
  String name(ProductTable.Type type) {
    return switch (type) {
      case TEXT -> this == DUCKDB ? "varchar" : "text";
      case BIGINT -> "bigint";
      case INT -> "integer";
      case NUMBER -> this == DUCKDB ? "double" : "numeric";
      case BOOLEAN -> "boolean";
      case TIME -> "timestamp with time zone";
      case JSON -> "json";
    };
  }

  /** The name of a column as it stands in a statement. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** As {@code "id" text}. */
  String definition(ProductTable.Cell cell) {
    return quoted(cell.name()) + " " + name(cell.type()).toLowerCase(Locale.ROOT);
  }
}
