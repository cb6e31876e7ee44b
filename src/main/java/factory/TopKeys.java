package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import factory.goods.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a file beside {@code factory}. It may serve substitutions, or another program;
 * what serves none and is called like something of the factory's is misspelt, or stands outside by
 * a brace too many, and would do nothing, silently. It is refused and then read as it was meant, so
 * that the mistakes in it are told together with it. A single value beside a factory is only
 * remarked on: too likely it is another program's.
 */
final class TopKeys {
  private static final String FACTORY = "factory";

  /** A key may stand in many tables, as format or every; more than these are not named. */
  private static final int MOST_LIKELY = 3;

  /** A path within which a part may be quoted. */
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)}");

  private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|[^\\s.?\"]+");

  /** All parts of all paths: an include within a table puts that table's name before them. */
  private final Set<String> used = new HashSet<>();

  private final ConfigObject known = ConfigStack.builtIn().getObject(FACTORY);
  private final List<WrongInput> mistakes = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /**
   * Looks for the substitutions.
   *
   * @param files all of them, not resolved
   * @param settings whatever else may have some: options, and values of properties
   */
  TopKeys(Collection<Config> files, Collection<String> settings) {
    Stream.concat(
            files.stream().map(file -> file.root().render(ConfigRenderOptions.concise())),
            settings.stream())
        .flatMap(text -> SUBSTITUTION.matcher(text).results())
        .flatMap(found -> PART.matcher(found.group(1).replace("\\\"", "\"")).results())
        .forEach(part -> used.add(part.group(1) == null ? part.group() : part.group(1)));
  }

  /** A file as it was meant. */
  Config meant(Config file, String name) {
    ConfigObject root = file.root();
    boolean sets = root.containsKey(FACTORY);
    boolean silent = !sets && !root.containsKey("pekko");
    Config meant = file;
    List<Map.Entry<String, ConfigValue>> others =
        root.entrySet().stream()
            .filter(e -> !e.getKey().equals(FACTORY) && !e.getKey().equals("pekko"))
            .sorted(Origins.asWritten())
            .toList();
    for (Map.Entry<String, ConfigValue> other : others) {
      String path = used.contains(other.getKey()) ? null : path(other, sets);
      if (path != null) {
        mistakes.add(refusal(other, path));
        meant = with(meant, path, other.getValue());
      } else if (sets && !used.contains(other.getKey())) {
        remark(other);
      }
      silent &= path == null && !used.contains(other.getKey());
    }
    if (silent) {
      mistakes.add(new WrongInput(name + ": must set something under factory, sets nothing"));
    }
    return meant;
  }

  /** What was refused. */
  List<WrongInput> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What does nothing, and may be meant so. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void remark(Map.Entry<String, ConfigValue> other) {
    String key = other.getKey();
    List<String> paths = other.getValue() instanceof ConfigObject ? List.of() : likely(key);
    if (!paths.isEmpty()) {
      remarks.add(
          "%s: %s stands beside factory and sets nothing; did you mean %s?"
              .formatted(Origins.of(other.getValue().origin()), key, Words.or(paths)));
    }
  }

  /** The settings that are called so; or the section, or a setting beside the sections, nearly. */
  private List<String> likely(String key) {
    String nearest = known.containsKey(key) ? key : Nearest.of(key, known.keySet());
    return key.equals(nearest) || Nearest.isSlip(key, nearest)
        ? List.of(FACTORY + "." + nearest)
        : KnownKeys.leaves().stream()
            .filter(path -> path.endsWith("." + key))
            .limit(MOST_LIKELY)
            .toList();
  }

  /** The path that is meant by a key; null if it is none of the factory's. */
  private @Nullable String path(Map.Entry<String, ConfigValue> entry, boolean sets) {
    String key = entry.getKey();
    boolean table = isTable(entry.getValue());
    if (Nearest.isSlip(key, FACTORY)) {
      return FACTORY;
    }
    String nearest = known.containsKey(key) ? key : Nearest.of(key, known.keySet());
    // Beside a factory a single value is too likely to be another program's.
    boolean fits = table == known.get(nearest) instanceof ConfigObject && (table || !sets);
    return fits && (key.equals(nearest) || Nearest.isSlip(key, nearest))
        ? FACTORY + "." + nearest
        : null;
  }

  private static Config with(Config file, String path, ConfigValue value) {
    boolean leaf = path.equals(FACTORY) && !isTable(value);
    return leaf ? file : file.withFallback(value.atPath(path));
  }

  private static boolean isTable(ConfigValue value) {
    try {
      return value.valueType() == ConfigValueType.OBJECT;
    } catch (ConfigException.NotResolved e) {
      return true; // made of substitutions: mostly tables with something over them
    }
  }

  private static WrongInput refusal(Map.Entry<String, ConfigValue> entry, String path) {
    ConfigValue value = entry.getValue();
    String rule =
        path.equals(FACTORY + "." + entry.getKey())
            ? "must stand under factory, as " + path
            : "there is no such key (nearest: " + path + ")";
    return new WrongInput(
        Origins.of(value.origin()) + ": " + entry.getKey() + ": " + rule + was(value));
  }

  private static String was(ConfigValue value) {
    try {
      return ", was " + Origins.shown(value);
    } catch (ConfigException.NotResolved e) {
      return "";
    }
  }
}
