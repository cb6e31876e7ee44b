package factory.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/** DuckDB's library, a file of its own, which Parquet and DuckDB's files are read with. */
final class DuckLibrary {
  /** Four bytes behind a checksum of eight, as DuckDB's storage format has them. */
  private static final byte[] MAGIC = {'D', 'U', 'C', 'K'};

  private static final int MAGIC_AT = 8;

  private DuckLibrary() {}

  /**
   * Whether the file begins as a database; true of one that cannot be read, which is said later.
   */
  static boolean isDatabase(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(MAGIC_AT + MAGIC.length);
      return Arrays.equals(
          head, Math.min(MAGIC_AT, head.length), head.length, MAGIC, 0, MAGIC.length);
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Makes sure that it is there. Without it nothing is known of what it would read, which is no
   * fault of that.
   *
   * @param what is to be read
   * @throws VerificationException if it is not there, or not for this system
   */
  static void need(Object what) {
    try {
      Class.forName("org.duckdb.DuckDBDriver");
      DriverManager.getConnection("jdbc:duckdb:").close();
    } catch (ClassNotFoundException e) {
      throw new VerificationException(
          "reading '%s' needs DuckDB's library, which is a file of its own: put duckdb.jar beside factory.jar; the build makes both in one directory"
              .formatted(what),
          e);
    } catch (SQLException | LinkageError e) {
      throw new VerificationException(
          "reading '%s' needs DuckDB's library, which cannot be used here: %s"
              .formatted(what, e.getMessage()),
          e);
    }
  }
}
