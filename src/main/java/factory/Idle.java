package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that the user wrote and that have no effect, since another one is not what they need.
 */
final class Idle {
  private static final String FACTORY = "factory.";

  /**
   * Some settings that need another one.
   *
   * @param key the other one
   * @param values one of these it has to be
   * @param settings what has an effect only then: values, or tables of them
   */
  private record Need(String key, List<String> values, List<String> settings) {}

  private static final List<Need> NEEDS =
      List.of(
          need("contract.clock", "event", "contract", "boundary grace late"),
          need("contract.late", "amend", "contract", "amend-within amend-memory"),
          need("contract.clock", "wall", "contract", "tolerance"),
          need(
              "blueprint.kind",
              "merge",
              "blueprint",
              "fields others complete-when pclass distinct-by"),
          need("blueprint.kind", "class", "blueprint", "class plugins settings"),
          need("source.kind", "generator", "source", "generator"),
          need("source.kind", "files", "source", "paths order max-drift parsers follow idle-after"),
          need(
              "source.kind",
              "files stdin",
              "source",
              "format delimiter pattern pid pid-separator max-record"),
          need("source.kind", "files stdin", "source.event-time", "field format zone"),
          need("source.format", "csv", "source", "delimiter"),
          need("source.format", "text", "source", "pattern"),
          need("source.order", "parallel", "source", "max-drift"),
          need("source.follow", "true", "source", "idle-after"),
          need("source.follow", "false", "source", "parsers"),
          need("destination.kind", "files", "destination", "directory format"),
          need("destination.kind", "duckdb", "destination", "file"),
          need("destination.kind", "postgresql", "destination", "url user password timeout"),
          need("destination.kind", "files duckdb", "destination", "memory"),
          need("destination.kind", "duckdb postgresql", "destination", "table"));

  private Idle() {}

  private static Need need(String key, String values, String table, String settings) {
    return new Need(
        key,
        List.of(values.split(" ")),
        List.of(settings.split(" ")).stream().map(setting -> table + "." + setting).toList());
  }

  /** They and what they need, as one sentence; none where all has an effect. */
  static Optional<String> sentence(Config config) {
    Set<String> written = written(config);
    Set<String> told = new HashSet<>();
    if (config.getValue(FACTORY + "source.follow").unwrapped().toString().equals("true")) {
      told.add("source.max-drift"); // which is also for followed files
    }
    List<String> parts = new ArrayList<>();
    for (Need need : NEEDS) {
      String value = config.getValue(FACTORY + need.key).unwrapped().toString();
      List<String> idle =
          need.values.contains(value.toLowerCase(Locale.ROOT))
              ? List.of()
              : need.settings.stream()
                  .filter(each -> isIn(written, each) && told.add(each))
                  .toList();
      if (!idle.isEmpty()) {
        parts.add(
            Words.and(idle.stream().map(FACTORY::concat).toList())
                + (idle.size() == 1 ? " needs " : " need ")
                + FACTORY
                + need.key
                + " = "
                + String.join(" or ", need.values));
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts) + ".");
  }

  private static boolean isIn(Set<String> written, String setting) {
    return written.stream()
        .anyMatch(path -> path.equals(setting) || path.startsWith(setting + "."));
  }

  /** The paths that the user has set, below {@code factory}. */
  private static Set<String> written(Config config) {
    Set<String> paths = new HashSet<>();
    for (Map.Entry<String, ConfigValue> leaf : config.getConfig("factory").entrySet()) {
      if (!Origins.builtIn(leaf.getValue())) {
        paths.add(String.join(".", ConfigUtil.splitPath(leaf.getKey())));
      }
    }
    return paths;
  }
}
