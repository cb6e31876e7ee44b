package factory.transportation;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database that one factory ships to. Used by one thread at a time. */
interface Database extends AutoCloseable {
  /** What a reader calls it, without anything secret. */
  String name();

  Dialect dialect();

  /**
   * A connection outside of any transaction while no other factory can ship to these tables; closed
   * by the caller, which undoes what is not committed.
   *
   * @throws DestinationException if another factory has them; names that one
   * @throws SQLException trouble that may pass
   * @throws IOException likewise
   */
  Connection connect(Tables tables) throws SQLException, IOException;

  /**
   * A connection that only reads, while no factory ships to these tables; one that does is not
   * disturbed.
   *
   * @throws DestinationException if a factory has them; names it
   * @throws SQLException if that cannot be had
   * @throws IOException likewise
   */
  Connection look(Tables tables) throws SQLException, IOException;

  /**
   * A connection of its own that only asks, beside the one that ships; the answer to a statement
   * comes within seconds, or fails. May be called by any thread.
   *
   * @throws SQLException if that cannot be had now
   */
  Connection ask() throws SQLException;

  /** Writes the products and the scrap of a truck into their tables; the caller commits. */
  void load(Connection connection, Tables tables, Truck truck) throws SQLException, IOException;

  @Override
  void close();
}
