package factory.transportation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Keeps the tables of a server for one factory: an advisory lock on the ledger's table, which the
 * server frees with the session that has it, and beside the ledger the name of who has it.
 *
 * @param url of the server, without anything secret
 * @param factory that wants them
 */
record PostgresLock(String url, String factory) {
  private static final String TAKE =
      "select pg_try_advisory_lock('pg_class'::regclass::oid::int, cast(? as regclass)::oid::int)";

  /** Asked without trying it: a factory that starts at this moment may want it. */
  private static final String LOOK =
      "select exists (select 1 from pg_locks where locktype = 'advisory' and objsubid = 2 and granted"
          + " and database = (select oid from pg_database where datname = current_database())"
          + " and classid = 'pg_class'::regclass::oid and objid = cast(? as regclass)::oid)";

  /**
   * Takes it for the session of this connection.
   *
   * @throws DestinationException if another factory has it; names that one
   */
  void take(Connection connection, Tables tables) throws SQLException {
    if (!answer(connection, TAKE, tables)) {
      throw inUse(connection, tables);
    }
    tables
        .ledger()
        .hold(
            connection,
            "factory '%s', process %s on %s, since %s"
                .formatted(
                    factory,
                    ProcessHandle.current().pid(),
                    HostName.get(),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  /**
   * Looks whether a factory has it, and changes nothing.
   *
   * @throws DestinationException if one has; names it
   */
  void look(Connection connection, Tables tables) throws SQLException {
    if (tables.exist(connection) && answer(connection, LOOK, tables)) {
      throw inUse(connection, tables);
    }
  }

  private static boolean answer(Connection connection, String question, Tables tables)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setString(1, tables.ledger().quoted());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private DestinationException inUse(Connection connection, Tables tables) throws SQLException {
    return new DestinationException(
        "destination.table: the table %s of %s is in use by %s; stop that one or name another table"
            .formatted(tables.products(), url, tables.ledger().holder(connection)));
  }
}
