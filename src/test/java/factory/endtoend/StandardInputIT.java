package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that come through a pipe: products leave by their contract while it is still open. */
class StandardInputIT {
  private static final String[] RUN = {
    "run",
    "-s",
    "factory.name=piped",
    "-s",
    "factory.source.kind=stdin",
    "-s",
    "factory.source.pid=[s]",
    "-s",
    "factory.blueprint.kind=merge",
    "-s",
    "factory.blueprint.fields={n=list}",
    "-s",
    "factory.contract.term=300 ms",
    "-s",
    "factory.transportation.driver.every=100 ms"
  };

  @TempDir private Path directory;

  @Test
  void productsLeaveByTheirContractWhileThePipeIsOpen() {
    Path out = directory.resolve("out");
    try (FactoryProcess factory = FactoryProcess.start(directory, RUN)) {
      factory.write("{\"s\":\"a\",\"n\":1}\n{\"s\":\"b\",\"n\":2}\nnone\n{\"s\":\"a\",\"n\":3}\n");
      factory.await("both products", () -> products(out) == 2);
      Shipped early = Shipped.in(out);
      assertThat(early.product("a")).containsEntry("closed", "contract");
      assertThat(Json.at(early.product("a"), "fields", "n")).isEqualTo(List.of(1L, 3L));

      factory.write("{\"s\":\"a\",\"n\":4}\n{\"s\":\"c\",\"n\":5}"); // the last line needs no end
      factory.closeInput();
      Ended ended = factory.await().exitedWith(0);

      ended.account().isExactly(6, 5, 1, 0);
      assertThat(ended.out()).contains("ended: the source was read to its end");
      assertThat(ended.complaints())
          .singleElement()
          .asString()
          .endsWith(
              "stdin cannot be read again: a kill loses what is bought and not yet shipped; an orderly stop ships what is assembled within factory.shutdown.deadline");
      Shipped shipped = Shipped.in(out);
      assertThat(shipped.products().stream().map(p -> (String) p.get("pid")))
          .containsExactlyInAnyOrder("a", "b", "a", "c");
      assertThat(shipped.scrap())
          .singleElement()
          .satisfies(
              scrap ->
                  assertThat(scrap)
                      .containsEntry("partition", "stdin")
                      .containsEntry("line", 3L)
                      .containsEntry("reason", "malformed"));
    }
  }

  @Test
  void anInputWithoutARecordIsSaidToHaveNone() {
    try (FactoryProcess factory = FactoryProcess.start(directory, RUN)) {
      factory.closeInput();
      Ended ended = factory.await().exitedWith(0);
      ended.account().isExactly(0, 0, 0, 0);
      assertThat(ended.complaints())
          .filteredOn(
              line -> line.endsWith("standard input has ended, and there was no record in it"))
          .hasSize(1);
    }
  }

  @Test
  void aFaultShipsWhatTheOtherWorkshopsHaveOpen() {
    List<String> run = new ArrayList<>(List.of(RUN));
    run.addAll(
        List.of(
            "-s",
            "factory.contract.term=1h",
            "-s",
            "factory.workshops=2",
            "-s",
            "factory.drill=[{at=director.round,pass=10}]"));
    try (FactoryProcess factory = FactoryProcess.start(directory, run.toArray(String[]::new))) {
      StringBuilder lines = new StringBuilder();
      for (char pid = 'a'; pid <= 'z'; pid++) {
        lines.append("{\"s\":\"").append(pid).append("\",\"n\":1}\n");
      }
      factory.await(
          "the fault",
          () -> {
            factory.write(lines.toString());
            return factory.err().contains("director.round fails");
          });
      Ended ended = factory.await().exitedWith(70);
      assertThat(ended.account().shipped()).isPositive();
      assertThat(Shipped.in(directory.resolve("out")).products())
          .isNotEmpty()
          .allSatisfy(product -> assertThat(product).containsEntry("closed", "shutdown"));
    }
  }

  @Test
  void aWrongHeaderIsFoundWhenItComes() {
    try (FactoryProcess factory =
        FactoryProcess.start(
            directory,
            "run",
            "-s",
            "factory.source.kind=stdin",
            "-s",
            "factory.source.format=csv",
            "-s",
            "factory.source.pid=[client]",
            "-s",
            "factory.blueprint.kind=merge")) {
      factory.write("clients,n\na,1\n");
      Ended ended = factory.await();
      ended.account().isExactly(0, 0, 0, 0);
      ended.exitedWith(2);
      assertThat(ended.complaints().get(1))
          .contains(" ERROR ")
          .endsWith(
              "the source cannot be used: stdin: 1: no column 'client', which factory.source.pid names (there are: clients, n) (nearest: clients)");
    }
  }

  private static long products(Path out) {
    return Shipped.shipments(out) == 0 ? 0 : Shipped.in(out).products().size();
  }
}
