package factory.transportation;

import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.custody.LedgerException;
import factory.goods.Drill;
import factory.goods.Partition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables in a database: products, scrap, manifest and ledger of a shipment are one transaction.
 *
 * <p>Its last statement raises the ledger's number from that of the shipment before, so that of two
 * factories only one can commit. After an unknown outcome, a connection that was cut while it
 * committed, the number tells what has become of it.
 */
final class TableDestination implements Destination {
  private final Database database;
  private final Tables tables;
  private final ProductTable products;
  private final String factory;
  private final List<Partition> partitions;
  private final Recollection recollection;

  /** What earlier runs have done; never changed. */
  private final Ledger before;

  /** With what this run has committed. */
  private Ledger ledger;

  private volatile long committed;

  private TableDestination(
      Database database,
      Tables tables,
      ProductTable products,
      String factory,
      List<Partition> partitions,
      Amendables.@Nullable Bounds amending,
      LedgerTable.Found found) {
    this.database = database;
    this.tables = tables;
    this.products = products;
    this.factory = factory;
    this.partitions = partitions;
    this.recollection = new Recollection(amending);
    this.before = found.ledger();
    this.ledger = found.ledger().copy();
    this.committed = found.number();
    ledger.keptBy(this::keep);
  }

  /**
   * Makes or checks the tables and reads how far earlier runs have come. The database is closed if
   * that fails.
   *
   * @param setting which names the database, as {@code destination.url}
   * @param amending see {@link Destinations#open}
   * @throws DestinationException in words
   */
  static TableDestination open(
      Database database,
      String setting,
      String table,
      ProductTable products,
      String factory,
      List<Partition> partitions,
      Amendables.@Nullable Bounds amending) {
    Tables tables = new Tables(database.dialect(), table, products);
    try (Connection connection = database.connect(tables)) {
      tables.check(connection);
      LedgerTable.Found found = tables.read(connection, partitions);
      return new TableDestination(database, tables, products, factory, partitions, amending, found);
    } catch (SQLException | IOException | LedgerException e) {
      database.close();
      throw refused(setting, database, e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Finds out whether {@link #open} would do, and leaves everything as it is.
   *
   * @return what {@link #open} would go on from
   */
  static Destinations.Standing check(
      Database database,
      String setting,
      String table,
      ProductTable products,
      List<Partition> partitions) {
    Tables tables = new Tables(database.dialect(), table, products);
    try (database;
        Connection connection = database.look(tables)) {
      if (!tables.exist(connection)) {
        tables.refuseDataWithoutLedger(connection);
        return Destinations.Standing.NOTHING;
      }
      tables.check(connection);
      LedgerTable.Found found = tables.read(connection, partitions);
      return new Destinations.Standing(found.number(), found.ledger());
    } catch (SQLException | IOException | LedgerException e) {
      throw refused(setting, database, e);
    }
  }

  private static DestinationException refused(String setting, Database database, Exception e) {
    return new DestinationException(
        "%s: '%s' cannot be used: %s".formatted(setting, database.name(), SqlWords.of(e)), e);
  }

  @Override
  public String describe() {
    return "%s (table %s)".formatted(database.name(), tables.products());
  }

  @Override
  public Encoder encoder() {
    return recollection.encoder(
        new RowEncoder(partitions, products, database.dialect() == Dialect.DUCKDB, true),
        partitions);
  }

  @Override
  public synchronized void ship(Truck truck, Drill drill) throws IOException {
    if (truck.number() <= committed) {
      return;
    }
    if (truck.number() != committed + 1) {
      throw new IllegalStateException("shipment " + truck.number() + " after " + committed);
    }
    ShipmentPositions positions = ShipmentPositions.of(truck, ledger);
    Ledger after = ledger.copy();
    positions.addTo(after);
    recollection.enter(truck, after);
    try (Connection connection = database.connect(tables)) {
      if (!isThere(connection, truck.number(), positions)) {
        commit(connection, truck, positions, after, drill);
      }
      // From here on the shipment is committed, whatever fails, and must not be written again.
      ledger = after;
      ledger.settle();
      committed = truck.number();
    } catch (SQLException | IOException | DestinationException e) {
      if (truck.number() > committed) {
        String why = SqlWords.of(e);
        throw new IOException(
            "shipment %s cannot be written to %s (%s)%s"
                .formatted(
                    truck.number(),
                    database.name(),
                    why,
                    why.contains("No space left") ? "; free space on its disk" : ""),
            e);
      } // else the connection could not be closed in order, which harms nothing
    }
    drill.pass(Driver.AFTER_COMMIT);
  }

  private synchronized void keep() throws IOException {
    try (Connection connection = database.connect(tables)) {
      tables.ledger().renew(connection, committed, ledger.toBytes(factory, committed));
    } catch (SQLException | DestinationException e) {
      throw new IOException(
          "the ledger cannot be written to %s (%s)".formatted(database.name(), SqlWords.of(e)), e);
    }
  }

  private void commit(
      Connection connection, Truck truck, ShipmentPositions positions, Ledger after, Drill drill)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    try {
      write(connection, truck, positions, after, drill);
      drill.pass(Driver.BEFORE_COMMIT);
      connection.commit();
    } catch (Throwable e) {
      undo(connection, e);
      throw e;
    }
  }

  /**
   * To close a connection is not enough: its transaction may be committed by that. What goes wrong
   * with it is told behind the reason for it.
   */
  static void undo(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException broken) {
      reason.addSuppressed(broken);
      try {
        connection.abort(Runnable::run); // without its session the server undoes it
      } catch (SQLException e) {
        reason.addSuppressed(e); // DuckDB has no sessions, and undoes it when it is closed
      }
    }
  }

  private void write(
      Connection connection, Truck truck, ShipmentPositions positions, Ledger after, Drill drill)
      throws SQLException, IOException {
    drill.pass(Driver.BEFORE_WRITE);
    database.load(connection, tables, truck);
    drill.pass(Driver.AFTER_WRITE);
    Manifest manifest = Manifest.of(factory, truck, List.of(), positions, List.of());
    tables.enter(connection, manifest, after.toBytes(factory, truck.number()));
  }

  /**
   * Whether the shipment was committed although nobody said so.
   *
   * @throws IllegalStateException if the number is neither this one nor the one before: somebody
   *     else ships here, or an old state was put back
   */
  private boolean isThere(Connection connection, long number, ShipmentPositions positions)
      throws SQLException, IOException {
    long there = tables.ledger().number(connection);
    if (there == number - 1) {
      return false;
    }
    Manifest manifest = there == number ? tables.manifest(connection, number) : null;
    if (manifest != null && manifest.positions().equals(positions)) {
      return true;
    }
    throw new IllegalStateException(
        "the ledger in %s is at shipment %s and ought to be at %s: another factory ships there, or an old state was put back; the next start goes on from what is there"
            .formatted(database.name(), there, number - 1));
  }

  @Override
  public boolean keepsPositions() {
    return true;
  }

  @Override
  public long lastNumber() {
    return committed;
  }

  @Override
  public Ledger ledger() {
    return before;
  }

  @Override
  public Archive archive() {
    return new TableArchive(database.name(), tables, database::ask);
  }

  @Override
  public void close() {
    database.close();
  }
}
