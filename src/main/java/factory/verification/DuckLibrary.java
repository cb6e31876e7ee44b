package factory.verification;

import java.sql.DriverManager;
import java.sql.SQLException;

/** DuckDB's library, a file of its own, which Parquet and DuckDB's files are read with. */
final class DuckLibrary {
  private DuckLibrary() {}

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
