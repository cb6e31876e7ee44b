package factory.verification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Recounts a destination: each position in exactly one shipped product or scrap entry, sums and
 * checksums.
 */
public final class Verification {
  private static final String DUCKDB = "duckdb:";
  private static final String POSTGRESQL = "postgresql:";

  private Verification() {}

  /**
   * Recounts the shipments in a directory. A factory may be at work there meanwhile.
   *
   * @param complete whether a position that is open below the highest one is a problem as well
   * @throws VerificationException in words, if no factory has shipped there, it cannot be read, or
   *     there are Parquet files and DuckDB's library is not there
   */
  public static Verdict files(Path directory, boolean complete) {
    return new FilesRecount(directory).recount(complete);
  }

  /**
   * Recounts the tables in a PostgreSQL database.
   *
   * @param url as {@code postgresql://host/database}, with or without {@code jdbc:} before it
   * @param user null for what the driver takes then
   * @param password null for none
   * @param table of products, a schema before it where one is named
   * @param complete whether a position that is open below the highest one is a problem as well
   * @throws VerificationException in words, if no factory has shipped there, or it cannot be read
   */
  public static Verdict postgresql(
      String url,
      @Nullable String user,
      @Nullable String password,
      String table,
      boolean complete) {
    Properties properties = new Properties();
    properties.setProperty("readOnly", "true");
    properties.setProperty("connectTimeout", "10");
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    String plain = isPostgresql(url) && url.startsWith("jdbc:") ? url.substring(5) : url;
    String name = plain.replaceFirst("\\?.*", "");
    return new DatabaseRecount("jdbc:" + plain, properties, name + ", table " + table, table)
        .recount(complete);
  }

  /**
   * Recounts the tables in a DuckDB database file. A factory that ships there waits meanwhile.
   *
   * @throws VerificationException as {@link #postgresql}
   */
  public static Verdict duckdb(Path file, String table, boolean complete) {
    if (!Files.isRegularFile(file)) {
      throw new VerificationException(
          "'%s' is no file; name a database that a factory has shipped to".formatted(file));
    }
    DuckLibrary.need(file);
    if (!DuckLibrary.isDatabase(file)) {
      throw new VerificationException("'%s' is no DuckDB database".formatted(file));
    }
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("jdbc_stream_results", "true");
    return new DatabaseRecount(
            "jdbc:duckdb:" + file, properties, "duckdb in " + file + ", table " + table, table)
        .recount(complete);
  }

  /** Whether it is the address of a PostgreSQL database. */
  public static boolean isPostgresql(String destination) {
    return plain(destination).startsWith(POSTGRESQL);
  }

  /** The database file that is meant; null if it is a directory or something else. */
  public static @Nullable Path duckdbFile(String destination) {
    String plain = plain(destination);
    if (plain.startsWith(DUCKDB)) {
      return Path.of(plain.substring(DUCKDB.length()));
    }
    Path path = Path.of(destination);
    return Files.isRegularFile(path) ? path : null;
  }

  private static String plain(String destination) {
    return destination.startsWith("jdbc:") ? destination.substring(5) : destination;
  }
}
