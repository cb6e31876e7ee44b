package factory.transportation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A PostgreSQL server. All goes over one connection, whose session holds an advisory lock on the
 * ledger's table: who has lost the connection has lost the lock, and cannot commit without it.
 */
final class PostgresDatabase implements Database {
  private static final int BUFFER = 1 << 16;

  /** How long a new connection may take, in milliseconds. */
  private static final long CONNECT = 5_000;

  /** How long whoever asks waits for the server, in seconds. */
  private static final int ASKING = 5;

  private final DestinationSettings.PostgreSql settings;
  private final String url;
  private final PostgresLock lock;
  private final HikariDataSource pool;

  /** The session that holds the lock for this factory; null before the first. */
  private @Nullable Session holder;

  /** A session; its number alone may come again once the server was restarted. */
  private record Session(PGConnection connection, int number) {}

  private PostgresDatabase(
      DestinationSettings.PostgreSql settings, String factory, HikariDataSource pool) {
    this.settings = settings;
    this.url = withoutParameters(settings.url());
    this.lock = new PostgresLock(url, factory);
    this.pool = pool;
  }

  /**
   * Opens the pool; connects for the first time.
   *
   * @throws DestinationException if the server cannot be reached, or does not let the user in
   */
  static PostgresDatabase open(DestinationSettings.PostgreSql settings, String factory) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("destination");
    config.setDriverClassName("org.postgresql.Driver");
    config.setJdbcUrl("jdbc:" + settings.url());
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    // The lock goes with the session, so the session must not be renewed while it works.
    config.setMaximumPoolSize(1);
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    config.setKeepaliveTime(30_000);
    config.setConnectionTimeout(CONNECT);
    config.setInitializationFailTimeout(1);
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT / 1_000));
    // Else a log-in that a dying server never answers would keep the pool busy for all of the
    // timeout.
    config.addDataSourceProperty("loginTimeout", Long.toString(CONNECT / 1_000));
    config.addDataSourceProperty(
        "socketTimeout", Long.toString(Math.max(1, settings.timeout().toSeconds())));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "factory " + factory);
    // The server notices within a minute that our machine is gone, and frees the lock. What it has
    // committed must not be lost with its machine, whatever its default is.
    config.setConnectionInitSql(
        "select set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),"
            + " set_config('tcp_keepalives_count', '3', false),"
            + " case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', false) end");
    String name = withoutParameters(settings.url());
    try {
      return new PostgresDatabase(settings, factory, new HikariDataSource(config));
    } catch (RuntimeException e) {
      Throwable cause = e.getCause();
      throw new DestinationException(
          "destination.url: '%s' cannot be used: %s"
              .formatted(
                  name, cause instanceof SQLException sql ? SqlWords.of(sql) : SqlWords.of(e)),
          e);
    }
  }

  /** Parameters may hold a password. */
  static String withoutParameters(String url) {
    int mark = url.indexOf('?');
    return mark < 0 ? url : url.substring(0, mark);
  }

  @Override
  public String name() {
    return url;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Connection connect(Tables tables) throws SQLException, IOException {
    Connection connection = pool.getConnection();
    boolean ours = false;
    try {
      connection.setAutoCommit(true);
      Session session = session(connection);
      if (!session.equals(holder)) {
        create(connection, tables);
        lock.take(connection, tables);
        holder = session;
      }
      ours = true;
      return connection;
    } finally {
      if (!ours) {
        connection.close();
      }
    }
  }

  @Override
  public Connection look(Tables tables) throws SQLException {
    Connection connection = pool.getConnection();
    boolean free = false;
    try {
      connection.setReadOnly(true);
      lock.look(connection, tables);
      free = true;
      return connection;
    } finally {
      if (!free) {
        connection.close();
      }
    }
  }

  @Override
  public Connection ask() throws SQLException {
    return ask(settings);
  }

  /** Not from the pool, whose one connection is the driver's. */
  static Connection ask(DestinationSettings.PostgreSql settings) throws SQLException {
    Properties properties = new Properties();
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
    }
    if (!settings.password().isEmpty()) {
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("connectTimeout", Integer.toString(ASKING));
    properties.setProperty("loginTimeout", Integer.toString(ASKING));
    properties.setProperty("socketTimeout", Integer.toString(2 * ASKING));
    properties.setProperty("ApplicationName", "factory why");
    Connection connection = DriverManager.getConnection("jdbc:" + settings.url(), properties);
    boolean ready = false;
    try (Statement statement = connection.createStatement()) {
      connection.setReadOnly(true);
      statement.execute("set statement_timeout = " + ASKING * 1_000);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  @Override
  public void load(Connection connection, Tables tables, Truck truck)
      throws SQLException, IOException {
    try (Copy products = new Copy(connection, tables, tables.products(), truck.number())) {
      for (List<Parcel> parcels : truck.products().values()) {
        for (Parcel parcel : parcels) {
          products.add(parcel.bytes());
        }
      }
      products.end();
    }
    try (Copy scrap = new Copy(connection, tables, tables.scrap(), truck.number())) {
      for (Parcel parcel : truck.scrap()) {
        scrap.add(parcel.bytes());
      }
      scrap.end();
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Session session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return new Session(connection.unwrap(PGConnection.class), row.getInt(1));
    }
  }

  /** Two factories that start at once would both find no table and make it. */
  private static void create(Connection connection, Tables tables)
      throws SQLException, IOException {
    if (tables.exist(connection)) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(hashtext('factory: tables are made'))");
      tables.create(connection);
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Rows on their way into one table, each with the number of its shipment behind it. */
  private static final class Copy implements AutoCloseable {
    private final CopyIn copy;
    private final byte[] shipment;
    private final byte[] buffer = new byte[BUFFER];
    private int length;

    Copy(Connection connection, Tables tables, String table, long number) throws SQLException {
      List<String> columns =
          tables.cells(table).stream().map(cell -> Dialect.quoted(cell.name())).toList();
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy %s (%s) from stdin"
                      .formatted(tables.quoted(table), String.join(", ", columns)));
      shipment = ("\t" + number + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds rows, each with the shipment's number at its end. */
    void add(byte[] lines) throws SQLException {
      int from = 0;
      for (int at = 0; at < lines.length; at++) {
        if (lines[at] == '\n') {
          put(lines, from, at - from);
          put(shipment, 0, shipment.length);
          from = at + 1;
        }
      }
    }

    private void put(byte[] bytes, int from, int count) throws SQLException {
      if (length + count > buffer.length) {
        drain();
      }
      if (count > buffer.length) {
        copy.writeToCopy(bytes, from, count);
        return;
      }
      System.arraycopy(bytes, from, buffer, length, count);
      length += count;
    }

    private void drain() throws SQLException {
      copy.writeToCopy(buffer, 0, length);
      length = 0;
    }

    void end() throws SQLException {
      drain();
      copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
