package factory.transportation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real PostgreSQL server of the test's own that can be killed and started again. */
public final class PostgresServer implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;
  private final int port;

  private PostgresServer(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
    this.port = server.getPort();
  }

  /** Starts one that keeps its data below {@code folder}. */
  public static PostgresServer in(Path folder) throws IOException {
    return new PostgresServer(folder.resolve("postgres"));
  }

  private EmbeddedPostgres start(int wanted) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig(
                "fsync", "off") // it is the server's process that dies, not the machine
            .setServerConfig("log_min_messages", "panic")
            .setPGStartupWait(Duration.ofSeconds(60));
    return (wanted == 0 ? builder : builder.setPort(wanted)).start();
  }

  public int port() {
    return port;
  }

  public String url() {
    return "postgresql://localhost:" + port + "/postgres";
  }

  /** Kills it as a crash would, with all its sessions. */
  public void kill() throws IOException, InterruptedException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    postmaster.children().forEach(ProcessHandle::destroyForcibly);
    postmaster.destroyForcibly();
    while (postmaster.isAlive()) {
      Thread.sleep(20);
    }
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    server.close(); // gives its lock on the directory back
  }

  /** Starts it again at the same port with the same data. */
  public void restart() throws IOException {
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
