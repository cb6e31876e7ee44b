package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import factory.endtoend.Jar.Ended;
import factory.transportation.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A real process is killed with {@code kill -9}, at every named step of a commit and at random
 * moments, and started again each time; then every material is in exactly one product. In event
 * time a director and the dispatcher fail, too, and the products are those of an undisturbed run.
 *
 * <p>{@code -Dfactory.kills=200} makes the long run, {@code -Dfactory.kill.seed} another one.
 */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 60, unit = TimeUnit.MINUTES) // for each test of the long run
class KillIT {
  private static final int KILLS = Integer.getInteger("factory.kills", 2);
  private static final long SEED = Long.getLong("factory.kill.seed", 1);

  /** What one run that is killed can buy at most, and what is left for the last one. */
  private static final long MATERIALS_PER_KILL = 20_000;

  /** Bought in a second, which is more than a run lasts on average; products are compared. */
  private static final int EVENTS_PER_KILL = KILLS > 30 ? 2_000 : 10_000;

  private static final String[] STEPS = {
    "driver.before-write", "driver.after-write", "driver.before-commit", "driver.after-commit"
  };

  private static final List<String> FAULTS = List.of("director.round", "dispatcher.load");

  @TempDir Path folder;

  private final Random random = new Random(SEED);

  @Test
  void everyMaterialIsInOneProductOfTheFiles() throws Exception {
    killAndFinish(Place.files(folder.resolve("out")));
  }

  @Test
  void everyMaterialIsInOneProductOfADuckDbFile() throws Exception {
    killAndFinish(Place.duckDb(folder.resolve("shop.duckdb")));
  }

  @Test
  void everyMaterialIsInOneProductOfAPostgreSqlDatabase() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder)) {
      killAndFinish(Place.postgreSql(server, "products"));
    }
  }

  @Test
  void inEventTimeTheFilesAreThoseOfAnUndisturbedRun() throws Exception {
    killAndCompare(
        Place.files(folder.resolve("undisturbed")), Place.files(folder.resolve("killed")));
  }

  @Test
  void inEventTimeTheDuckDbFileIsThatOfAnUndisturbedRun() throws Exception {
    killAndCompare(
        Place.duckDb(folder.resolve("undisturbed.duckdb")),
        Place.duckDb(folder.resolve("killed.duckdb")));
  }

  @Test
  void inEventTimeTheTablesInPostgreSqlAreThoseOfAnUndisturbedRun() throws Exception {
    try (PostgresServer server = PostgresServer.in(folder)) {
      killAndCompare(Place.postgreSql(server, "undisturbed"), Place.postgreSql(server, "killed"));
    }
  }

  private void killAndFinish(Place place) throws Exception {
    long materials = MATERIALS_PER_KILL * (STEPS.length + KILLS + 1);
    for (int i = 0; i < STEPS.length; i++) {
      killAt(STEPS[i], 1 + random.nextInt(3), plant(place, materials));
      betweenTwoRuns(place, i);
    }
    for (int i = 0; i < KILLS; i++) {
      killSometime(plant(place, materials), 1_000);
      betweenTwoRuns(place, STEPS.length + i);
    }
    Ended ended = plant(place, materials).set("source.rate=unlimited").run();
    ended.withCode(0).balances();
    assertThat(ended.account("open")).isZero();
    verify(place);
    place.putBack();
    place.recount(materials);
    verify(place);
  }

  private static void betweenTwoRuns(Place place, int run) throws Exception {
    if (run == 2) {
      place.disturb();
    }
    if (run % 2 == 1) {
      place.takeAway();
    }
  }

  /** The input is out of order within the grace, some of it late, and some of that too late. */
  private void killAndCompare(Place undisturbed, Place killed) throws Exception {
    int records = EVENTS_PER_KILL * (FAULTS.size() + STEPS.length + KILLS + 2);
    writeEvents(folder.resolve("events.jsonl"), records);
    events(undisturbed).set("source.rate=unlimited").run().withCode(0).balances().quietly();
    undisturbed.recount(records);
    assertThat(undisturbed.scrap()).as("records that are too late").hasSizeGreaterThan(10);
    assertThat(undisturbed.revisions()).as("late records that amend").isGreaterThan(100);
    for (String fault : FAULTS) {
      String drill = "drill=[{at=%s,pass=40}]".formatted(fault);
      Ended ended = events(killed).set(drill).run().withCode(70).balances();
      assertThat(ended.ending()).contains("drill at " + fault);
      assertThat(ended.account("open")).isPositive();
    }
    for (String step : STEPS) {
      killAt(step, 2, events(killed));
    }
    for (int i = 0; i < KILLS; i++) {
      killSometime(events(killed), 1_200);
    }
    Ended ended = events(killed).set("source.rate=unlimited").run().withCode(0).balances();
    assertThat(ended.account("bought")).as("left for the last run").isPositive();
    killed.recount(records);
    same("products", killed.products(), undisturbed.products());
    same("scrap", killed.scrap(), undisturbed.scrap());
    verify(killed);
  }

  /** Says only what differs: the whole is tens of thousands of lines. */
  private static void same(String what, List<String> killed, List<String> undisturbed) {
    if (!killed.equals(undisturbed)) {
      fail(
          "%s differ: %s are only in the run that was killed, %s only in the undisturbed one",
          what, without(killed, undisturbed), without(undisturbed, killed));
    }
  }

  private static List<String> without(List<String> these, List<String> those) {
    Set<String> rest = new LinkedHashSet<>(these);
    rest.removeAll(Set.copyOf(those));
    return rest.stream().limit(20).toList();
  }

  private static void killAt(String step, int pass, Jar.Order order) throws Exception {
    String drill = "drill=[{at=%s,pass=%s,wait=1h}]".formatted(step, pass);
    try (Jar jar = order.set(drill).start()) {
      jar.says("drill: " + step + " stands still").signal("KILL").end().withCode(137);
    }
  }

  private void killSometime(Jar.Order order, int mostMillis) throws Exception {
    try (Jar jar = order.start()) {
      if (random.nextInt(8) > 0) { // else while it starts
        jar.until(() -> jar.hasSaid("through 2 workshops") || jar.hasEnded(), "it runs");
        if (jar.hasEnded()) { // a server that was too busy to answer: refused, and tried again
          assertThat(jar.end().withCode(2).err()).asString().contains("timed out");
          killSometime(order, mostMillis);
          return;
        }
      }
      Thread.sleep(random.nextInt(mostMillis));
      jar.signal("KILL").end().withCode(137);
    }
  }

  private void verify(Place place) {
    FactoryProcess.Ended verified = FactoryProcess.run(folder, place.verify()).exitedWith(0);
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

  private Jar.Order events(Place place) {
    return Jar.in(folder)
        .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .set(
            "source.kind=files",
            "source.paths=[events.jsonl]",
            "source.pid=[p]",
            "source.event-time.field=t",
            "source.event-time.format=epoch-ms",
            "source.rate=" + EVENTS_PER_KILL,
            "workshops=2",
            "contract.clock=event",
            "contract.term=2s",
            "contract.grace=1s",
            "contract.late=amend",
            "contract.amend-within=8s",
            "blueprint.kind=merge",
            "blueprint.fields.n=list",
            "transportation.driver.every=100ms")
        .set(place.settings());
  }

  private static void writeEvents(Path file, int records) throws IOException {
    Random random = new Random(SEED);
    try (var out = Files.newBufferedWriter(file)) {
      for (int n = 0; n < records; n++) {
        long time = 1_700_000_000_000L + n * 10L - random.nextInt(900);
        int pid = random.nextInt(400);
        int block = n / 1_000;
        if (n > 2_000 && n % 1_000 == 0) {
          time -= 20_000;
        } else if (n > 2_000 && (n % 1_000 == 100 || n % 1_000 == 300 || n % 1_000 == 500)) {
          time = 1_700_000_000_000L + block * 10_000L - 2_500; // three for one product
          pid = block % 400;
        }
        out.write("{\"p\":\"%s\",\"t\":%s,\"n\":%s}\n".formatted(pid, time, n));
      }
    }
  }
}
