package factory.transportation;

import factory.goods.Column;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Where shipments go; the tree under {@code factory.destination}. */
public sealed interface DestinationSettings {

  /** Products are counted and thrown away. */
  record Discard() implements DestinationSettings {}

  /**
   * One directory a shipment.
   *
   * @param directory where those are made
   * @param format of the files
   * @param times how event times are written
   * @param unit of event times
   * @param columns with Parquet: by the name of their field; they go over those of the blueprint
   * @param memory with Parquet: see {@link DuckDb}
   */
  record Files(
      Path directory,
      Format format,
      Times times,
      ChronoUnit unit,
      Map<String, Column.Kind> columns,
      long memory)
      implements DestinationSettings {
    /** Without columns of the user's. */
    public Files(Path directory, Format format, Times times, ChronoUnit unit) {
      this(directory, format, times, unit, Map.of(), USUAL_MEMORY);
    }

    @Override
    public long memoryBeyondTheHeap() {
      return format == Format.PARQUET ? memory : 0;
    }
  }

  /**
   * Tables in a DuckDB database file.
   *
   * @param file which is made if it does not exist
   * @param table of products; the others are called after it
   * @param columns by the name of their field; they go over those of the blueprint
   * @param times how event times are kept
   * @param unit of event times
   * @param memory the most that DuckDB takes beyond the heap, in bytes
   */
  record DuckDb(
      Path file,
      String table,
      Map<String, Column.Kind> columns,
      Times times,
      ChronoUnit unit,
      long memory)
      implements DestinationSettings {
    @Override
    public long memoryBeyondTheHeap() {
      return memory;
    }
  }

  /**
   * Tables in a PostgreSQL database.
   *
   * @param url as {@code postgresql://host:5432/database}
   * @param user empty for what the driver takes then
   * @param password empty for none
   * @param table of products, a schema before it where one is named; the others are called after it
   * @param columns by the name of their field; they go over those of the blueprint
   * @param times how event times are kept
   * @param unit of event times
   * @param timeout the longest that an answer of the server is waited for
   */
  record PostgreSql(
      String url,
      String user,
      String password,
      String table,
      Map<String, Column.Kind> columns,
      Times times,
      ChronoUnit unit,
      Duration timeout)
      implements DestinationSettings {
    /** What a reader calls it, without anything secret. */
    public String where() {
      return "the table %s in %s".formatted(table, PostgresDatabase.withoutParameters(url));
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "PostgreSql[%s, user=%s, password %s, %s, %s, %s, %s]"
          .formatted(
              where(), user, password.isEmpty() ? "none" : "set", columns, times, unit, timeout);
    }
  }

  /** What DuckDB takes where nothing else is said, in bytes. */
  long USUAL_MEMORY = 1L << 30;

  /** The most that its libraries take beyond the heap, in bytes. */
  default long memoryBeyondTheHeap() {
    return 0;
  }

  /** What event times are counted in. */
  default ChronoUnit unit() {
    return ChronoUnit.MICROS;
  }

  /** A file format. */
  enum Format {
    /** JSON Lines. */
    JSONL,
    /** CSV by RFC 4180 with a header. */
    CSV,
    /** Parquet, for products; scrap is JSON Lines. */
    PARQUET
  }

  /** How event times are written. */
  enum Times {
    /** ISO 8601 in UTC. */
    ISO,
    /** A number, counted in the unit since 1970-01-01T00:00:00Z. */
    EPOCH
  }
}
