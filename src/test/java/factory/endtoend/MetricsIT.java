package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a process, and a process that finds its port taken. */
class MetricsIT {
  @TempDir private Path folder;

  @Test
  void theMetricsAreTheAccountAtTheEnd() throws Exception {
    try (Jar factory = fed()) {
      Map<String, Double> values = Page.values(Page.get(Page.address(factory) + "metrics"));
      factory.stdin().close();
      Jar.Ended end = factory.end().withCode(0).balances();
      assertThat(values.get("factory_materials_bought_total")).isEqualTo(end.account("bought"));
      assertThat(values.get("factory_materials_shipped_total")).isEqualTo(end.account("shipped"));
      assertThat(values.get("factory_materials_scrapped_total")).isEqualTo(end.account("scrapped"));
      assertThat(values.get("factory_materials_open")).isEqualTo(end.account("open"));
    }
  }

  @Test
  void aPageThatLingersHasTheFiguresOfTheEndAndASignalEndsItWithTheCodeOfTheRun() throws Exception {
    try (Jar factory =
        Page.order(folder.resolve("lingers"))
            .set("source.generator.materials=1000", "source.rate=unlimited")
            .set("destination.kind=discard", "operations.web.linger=1 h")
            .start()) {
      factory.says("the page stays for 1 h");
      Map<String, Double> values = Page.values(Page.get(Page.address(factory) + "metrics"));
      factory.signal("TERM");
      Jar.Ended end = factory.end().withCode(0).balances();
      assertThat(values.get("factory_materials_bought_total")).isEqualTo(1_000);
      assertThat(values.get("factory_materials_bought_total")).isEqualTo(end.account("bought"));
      assertThat(values.get("factory_materials_shipped_total")).isEqualTo(end.account("shipped"));
      assertThat(values.get("factory_materials_open")).isZero();
    }
  }

  @Test
  void noPageLingersAfterAFaultSinceWhoStartsTheFactoryAgainWaitsForItsEnd() throws Exception {
    try (Jar factory =
        Page.order(folder.resolve("faulty"))
            .set("destination.kind=discard", "operations.web.linger=1 h")
            .set("drill=[{at=director.round,pass=5}]")
            .start()) {
      factory.end().withCode(70).balances();
    }
  }

  @Test
  void prometheusFindsNoFaultWithThem() throws Exception {
    Promtool.needed();
    try (Jar factory = fed()) {
      String text = Page.get(Page.address(factory) + "metrics");
      Path file = Files.writeString(folder.resolve("metrics.txt"), text);
      assertThat(Promtool.says(file, "check", "metrics")).isEmpty();
    }
  }

  @Test
  void aFactoryWhosePortIsTakenSaysSoAndGoesOn() throws Exception {
    try (Jar factory = Page.order(folder).set("destination.kind=discard").start()) {
      String port = Page.address(factory).replaceAll(".*:(\\d+)/", "$1");
      Jar.Ended second =
          Jar.in(folder.resolve("second"))
              .set("operations.web.enabled=true", "operations.web.port=" + port)
              .set("source.generator.materials=1000", "source.rate=unlimited")
              .set("destination.kind=discard", "operations.console=off")
              .run();
      second.withCode(0).balances();
      assertThat(second.err())
          .filteredOn(line -> line.contains(" WARN "))
          .singleElement()
          .asString()
          .contains("no web page: port " + port + " of 127.0.0.1 is taken")
          .contains("set factory.operations.web.port");
    }
  }

  /** A factory that has shipped 500 records and scrapped two, and has nothing open. */
  private Jar fed() throws Exception {
    Jar factory =
        Page.order(folder.resolve("sessions"))
            .set("source.kind=stdin", "source.pid=[id]", "contract.term=1 h")
            .set("blueprint.kind=merge", "blueprint.complete-when=done = 1")
            .set("transportation.driver.every=200 ms", "workshops=2")
            .start();
    try {
      for (int i = 0; i < 500; i++) {
        Page.record(factory, "pid-" + i, 1);
      }
      factory.stdin().write("no json\nnone either\n".getBytes(StandardCharsets.UTF_8));
      factory.stdin().flush();
      Page.until(
          () ->
              Page.metric(factory, "factory_materials_shipped_total") == 500
                  && Page.metric(factory, "factory_materials_scrapped_total") == 2
                  && Page.metric(factory, "factory_materials_open") == 0,
          "all is shipped");
      return factory;
    } catch (Throwable e) {
      factory.close();
      throw e;
    }
  }
}
