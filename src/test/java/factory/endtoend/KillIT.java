package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import factory.transportation.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process is killed with {@code kill -9}, at every named step of a commit and at random
 * moments, and started again each time; then every material is in exactly one product.
 *
 * <p>{@code -Dfactory.kills=200} makes the long run, {@code -Dfactory.kill.seed} another one.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, unit = TimeUnit.MINUTES) // for each test of the long run
class KillIT {
  private static final int KILLS = Integer.getInteger("factory.kills", 2);
  private static final long SEED = Long.getLong("factory.kill.seed", 1);

  /** What one run that is killed can buy at most, and what is left for the last one. */
  private static final long MATERIALS_PER_KILL = 20_000;

  private static final String[] STEPS = {
    "driver.before-write", "driver.after-write", "driver.before-commit", "driver.after-commit"
  };

  @TempDir Path folder;

  @Test
  void everyMaterialIsInOneProductOfTheFiles() throws Exception {
    killAndFinish(new FilesPlace(folder));
  }

  @Test
  void everyMaterialIsInOneProductOfADuckDbFile() throws Exception {
    killAndFinish(new DuckPlace(folder));
  }

  @Test
  void everyMaterialIsInOneProductOfAPostgreSqlDatabase() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder)) {
      killAndFinish(new PostgresPlace(server));
    }
  }

  /** Input that is out of order within the grace, and some of it late. */
  @Test
  void inEventTimeTheProductsAreThoseOfAnUndisturbedRun() throws Exception {
    int records = 15_000 * (2 + Math.min(KILLS, 30));
    writeEvents(folder.resolve("events.jsonl"), records);
    events("undisturbed", "unlimited").run().withCode(0).balances().quietly();
    Shipments expected = Shipments.in(folder.resolve("undisturbed")).holdEachOf(records);
    assertThat(expected.scrap()).as("late records").hasSizeGreaterThan(10);
    Random random = new Random(SEED);
    int kills = 0;
    boolean ended = false;
    while (!ended && kills < KILLS + 1) {
      String drill = "drill=[{at=%s,pass=2,wait=1h}]".formatted(STEPS[kills % STEPS.length]);
      try (Jar jar = events("killed", "15000").set(kills == 0 ? drill : "drill=[]").start()) {
        jar.says(kills == 0 ? "stands still" : "through 2 workshops");
        Thread.sleep(random.nextInt(1_200));
        ended = jar.signal("KILL").end().code() != 137;
        kills++;
      }
    }
    assertThat(kills).isGreaterThan(KILLS / 2);
    events("killed", "unlimited").run().withCode(0).balances();
    Shipments shipments = Shipments.in(folder.resolve("killed")).holdEachOf(records);
    assertThat(shipments.products()).isEqualTo(expected.products());
    assertThat(shipments.scrap()).containsExactlyInAnyOrderElementsOf(expected.scrap());
    FactoryProcess.run(folder, "verify", "--complete", "killed").exitedWith(0);
  }

  private Jar.Order events(String directory, String rate) {
    return Jar.in(folder)
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .set(
            "source.kind=files",
            "source.paths=[events.jsonl]",
            "source.pid=[p]",
            "source.event-time.field=t",
            "source.event-time.format=epoch-ms",
            "source.rate=" + rate,
            "workshops=2",
            "contract.clock=event",
            "contract.term=2s",
            "contract.grace=1s",
            "blueprint.kind=merge",
            "blueprint.fields.n=list",
            "transportation.driver.every=100ms",
            "destination.directory=" + directory);
  }

  private static void writeEvents(Path file, int records) throws IOException {
    Random random = new Random(SEED);
    try (var out = Files.newBufferedWriter(file)) {
      for (int n = 0; n < records; n++) {
        long time = 1_700_000_000_000L + n * 10L - random.nextInt(900);
        boolean late = n > 2_000 && n % 1_000 == 0;
        out.write(
            "{\"p\":\"%s\",\"t\":%s,\"n\":%s}\n"
                .formatted(random.nextInt(400), late ? time - 10_000 : time, n));
      }
    }
  }

  /** Somewhere to ship to. */
  interface Place {
    /** Settings of the destination. */
    String[] settings();

    /** What {@code verify} is given. */
    String name();

    /** Something that a user or the world does to it between two runs. */
    default void disturb(int run) throws Exception {}

    /** The environment of {@code verify}. */
    default String[] verifyArguments() {
      return new String[] {"verify", "--complete", name()};
    }

    /** Recounts it by means of the test's own, once all is shipped. */
    void recount(long materials) throws Exception;
  }

  private void killAndFinish(Place place) throws Exception {
    long materials = MATERIALS_PER_KILL * (STEPS.length + KILLS + 1);
    Random random = new Random(SEED);
    for (int i = 0; i < STEPS.length; i++) {
      try (Jar jar =
          plant(place, materials)
              .set("drill=[{at=%s,pass=%s,wait=1h}]".formatted(STEPS[i], 1 + random.nextInt(3)))
              .start()) {
        jar.says("drill: " + STEPS[i] + " stands still").signal("KILL").end().withCode(137);
      }
      place.disturb(i);
    }
    int kills = 0;
    for (int i = 0; i < KILLS; i++) {
      try (Jar jar = plant(place, materials).start()) {
        if (random.nextInt(8) > 0) { // else while it starts
          jar.says("through 2 workshops");
        }
        Thread.sleep(random.nextInt(1_000));
        jar.signal("KILL").end().withCode(137);
        kills++;
      }
      place.disturb(STEPS.length + i);
    }
    assertThat(kills).isEqualTo(KILLS);
    Ended ended = plant(place, materials).set("source.rate=unlimited").run();
    ended.withCode(0).balances();
    assertThat(ended.account("open")).isZero();
    verify(place);
    place.recount(materials);
    verify(place);
  }

  private void verify(Place place) {
    FactoryProcess.Ended verified =
        FactoryProcess.run(folder, place.verifyArguments()).exitedWith(0);
    assertThat(verified.out()).contains("holds: each position is in exactly one");
  }

  private Jar.Order plant(Place place, long materials) {
    return Jar.in(folder)
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .set(
            "source.generator.materials=" + materials,
            "source.generator.seed=" + SEED,
            "source.rate=15000",
            "workshops=2",
            "contract.max-materials=7",
            "transportation.driver.every=100ms")
        .set(place.settings());
  }

  /** A directory, from which a user takes shipments away between two runs. */
  private static final class FilesPlace implements Place {
    private final Path out;
    private final Path away;

    FilesPlace(Path folder) throws IOException {
      out = folder.resolve("out");
      away = Files.createDirectories(folder.resolve("away"));
    }

    @Override
    public String[] settings() {
      return new String[] {"destination.directory=" + out};
    }

    @Override
    public String name() {
      return out.toString();
    }

    @Override
    public void disturb(int run) throws IOException {
      if (run % 2 == 1 && Files.exists(out.resolve("ledger.json"))) {
        long copied =
            factory.custody.Ledger.read(Files.readAllBytes(out.resolve("ledger.json"))).number();
        for (Path shipment : Shipments.list(out, "shipment-*")) {
          String name = shipment.getFileName().toString();
          if (Long.parseLong(name.substring("shipment-".length())) <= copied) {
            Files.move(shipment, away.resolve(name));
          }
        }
      }
    }

    @Override
    public void recount(long materials) throws IOException {
      assertThat(Shipments.list(away, "shipment-*")).as("were taken away").isNotEmpty();
      for (Path shipment : Shipments.list(away, "shipment-*")) {
        Files.move(shipment, out.resolve(shipment.getFileName()));
      }
      Shipments.in(out).holdEachOf(materials);
    }
  }

  /** A DuckDB file. */
  private static final class DuckPlace implements Place {
    private final Path file;

    DuckPlace(Path folder) {
      file = folder.resolve("shop.duckdb");
    }

    @Override
    public String[] settings() {
      return new String[] {"destination.kind=duckdb", "destination.file=" + file};
    }

    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public void recount(long materials) throws Exception {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
        recountTables(connection, materials);
      }
    }
  }

  /** A PostgreSQL database, whose server is killed once, too. */
  private static final class PostgresPlace implements Place {
    private final PostgresServer server;

    PostgresPlace(PostgresServer server) {
      this.server = server;
    }

    @Override
    public String[] settings() {
      return new String[] {
        "destination.kind=postgresql",
        "destination.url=\"" + server.url() + "\"",
        "destination.user=postgres"
      };
    }

    @Override
    public String name() {
      return server.url();
    }

    @Override
    public String[] verifyArguments() {
      return new String[] {"verify", "--complete", "--user", "postgres", name()};
    }

    @Override
    public void disturb(int run) throws Exception {
      if (run == 2) {
        server.kill();
        server.restart();
      }
    }

    @Override
    public void recount(long materials) throws Exception {
      try (Connection connection =
          DriverManager.getConnection("jdbc:" + server.url(), "postgres", "")) {
        recountTables(connection, materials);
      }
    }
  }

  private static void recountTables(Connection connection, long materials) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "select sum(materials), count(*) - count(distinct id), count(distinct shipment) from products")) {
      sums.next();
      assertThat(sums.getLong(1)).as("materials in products").isEqualTo(materials);
      assertThat(sums.getLong(2)).as("products with an id of another one").isZero();
      assertThat(sums.getLong(3)).as("shipments").isGreaterThan(4);
    }
  }
}
