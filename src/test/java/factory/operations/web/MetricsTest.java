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

  /** That takes a stop of all threads, for each scrape two of 5 ms. */
  @Test
  void noDeadlocksAreLookedForWhenSomebodyReadsTheMetrics() {
    assertThat(lines(PlantPictures.busy()))
        .anyMatch(line -> line.startsWith("jvm_threads_current "))
        .noneMatch(line -> line.contains("deadlock"));
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
  void whatIsAssembledIsSaidToBeWhatAWorkshopIsDoneWith() {
    assertThat(lines(PlantPictures.busy()))
        .contains(
            "# HELP factory_materials_assembled_total Records that a workshop is done with: taken in by workers, or bad and passed on as scrap.");
  }

  @Test
  void classesAreBoundedAndTheirSumIsKept() {
    Snapshot many = PlantPictures.withClasses(500);
    Map<String, Double> values = values(many);
    assertThat(series(values, "factory_products_shipped_total")).hasSize(51);
    assertThat(values).containsKey("factory_products_shipped_total{pclass=\"(other)\"}");
    assertThat(sum(values, "factory_products_shipped_total"))
        .isEqualTo(many.account().transport().shippedProducts());
  }

  @Test
  void aSeriesThatIsOnceShownStaysAndACounterNeverFalls() {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Double> before = values(PlantPictures.withClasses(counts));
    assertThat(before).containsEntry("factory_products_shipped_total{pclass=\"(other)\"}", 0.0);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 5 * round; i++) { // each time others are the most frequent
        counts.merge("class-" + i, (long) (i * 7 + round * 13) % 90, Long::sum);
      }
      Map<String, Double> now = values(PlantPictures.withClasses(counts));
      assertThat(sum(now, "factory_products_shipped_total"))
          .isEqualTo(counts.values().stream().mapToLong(Long::longValue).sum());
      before.forEach(
          (series, value) -> {
            if (series.startsWith("factory_products_shipped_total")) {
              assertThat(now.get(series)).as(series).isNotNull().isGreaterThanOrEqualTo(value);
            }
          });
      before = now;
    }
    assertThat(series(before, "factory_products_shipped_total")).hasSize(51);
  }

  @Test
  void anAlarmThatIsOverIsNoneAndTimesOfNothingAreNotKnown() {
    Map<String, Double> busy = values(PlantPictures.timed());
    Map<String, Double> quiet = values(PlantPictures.withClasses(1));
    assertThat(busy).containsEntry("factory_alarms{kind=\"hot\"}", 1.0);
    assertThat(quiet).containsEntry("factory_alarms{kind=\"hot\"}", 0.0);
    assertThat(series(busy, "factory_product_to_shipment_seconds")).hasSize(3);
    assertThat(quiet)
        .containsEntry("factory_product_to_shipment_seconds{quantile=\"0.5\"}", Double.NaN);
  }

  @Test
  void theFailuresOfEachRoleAreThereFromTheFirstTimeOnSoThatTheFirstOneIsSeen() {
    Map<String, Double> failures = new TreeMap<>(values(PlantPictures.busy()));
    failures.keySet().removeIf(series -> !series.startsWith("factory_failures_total"));
    assertThat(failures)
        .containsOnly(
            failures("director", 0),
            failures("dispatcher", 0),
            failures("driver", 0),
            failures("inspector", 0),
            failures("monitor", 0),
            failures("ops", 0),
            failures("stevedore", 1));
  }

  private static Map.Entry<String, Double> failures(String role, double count) {
    return Map.entry("factory_failures_total{role=\"" + role + "\"}", count);
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

  private static List<String> series(Map<String, Double> values, String name) {
    return values.keySet().stream().filter(series -> series.startsWith(name)).toList();
  }

  private static double sum(Map<String, Double> values, String name) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
