package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every actor is made to fail once; what the run delivers then is compared with an undisturbed one.
 */
class DrillIT {
  private static final long MATERIALS = 30_000;
  private static final Duration NAMED = Duration.ofSeconds(1);

  @TempDir static Path undisturbed;
  private static List<String> products;

  @TempDir Path folder;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    plant(undisturbed).run().withCode(0).balances().quietly();
    products = shipments(undisturbed).holdEachOf(MATERIALS).products();
  }

  @ParameterizedTest(name = "{0}, pass {1}: the {2} is restarted")
  @CsvSource({
    "stevedore.pack, 2, stevedore-",
    "driver.before-commit, 2, driver",
    "driver.after-commit, 2, driver"
  })
  void whoeverCarriesProductsIsRestartedAndNothingIsLost(String point, int pass, String actor)
      throws Exception {
    Ended ended = plant(folder).set(drill(point, pass)).run();
    ended.withCode(0).balances();
    assertThat(ended.account("open")).isZero();
    assertNamedInTime(ended, point, actor);
    assertThat(shipments(folder).holdEachOf(MATERIALS).products()).isEqualTo(products);
  }

  @ParameterizedTest(name = "{0}: the run goes on")
  @CsvSource({"monitor, monitor-", "inspector, inspector-", "ops, ops"})
  void anObserverIsRestartedAndTheRunGoesOn(String point, String actor) throws Exception {
    Ended ended =
        plant(folder)
            .set(
                drill(point, 2),
                "source.rate=15000",
                "workshop.monitor.every=200ms",
                "operations.every=200ms")
            .run();
    ended.withCode(0).balances();
    assertNamedInTime(ended, point, actor);
    assertThat(shipments(folder).holdEachOf(MATERIALS).products()).isEqualTo(products);
  }

  @Test
  void aWorkerThatFailsCostsItsPid() throws Exception {
    Ended ended = plant(folder).set(drill("worker.assemble", 200)).run();
    ended.withCode(0).balances();
    Shipments shipments = shipments(folder).holdEachOf(MATERIALS);
    assertThat(shipments.scrap()).hasSize(1);
    String bundle = shipments.scrap().get(0);
    assertThat(bundle).contains("\"reason\":\"parked\"", "drill at worker.assemble");
    String pid = Shipments.pid(bundle);
    List<String> costs = products.stream().filter(line -> Shipments.pid(line).equals(pid)).toList();
    assertThat(Shipments.materials(costs)).isEqualTo(ended.account("scrapped"));
    assertThat(shipments.products())
        .isEqualTo(products.stream().filter(line -> !costs.contains(line)).toList());
  }

  @ParameterizedTest(name = "{0}: the factory stops in order, and the next start completes the run")
  @CsvSource({"director.round, director-", "dispatcher.load, dispatcher"})
  void aFaultOfTheFactoryEndsItAndTheNextStartGoesOn(String point, String actor) throws Exception {
    // Some products are shipped before, some are on their way, and workers are open.
    String[] cut = {"contract.max-materials=5", "transportation.driver.every=100ms"};
    Ended ended = plant(folder).set(cut).set(drill(point, 100), "source.rate=3000").run();
    ended.withCode(70).balances();
    assertThat(ended.account("open")).isPositive();
    assertThat(ended.account("shipped")).isPositive();
    assertThat(ended.ending()).contains("a fault of the factory", actor, "drill at " + point);
    assertNamedInTime(ended, point, actor);
    Duration toTheEnd =
        Duration.between(
            ended.logged("drill: " + point + " fails"), ended.logged("most in flight"));
    assertThat(toTheEnd).isBetween(Duration.ZERO, Duration.ofSeconds(5));

    Ended again = plant(folder).set(cut).run().withCode(0).balances().quietly();
    assertThat(again.account("open")).isZero();
    assertThat(again.account("bought")).isEqualTo(MATERIALS - ended.account("shipped"));
    shipments(folder).holdEachOf(MATERIALS);
  }

  @Test
  void aFaultIsNamedWithinASecondThoughAWorkerOfThatDirectorStandsStill() throws Exception {
    Ended ended =
        plant(folder)
            .set(
                "drill=[{at=worker.assemble,pass=5,wait=30s},{at=director.round,pass=20}]",
                "workshops=1",
                "source.rate=6000")
            .run();
    ended.withCode(70).balances();
    assertNamedInTime(ended, "director.round", "director");
    Duration toTheEnd =
        Duration.between(
            ended.logged("drill: director.round fails"), ended.logged("most in flight"));
    assertThat(toTheEnd).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }

  private static void assertNamedInTime(Ended ended, String point, String actor) {
    Duration silence =
        Duration.between(
            ended.logged("drill: " + point + " fails"),
            ended.logged("[failed/" + actor.replaceAll("-$", "") + "]"));
    assertThat(silence).as("from the failure until Ops names it").isLessThan(NAMED);
  }

  private static String drill(String point, int pass) {
    return "drill=[{at=" + point + ",pass=" + pass + "}]";
  }

  private static Jar.Order plant(Path folder) {
    return Jar.in(folder)
        .set(
            "source.rate=unlimited",
            "source.generator.materials=" + MATERIALS,
            "source.generator.live-pids=500",
            "workshops=2",
            "contract.term=1h",
            "transportation.pallet=100",
            "transportation.warehouse.capacity=400");
  }

  private static Shipments shipments(Path folder) throws IOException {
    return Shipments.in(folder.resolve("out"));
  }
}
