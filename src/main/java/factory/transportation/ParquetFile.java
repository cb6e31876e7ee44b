package factory.transportation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes rows as a Parquet file, by way of a DuckDB table in memory. */
final class ParquetFile {
  private ParquetFile() {}

  /**
   * Writes a new file and syncs it.
   *
   * @param memory see {@link Duck#connect}
   */
  static void write(Path file, ProductTable table, long memory, List<List<Parcel>> rows)
      throws IOException {
    List<ProductTable.Cell> cells = table.cells();
    List<String> definitions = cells.stream().map(Dialect.DUCKDB::definition).toList();
    try (Connection connection = Duck.connect("", memory);
        Statement statement = connection.createStatement()) {
      statement.execute("create table products (%s)".formatted(String.join(", ", definitions)));
      Duck.append(connection, "", "products", cells, rows, null);
      statement.execute(
          "copy products to '%s' (format parquet, compression zstd)"
              .formatted(file.toString().replace("'", "''")));
    } catch (SQLException e) {
      throw new IOException(SqlWords.of(e), e);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
