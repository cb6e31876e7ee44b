package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the README tells a new user to do, in a fresh copy of {@code conf/}. */
@Execution(ExecutionMode.CONCURRENT)
class QuickstartIT {
  @TempDir private Path directory;

  @Test
  void theExampleShipsEachOrderOnceHoweverOftenItIsStarted() throws IOException {
    copyConf();
    Ended check =
        FactoryProcess.run(directory, "check", "--config", "conf/quickstart.conf").exitedWith(0);
    assertThat(check.out())
        .contains("Source: 1 file, as fast as it can:", "conf/samples/orders.jsonl")
        .contains("Destination: a new directory, out/quickstart;")
        .contains("A kill: would lose nothing");
    assertThat(directory.resolve("out")).doesNotExist();

    // However slow the machine is: all in one shipment.
    String patient = "factory.transportation.driver.every=1 h";
    Ended first =
        FactoryProcess.run(directory, "run", "--config", "conf/quickstart.conf", "--set", patient)
            .exitedWith(0);
    assertThat(first.complaints()).isEmpty();
    first.account().isExactly(225, 219, 6, 0);
    String readme = Files.readString(FactoryProcess.ROOT.resolve("README.md"));
    String account = first.out().replaceFirst("(?m)^  pace: .*\\n", ""); // of a slow run alone
    assertThat(readme).as("the account in the README").contains(account);

    Shipped shipped = Shipped.in(directory.resolve("out/quickstart"));
    assertThat(shipped.products()).hasSize(60);
    assertThat(shipped.pclasses())
        .isEqualTo(
            Map.of(
                "shipped", 44L, "unpaid", 7L, "to-ship", 5L, "cancelled", 3L, "sent-unpaid", 1L));
    assertThat(shipped.scrap().stream().map(scrap -> scrap.get("reason") + " " + scrap.get("line")))
        .containsExactlyInAnyOrder(
            "malformed 39",
            "malformed 78",
            "malformed 132",
            "malformed 161",
            "duplicate 63",
            "duplicate 121");
    assertThat(readme)
        .as("the products and the scrap in the README")
        .contains(lines("products-sent-unpaid.jsonl"))
        .contains(
            lines("scrap.jsonl").stream().filter(line -> line.contains("\"line\":39,")).toList());

    Ended second =
        FactoryProcess.run(directory, "run", "--config", "conf/quickstart.conf").exitedWith(0);
    second.account().isExactly(0, 0, 0, 0);
    assertThat(second.out()).contains("225 more skipped, done by an earlier run");
    assertThat(second.err()).contains("resumes after shipment 1");
    assertThat(Shipped.in(directory.resolve("out/quickstart"))).isEqualTo(shipped);
  }

  @Test
  void runSaysOnceWhichSettingsHaveNoEffect() {
    String[] set = {
      "contract.grace=1s", "source.generator.materials=100", "source.rate=unlimited",
      "contract.term=300ms", "destination.kind=discard", "operations.web.enabled=false"
    };
    List<String> args = new ArrayList<>(List.of("run"));
    for (String setting : set) {
      args.addAll(List.of("--set", "factory." + setting));
    }
    Ended ended = FactoryProcess.run(directory, args.toArray(String[]::new)).exitedWith(0);
    String idle = "without effect: factory.contract.grace needs factory.contract.clock = event";
    assertThat(ended.complaints()).singleElement().asString().contains(" WARN ").contains(idle);
  }

  @Test
  void onOneCoreAndWithLittleMemoryOneWorkshopMakesTheSame() throws IOException {
    copyConf();
    Ended small =
        FactoryProcess.run(
                directory,
                List.of("-XX:ActiveProcessorCount=1", "-Xmx64m"),
                "run",
                "--config",
                "conf/quickstart.conf")
            .exitedWith(0);
    assertThat(small.err()).contains("through 1 workshop\n");
    small.account().isExactly(225, 219, 6, 0);
    assertThat(Shipped.in(directory.resolve("out/quickstart")).products()).hasSize(60);
  }

  @Test
  void theDemonstrationShipsFlowsUntilItIsStopped() {
    try (FactoryProcess factory = FactoryProcess.start(directory)) {
      factory.await("a shipment", () -> Shipped.shipments(directory.resolve("out")) > 0);
      factory.terminate();
      Ended ended = factory.await().exitedWith(0);
      Account account = ended.account().balanced();
      Shipped shipped = Shipped.in(directory.resolve("out"));
      assertThat(account.shipped()).isEqualTo(shipped.materials()).isPositive();
      assertThat(account.open()).as("left open for the next start").isPositive();
      assertThat(ended.out()).contains("ended: stopped");
      assertThat(shipped.pclasses().keySet()).isSubsetOf("tcp", "udp", "icmp");
      assertThat(ended.complaints()).isEmpty();
    }
  }

  @Test
  void everyShippedConfigurationIsValid() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(FactoryProcess.ROOT.resolve("conf"))) {
      all = files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(5);
    for (Path conf : all) {
      String name = conf.getFileName().toString().replace(".conf", "");
      if (!name.equals("quickstart") && !DataSetsIT.dataIsThere()) {
        continue;
      }
      Ended check =
          FactoryProcess.run(FactoryProcess.ROOT, "check", "--config", "conf/" + name + ".conf");
      check.exitedWith(0);
      assertThat(check.err()).isEmpty();
      assertThat(check.out().lines().toList())
          .startsWith(
              "The configuration of '"
                  + name
                  + "' is valid; it is made of the built-in settings and conf/"
                  + name
                  + ".conf.")
          .anyMatch(line -> line.matches("Source: \\d+ files?, .*as fast as it can:"))
          .anyMatch(line -> line.startsWith("Contract: a product is finished when "))
          .anyMatch(
              line ->
                  line.equals("A kill: would lose nothing: what is not shipped is read again."));
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve("out/quickstart/shipment-00000001/" + name));
  }

  private void copyConf() throws IOException {
    Path from = FactoryProcess.ROOT.resolve("conf");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, directory.resolve("conf").resolve(from.relativize(file)));
      }
    }
  }
}
