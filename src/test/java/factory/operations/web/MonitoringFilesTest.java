package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import factory.endtoend.Promtool;
import factory.operations.PlantPictures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alert rules in {@code conf/} fit what {@code /metrics} says. */
class MonitoringFilesTest {
  private static final Path RULES = Path.of("conf/prometheus-rules.yml");
  private static final Path DASHBOARD = Path.of("conf/grafana-dashboard.json");

  /** A metric's name, and what it is picked by. */
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:factory|jvm|process)_\\w+)(?:\\{([^}]*)})?");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPS = Pattern.compile("\\b(?:by|on|without)\\s*\\(([^)]*)\\)");
  private static final Pattern EXPRESSION = Pattern.compile("^ +expr: (.+)$", Pattern.MULTILINE);
  private static final Pattern SAMPLE =
      Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);

  /** Labels that Prometheus itself puts to what it reads. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  @Test
  void everyExpressionNamesOnlyMetricsAndLabelsThatThereAre() throws Exception {
    Map<String, Set<String>> exposed = exposed();
    for (String expression : expressions()) {
      Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
      for (MatchResult selector : SELECTOR.matcher(expression).results().toList()) {
        assertThat(exposed).as(expression).containsKey(selector.group(1));
        Set<String> own = new HashSet<>(exposed.get(selector.group(1)));
        own.addAll(OF_PROMETHEUS);
        labels.addAll(own);
        if (selector.group(2) != null) {
          assertThat(MATCHER.matcher(selector.group(2)).results().map(m -> m.group(1)))
              .as(expression)
              .isNotEmpty()
              .isSubsetOf(own);
        }
      }
      for (MatchResult group : GROUPS.matcher(expression).results().toList()) {
        assertThat(labels).as(expression).contains(group.group(1).split(",\\s*"));
      }
    }
  }

  @Test
  void everyExpressionIsOneThatPrometheusReads(@TempDir Path folder) throws Exception {
    Promtool.needed();
    StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
    int number = 0;
    for (String expression : panels()) {
      rules
          .append("      - record: panel_")
          .append(number++)
          .append("\n        expr: >-\n          ")
          .append(expression.replace("$instance", "127.0.0.1:8080"))
          .append('\n');
    }
    Path panels = Files.writeString(folder.resolve("panels.yml"), rules);
    String said = Promtool.says(panels, "check", "rules", RULES.toString(), panels.toString());
    assertThat(said).contains("SUCCESS: " + number + " rules found");
  }

  @Test
  void theFirstFailureOfAnActorRaisesItsAlert(@TempDir Path folder) throws Exception {
    Promtool.needed();
    String failing = "factory_failures_total{instance=\"here\",role=\"%s\"}";
    assertThat(exposed()).containsKey("factory_failures_total");
    Path test =
        Files.writeString(
            folder.resolve("failing.yml"),
            """
            rule_files: ['%s']
            evaluation_interval: 15s
            tests:
              - interval: 15s
                input_series:
                  - { series: '%s', values: '0x4 1x40' }
                  - { series: '%s', values: '0x44' }
                alert_rule_test:
                  - { eval_time: 1m, alertname: FactoryActorsFail, exp_alerts: [] }
                  - eval_time: 75s
                    alertname: FactoryActorsFail
                    exp_alerts:
                      - exp_labels: { severity: warning, instance: here, role: driver }
                        exp_annotations:
                          summary: 'Actors fail at here: driver'
                          description: The log names each and says what was done about it.
                  - { eval_time: 10m, alertname: FactoryActorsFail, exp_alerts: [] }
            """
                .formatted(
                    RULES.toAbsolutePath(),
                    failing.formatted("driver"),
                    failing.formatted("stevedore")));
    assertThat(Promtool.says(test, "test", "rules", test.toString())).contains("SUCCESS");
  }

  /** As far as Grafana insists on it: it drops panels without a word that break these. */
  @Test
  void theDashboardIsOneThatGrafanaTakes() throws Exception {
    String json = Files.readString(DASHBOARD);
    assertThat(values(json, "schemaVersion")).containsExactly("39");
    assertThat(values(json, "uid")).contains("factory", "${datasource}");
    List<String> types = values(json, "type");
    assertThat(types).isSubsetOf("stat", "timeseries", "prometheus", "datasource", "query");
    List<String> ids = values(json, "id");
    assertThat(ids).doesNotHaveDuplicates().hasSize(values(json, "gridPos").size());
    List<String> x = values(json, "x");
    List<String> width = values(json, "w");
    for (int i = 0; i < x.size(); i++) {
      assertThat(Integer.parseInt(x.get(i)) + Integer.parseInt(width.get(i)))
          .as("panel %s ends within the 24 columns", ids.get(i))
          .isLessThanOrEqualTo(24);
    }
    assertThat(panels()).hasSizeGreaterThanOrEqualTo(ids.size());
    Matcher variable = Pattern.compile("\\$\\{?(\\w+)").matcher(json);
    while (variable.find()) {
      assertThat(values(json, "name")).contains(variable.group(1));
    }
  }

  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>(panels());
    String rules = Files.readString(RULES);
    List<String> ofRules =
        EXPRESSION.matcher(rules).results().map(found -> found.group(1)).toList();
    assertThat(ofRules).hasSize(rules.split("- alert: ", -1).length - 1);
    all.addAll(ofRules);
    return all;
  }

  private static List<String> panels() throws IOException {
    return values(Files.readString(DASHBOARD), "expr");
  }

  /** All values of this name, in order; of an object its first word. */
  private static List<String> values(String json, String name) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          parser.nextToken();
          values.add(parser.getText());
        }
      }
    }
    return values;
  }

  /** The names of the samples that {@code /metrics} has, each with its labels. */
  private static Map<String, Set<String>> exposed() {
    Map<String, Set<String>> labels = new TreeMap<>();
    String text = new String(new Metrics().write(PlantPictures.timed()), StandardCharsets.UTF_8);
    for (MatchResult sample : SAMPLE.matcher(text).results().toList()) {
      Set<String> own = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
      if (sample.group(2) != null) {
        MATCHER.matcher(sample.group(2)).results().forEach(label -> own.add(label.group(1)));
      }
    }
    return labels;
  }
}
