package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that ends in its middle, and the next start in the same directory. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class RestartIT {
  private static final long MATERIALS = 200_000;

  @TempDir Path folder;

  @ParameterizedTest(name = "after kill -{0} with open workers {1} each position is somewhere once")
  @CsvSource({"TERM, keep", "TERM, ship", "KILL, keep"})
  void theNextStartGoesOn(String signal, String open) throws Exception {
    Path third = folder.resolve("out/shipment-00000003");
    long before;
    try (Jar jar = plant(open).set("source.rate=20000").start()) {
      Ended ended = jar.until(() -> Files.exists(third), "some is shipped").signal(signal).end();
      if (signal.equals("TERM")) {
        ended.withCode(0).balances().quietly();
        assertThat(String.join("\n", ended.out()))
            .contains(
                "open workers were "
                    + (open.equals("keep") ? "kept for the next start" : "closed and shipped")
                    + " (shutdown.open-workers = "
                    + open
                    + ")");
        if (open.equals("keep")) {
          assertThat(ended.out()).contains("  what is open is read again by the next start");
          assertThat(ended.account("open")).isPositive();
        }
      } else {
        ended.withCode(137);
      }
      Shipments shipped = Shipments.in(folder.resolve("out"));
      before = shipped.positions();
      assertThat(before).isBetween(1L, MATERIALS - 1);
    }
    Ended again = plant(open).set("source.rate=unlimited").run();
    again.withCode(0).balances().quietly();
    assertThat(again.account("open")).isZero();
    assertThat(again.account("bought")).isEqualTo(MATERIALS - before);
    Shipments.in(folder.resolve("out")).holdEachOf(MATERIALS);

    Ended nothing = plant(open).run().withCode(0).balances().quietly();
    assertThat(nothing.account("bought")).isZero();
  }

  private Jar.Order plant(String open) {
    return Jar.in(folder)
        .set(
            "source.generator.materials=" + MATERIALS,
            "workshops=2",
            "contract.max-materials=5",
            "transportation.driver.every=300ms",
            "shutdown.open-workers=" + open);
  }
}
