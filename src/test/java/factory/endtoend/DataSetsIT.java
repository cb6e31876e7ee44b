package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped configurations over the public data sets, started in the project's root: products,
 * classes and both checksums are those that {@code reference.json} has, which were computed without
 * the factory.
 */
@EnabledIf(value = "dataIsThere", disabledReason = "../shared/data is not there")
@Execution(ExecutionMode.CONCURRENT)
class DataSetsIT {
  private static final Path DATA = FactoryProcess.ROOT.resolve("../shared/data").normalize();

  @TempDir private Path directory;

  static boolean dataIsThere() {
    return Files.isDirectory(DATA);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        set("web-access", "client", "clients_by_class"),
        set("web-access", "client+user-agent", "", "source.pid=[client,agent]"),
        set("wikipedia-edits", "user", "users_by_class"),
        set("wikipedia-edits", "page", "", "source.pid=[page]"),
        set("wikipedia-edits", "channel", "", "source.pid=[channel]"),
        set("microservice-traces", "trace", "traces_by_class_root_operation"),
        set(
            "microservice-traces",
            "trace, duplicates dropped",
            "traces_by_class_root_operation",
            "blueprint.distinct-by=[SpanID]"),
        set("microservice-traces", "pod", "", "source.pid=[PodName]"),
        set("purchase-orders", "case", "cases_by_class"),
        set("purchase-orders", "document", "", "source.pid=[{field=case,pattern=\"^([^_]+)_\"}]"),
        // The same again with other numbers of workshops, and as CSV.
        set("microservice-traces", "trace", "traces_by_class_root_operation", "workshops=1"),
        set("wikipedia-edits", "user", "users_by_class", "workshops=3", "destination.format=csv"));
  }

  @ParameterizedTest(name = "{0}, {1} {3}")
  @MethodSource("keys")
  void productsAreThoseOfTheReference(String set, String key, String classes, List<String> settings)
      throws IOException {
    Path out = directory.resolve("out");
    List<String> args = new ArrayList<>(List.of("run", "--config", "conf/" + set + ".conf"));
    Stream.concat(settings.stream(), Stream.of("destination.directory=" + out))
        .forEach(setting -> args.addAll(List.of("--set", "factory." + setting)));

    Ended ended = FactoryProcess.run(FactoryProcess.ROOT, args.toArray(String[]::new));

    ended.exitedWith(0);
    // A channel or a pod that takes most of its workshop is found by the Inspector, rightly.
    assertThat(ended.complaints())
        .allMatch(line -> line.contains(" WARN ") && line.contains("[hot/"));
    Shipped shipped = Shipped.in(out);
    Map<String, Object> reference =
        Json.object(Files.readString(DATA.resolve(set).resolve("reference.json")));
    Object expected = Json.at(reference, "products", key, "none");
    assertThat((long) shipped.products().size()).isEqualTo(Json.number(expected, "products"));
    assertThat(shipped.materials()).isEqualTo(Json.number(expected, "items"));
    assertThat(shipped.sha256()).isEqualTo(Json.at(expected, "sha256_pid_start_end_count"));
    assertThat(shipped.sha256WithValue())
        .isEqualTo(Json.at(expected, "sha256_pid_start_end_count_value"));
    if (!classes.isEmpty()) {
      assertThat(shipped.pclasses()).isEqualTo(Json.at(reference, "facts", classes));
    }

    long rows = Json.number(reference, "facts", rows(set));
    ended.account().isExactly(rows, shipped.materials(), shipped.scrapped(), 0);
    facts(set, key, shipped, reference);
    checkSaysTheSame(args, rows, set);
  }

  private static void facts(
      String set, String key, Shipped shipped, Map<String, Object> reference) {
    if (set.equals("web-access")) {
      assertThat(shipped.sum("value")).isEqualTo(2_747_282_505L);
      assertThat(shipped.scrap()).hasSize(1);
      Map<String, Object> scrap = shipped.scrap().get(0);
      assertThat(scrap)
          .containsEntry("reason", "malformed")
          .containsEntry("partition", "../shared/data/web-access/apache_logs.gz")
          .containsEntry("offset", 8_898L)
          .containsEntry("line", 8_899L);
      assertThat((String) scrap.get("detail")).contains("pattern");
      assertThat((String) scrap.get("record")).startsWith("46.118.127.106 ");
    } else if (set.equals("wikipedia-edits")) {
      assertThat(shipped.sum("value")).isEqualTo(9_385_573);
      assertThat(shipped.sum("deleted")).isEqualTo(394_298);
      assertThat(shipped.scrap()).isEmpty();
    } else if (key.endsWith("duplicates dropped")) {
      assertThat(Json.number(reference, "facts", "spans_that_occur_twice")).isEqualTo(373);
      assertThat(shipped.scrap())
          .hasSize(373)
          .allSatisfy(scrap -> assertThat(scrap).containsEntry("reason", "duplicate"));
    } else {
      assertThat(shipped.scrap()).isEmpty();
    }
  }

  /** After the run {@code check} names each file, and all of them are in the ledger. */
  private static void checkSaysTheSame(List<String> args, long rows, String set)
      throws IOException {
    if (!set.equals("microservice-traces") || args.size() > 5) {
      return;
    }
    args.set(0, "check");
    String said = FactoryProcess.run(FactoryProcess.ROOT, args.toArray(String[]::new)).out();
    Matcher source = Pattern.compile("(?m)^Source: (\\d+) files?").matcher(said);
    assertThat(source.find()).isTrue();
    assertThat(source.group(1)).isEqualTo("3");
    assertThat(said).contains("03_53_trace.csv.gz", "03_54_trace.csv.gz", "03_55_trace.csv.gz");
    assertThat(said).contains("Destination: the directory ");
    args.set(0, "run");
    Ended again = FactoryProcess.run(FactoryProcess.ROOT, args.toArray(String[]::new));
    again.exitedWith(0).account().isExactly(0, 0, 0, 0);
    assertThat(again.out()).contains("%,d more skipped".formatted(rows));
  }

  private static String rows(String set) {
    return set.equals("web-access") ? "lines" : set.equals("purchase-orders") ? "events" : "rows";
  }

  private static Arguments set(String set, String key, String classes, String... settings) {
    return Arguments.of(set, key, classes, List.of(settings));
  }
}
