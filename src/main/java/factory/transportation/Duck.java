package factory.transportation;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** What the destinations that use DuckDB have in common: its library, and how rows get into it. */
final class Duck {
  /** The cores are the workshops'. */
  private static final String THREADS = "2";

  /** A database file has it behind a checksum of so many bytes. */
  private static final String MAGIC = "DUCK";

  private static final int MAGIC_AT = 8;

  private Duck() {}

  /**
   * Loads the library.
   *
   * @param setting that asks for it, as {@code destination.kind = duckdb}
   * @throws DestinationException if it is not there, or not for this system
   */
  static void load(String setting) {
    try {
      Class.forName("org.duckdb.DuckDBDriver");
      connect("", DestinationSettings.USUAL_MEMORY).close();
      removeCopy();
    } catch (ClassNotFoundException e) {
      throw new DestinationException(
          setting
              + " needs DuckDB's library, which is a file of its own: put duckdb.jar beside factory.jar; the build makes both in one directory",
          e);
    } catch (SQLException | LinkageError e) {
      throw new DestinationException(
          "%s: DuckDB's library cannot be used here: %s".formatted(setting, e.getMessage()), e);
    }
  }

  /**
   * The library copies itself to the directory for temporary files, 60 MB, and takes that away in
   * an orderly end only. Once loaded it needs no name any more, so nothing is left by a kill.
   */
  private static void removeCopy() {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return; // not Linux
    }
    try (Stream<String> lines = Files.lines(maps)) {
      List<String> copies =
          lines
              .filter(line -> line.contains("/libduckdb_java"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .toList();
      for (String copy : copies) {
        Files.deleteIfExists(Path.of(copy));
      }
    } catch (IOException e) {
      // It goes with an orderly end.
    }
  }

  /**
   * Whether DuckDB can have a database in this file: it is not there, empty, or begins as one. One
   * that cannot be read is left to DuckDB, which says so.
   */
  static boolean mayBeDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(MAGIC_AT + MAGIC.length());
      return head.length == 0
          || new String(head, StandardCharsets.ISO_8859_1)
              .substring(Math.min(MAGIC_AT, head.length))
              .equals(MAGIC);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Opens a database file, or one in memory if {@code file} is empty.
   *
   * @param memory the most that it takes, in bytes; what a shipment needs more is written to a
   *     file, beside the database
   */
  static Connection connect(String file, long memory) throws SQLException {
    return connect(file, memory, false);
  }

  static Connection connect(String file, long memory, boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memory + "B");
    properties.setProperty("threads", THREADS);
    if (readOnly) {
      properties.setProperty("duckdb.read_only", "true");
    }
    return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
  }

  /**
   * Adds rows to a table.
   *
   * @param cells the columns of the rows
   * @param shipment stands in one column more; null where there is none
   */
  static void append(
      Connection connection,
      String schema,
      String table,
      List<ProductTable.Cell> cells,
      List<List<Parcel>> rows,
      @Nullable Long shipment)
      throws SQLException {
    // An appender does not begin a transaction: where none has begun it commits for itself.
    try (Statement begin = connection.createStatement()) {
      begin.execute("select 1");
    }
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender =
        duck.createAppender(schema.isEmpty() ? DuckDBConnection.DEFAULT_SCHEMA : schema, table)) {
      for (List<Parcel> parcels : rows) {
        for (Parcel parcel : parcels) {
          for (List<@Nullable String> row : RowText.rows(parcel.bytes())) {
            appender.beginRow();
            for (int i = 0; i < row.size(); i++) {
              append(appender, cells.get(i).type(), row.get(i));
            }
            if (shipment != null) {
              appender.append(shipment.longValue());
            }
            appender.endRow();
          }
        }
      }
    }
  }

  private static void append(
      DuckDBAppender appender, ProductTable.Type type, @Nullable String value) throws SQLException {
    if (value == null) {
      appender.appendNull();
      return;
    }
    switch (type) {
      case TEXT, JSON -> appender.append(value);
      case BIGINT -> appender.append(Long.parseLong(value));
      case INT -> appender.append(Integer.parseInt(value));
      case NUMBER -> appender.append(new BigDecimal(value).doubleValue());
      case BOOLEAN -> appender.append(Boolean.parseBoolean(value));
      case TIME -> {
        Instant time = Instant.parse(value);
        appender.append(time.atOffset(java.time.ZoneOffset.UTC));
      }
    }
  }
}
