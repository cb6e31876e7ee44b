package factory.transportation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB database file. It is opened for each shipment and closed again, so that others can read
 * it in between; a lock beside it keeps a second factory away.
 */
final class DuckDatabase implements Database {
  private final Path file;
  private final long memory;
  private final @Nullable DirectoryLock lock;
  private boolean made;

  private DuckDatabase(DestinationSettings.DuckDb settings, @Nullable DirectoryLock lock) {
    this.file = settings.file();
    this.memory = settings.memory();
    this.lock = lock;
  }

  /**
   * Opens the file, which is made if it does not exist.
   *
   * @throws DestinationException if it cannot be used, or is used by another factory
   */
  static DuckDatabase open(DestinationSettings.DuckDb settings, String factory) {
    Path file = settings.file().toAbsolutePath();
    refuseOther(settings.file());
    Duck.load("destination.kind = duckdb");
    try {
      Path directory = directory(file);
      Files.createDirectories(directory);
      return new DuckDatabase(
          settings, DirectoryLock.take(directory, lockName(file), settings.file(), factory));
    } catch (IOException e) {
      throw unwritable(settings.file(), e);
    }
  }

  /** One that is only looked at, if it is there; its place must be writable. */
  static DuckDatabase look(DestinationSettings.DuckDb settings) {
    refuseOther(settings.file());
    Duck.load("destination.kind = duckdb");
    try {
      Disk.tryToWrite(directory(settings.file().toAbsolutePath()));
      return new DuckDatabase(settings, null);
    } catch (IOException e) {
      throw unwritable(settings.file(), e);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private static String lockName(Path file) {
    return "." + file.getFileName() + ".factory.lock";
  }

  /** What is there and is no database: DuckDB would read a CSV file as one, and never write. */
  private static void refuseOther(Path file) {
    if (Files.isDirectory(file)) {
      throw new DestinationException(
          "destination.file: '%s' is a directory; name a file".formatted(file));
    }
    if (!Duck.mayBeDatabase(file)) {
      throw new DestinationException(
          "destination.file: '%s' is no DuckDB database; name another file".formatted(file));
    }
  }

  private static DestinationException unwritable(Path file, IOException e) {
    return new DestinationException(
        "destination.file: '%s' cannot be written (%s); make it writable or choose another"
            .formatted(file, IoWords.ofMaking(e)),
        e);
  }

  boolean exists() {
    return Files.exists(file);
  }

  @Override
  public String name() {
    return "duckdb in " + file;
  }

  @Override
  public Dialect dialect() {
    return Dialect.DUCKDB;
  }

  @Override
  public Connection connect(Tables tables) throws SQLException, IOException {
    if (lock != null) {
      lock.check();
    }
    if (made && !exists()) {
      throw new IOException("'" + file + "' is not there any more; put it back");
    }
    Connection connection = Duck.connect(file.toString(), memory);
    boolean ready = false;
    try {
      if (!made) {
        create(connection, tables);
        made = true;
      }
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private static void create(Connection connection, Tables tables)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    try {
      tables.create(connection);
      connection.commit();
    } catch (SQLException | IOException e) {
      TableDestination.undo(connection, e);
      throw e;
    }
    connection.setAutoCommit(true);
  }

  @Override
  public Connection look(Tables tables) throws SQLException, IOException {
    Path whole = file.toAbsolutePath();
    DirectoryLock.look(directory(whole), lockName(whole), file);
    return Duck.connect(file.toString(), memory, true);
  }

  /** In the process that ships it must be opened as for shipping, or DuckDB refuses. */
  @Override
  public Connection ask() throws SQLException {
    if (!exists()) {
      throw new SQLException("'" + file + "' is not there");
    }
    return Duck.connect(file.toString(), memory, lock == null);
  }

  /** One that is only asked, whether or not it is there. */
  static DuckDatabase reading(DestinationSettings.DuckDb settings) {
    Duck.load("destination.kind = duckdb");
    return new DuckDatabase(settings, null);
  }

  @Override
  public void load(Connection connection, Tables tables, Truck truck) throws SQLException {
    append(
        connection, tables, tables.products(), new ArrayList<>(truck.products().values()), truck);
    append(connection, tables, tables.scrap(), List.of(truck.scrap()), truck);
  }

  private static void append(
      Connection connection, Tables tables, String table, List<List<Parcel>> rows, Truck truck)
      throws SQLException {
    Duck.append(connection, tables.schema(), table, tables.cells(table), rows, truck.number());
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.release();
    }
  }
}
