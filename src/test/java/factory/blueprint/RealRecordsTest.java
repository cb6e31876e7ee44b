package factory.blueprint;

import static factory.blueprint.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rules over the public data sets, against the published answers of their {@code reference.json};
 * skipped where the sets are not at hand.
 */
class RealRecordsTest {
  private static final Path DATA = Path.of("../shared/data");

  private final Map<String, MergeAssembly> open = new TreeMap<>();
  private long repeats;

  private static List<String> lines(String file) throws IOException {
    assumeTrue(Files.isRegularFile(DATA.resolve(file)), "no " + file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve(file))),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private void assemble(
      MergeBlueprint blueprint, String pid, Schema schema, @Nullable Object[] values) {
    Pid key = Pid.of(pid);
    MergeAssembly assembly = open.computeIfAbsent(pid, each -> blueprint.begin(key));
    Material material = new Material(key, Material.NO_TIME, 0, 0, Fields.of(schema, values, -1));
    if (blueprint.isRepeat(assembly, material)) {
      repeats++;
    } else {
      blueprint.add(assembly, material);
    }
  }

  private void assembleCsv(MergeBlueprint blueprint, String file) throws IOException {
    List<String> lines = lines(file);
    Schema schema = new Schema(List.of(lines.get(0).split(",")));
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      assemble(blueprint, values[0], schema, (Object[]) values);
    }
  }

  private Map<String, Long> classes(MergeBlueprint blueprint) {
    return open.values().stream()
        .collect(Collectors.groupingBy(blueprint::pclass, Collectors.counting()));
  }

  private BigDecimal total(MergeBlueprint blueprint, String field) {
    return open.values().stream()
        .map(each -> new BigDecimal(String.valueOf(blueprint.fields(each).get(field))))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void clientsOfAWebServerAreClassifiedByAgentAndStatus() throws IOException {
    MergeBlueprint blueprint =
        settings()
            .field("bytes", "sum")
            .field("agent", "set")
            .field("status", "max")
            .pclass("agent any matches '(?i)bot|crawl|spider|slurp'", "robot")
            .pclass("status >= 400", "failing")
            .pclass(null, "ok")
            .blueprint();
    Pattern line =
        Pattern.compile(
            "^(\\S+) \\S+ \\S+ \\[[^\\]]+\\] \"[^\"]*\" (\\d{3}) (\\d+|-) \"[^\"]*\" \"([^\"]*)\"$");
    Schema schema = new Schema(List.of("status", "bytes", "agent"));
    for (String each : lines("web-access/apache_logs.gz")) {
      Matcher matcher = line.matcher(each);
      if (matcher.matches()) {
        assemble(
            blueprint,
            matcher.group(1),
            schema,
            new Object[] {matcher.group(2), matcher.group(3), matcher.group(4)});
      }
    }
    assertThat(classes(blueprint)).isEqualTo(Map.of("robot", 204L, "failing", 86L, "ok", 1463L));
    assertThat(total(blueprint, "bytes")).isEqualTo("2747282505");
  }

  @Test
  void spansOfATraceThatOccurTwiceAreRepeatsAndTheRootNamesTheClass() throws IOException {
    MergeBlueprint blueprint =
        settings()
            .field("root", "first", "OperationName", "ParentID = 'root'")
            .field("spans", "count")
            .distinctBy("SpanID")
            .pclass(null, "${root}")
            .pclass(null, "(no root span)")
            .blueprint();
    for (String minute : List.of("03_53", "03_54", "03_55")) {
      assembleCsv(blueprint, "microservice-traces/" + minute + "_trace.csv.gz");
    }
    assertThat(repeats).isEqualTo(373);
    assertThat(total(blueprint, "spans")).isEqualTo("62065");
    assertThat(classes(blueprint)).isEqualTo(Map.of("hipstershop.Frontend/Recv.", 1355L));
  }

  @Test
  void purchaseOrdersAreClassifiedByWhatEverHappenedToThem() throws IOException {
    MergeBlueprint blueprint =
        settings()
            .field("activity", "set")
            .field("events", "count")
            .pclass("activity any = 'Delete Purchase Order Item'", "deleted")
            .pclass("activity any = 'Clear Invoice'", "cleared")
            .pclass(null, "open")
            .blueprint();
    assembleCsv(blueprint, "purchase-orders/purchase_order_events.csv.gz");
    assertThat(classes(blueprint))
        .isEqualTo(Map.of("deleted", 282L, "cleared", 8197L, "open", 3494L));
    assertThat(total(blueprint, "events")).isEqualTo("338247");
  }
}
