package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Scrap;
import factory.operations.Account;
import factory.operations.PlantPictures;
import factory.operations.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** A sample of the text format, version 0.0.4. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\",?)*})? (NaN|[-+]?(?:Inf|[0-9.]+(?:E-?[0-9]+)?))");

  private final Metrics metrics = new Metrics();

  @Test
  void eachLineIsAsTheFormatWantsItAndEachMetricStandsOnce() {
    Set<String> types = new HashSet<>();
    for (String line : lines(PlantPictures.busy())) {
      if (line.startsWith("# TYPE ")) {
        assertThat(types.add(line.split(" ")[2])).as(line).isTrue();
      } else if (!line.startsWith("# HELP ")) {
        assertThat(line).matches(SAMPLE);
      }
    }
    assertThat(types).contains("factory_materials_bought_total", "jvm_memory_used_bytes");
  }

  @Test
  void allFiguresAreOfOneMomentSoThatTheyAddUp() {
    Snapshot snapshot = PlantPictures.busy();
    Account account = snapshot.account();
    Map<String, Double> values = values(snapshot);
    double scrapped = sum(values, "factory_materials_scrapped_total");
    double open = sum(values, "factory_materials_open");
    assertThat(values).containsEntry("factory_materials_bought_total", (double) account.bought());
    assertThat(values).containsEntry("factory_materials_shipped_total", (double) account.shipped());
    assertThat(scrapped).isEqualTo(account.scrapped());
    assertThat(open).isEqualTo(account.open());
    assertThat(values.get("factory_materials_in_motion"))
        .isEqualTo(account.bought() - account.shipped() - scrapped - open);
    assertThat(values)
        .containsKey(
            "factory_materials_scrapped_total{reason=\""
                + Scrap.Reason.MALFORMED.name().toLowerCase(java.util.Locale.ROOT)
                + "\"}");
  }

  @Test
  void classesAreBoundedAndTheirSumIsKept() {
    Snapshot many = PlantPictures.withClasses(500);
    Map<String, Double> values = values(many);
    assertThat(values.keySet().stream().filter(n -> n.startsWith("factory_products_shipped_total")))
        .hasSize(51);
    assertThat(sum(values, "factory_products_shipped_total"))
        .isEqualTo(many.account().transport().shippedProducts());
  }

  @Test
  void noLabelHasAPidInIt() {
    assertThat(lines(PlantPictures.busy())).noneMatch(line -> line.contains(PlantPictures.PID));
  }

  private List<String> lines(Snapshot snapshot) {
    return new String(metrics.write(snapshot), StandardCharsets.UTF_8).lines().toList();
  }

  private Map<String, Double> values(Snapshot snapshot) {
    Map<String, Double> values = new TreeMap<>();
    for (String line : lines(snapshot)) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches() && !sample.group(3).contains("Inf")) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        values.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
      }
    }
    return values;
  }

  private static double sum(Map<String, Double> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
