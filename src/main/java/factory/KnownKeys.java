package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import factory.goods.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which keys there are: those of the built-in {@code application.conf}, and what stands in the
 * tables of its lists. Every other key under {@code factory} is refused, since a misspelt one would
 * otherwise do nothing, silently.
 */
final class KnownKeys {
  /** Tables whose keys are the user's own. */
  private static final Set<String> FREE =
      Set.of(KnownKeys.FIELDS, "factory.blueprint.settings", "factory.destination.columns");

  /** Keys of the tables within lists. */
  private static final Map<String, List<String>> INNER =
      Map.of(
          "factory.source.pid", List.of("field", "pattern"),
          "factory.blueprint.pclass", List.of("when", "is"),
          "factory.drill", List.of("at", "pass", "wait"));

  private static final double ALIKE = 0.9;

  private static final String FIELDS = "factory.blueprint.fields";
  private static final List<String> FIELD = List.of("from", "op", "when");
  private static final String DOTS = "; a field that has dots in its name is written in quotes";

  private KnownKeys() {}

  /** Every key with a value of its own, as a path from the root. */
  static Set<String> leaves() {
    Set<String> leaves = new TreeSet<>();
    collect(builtIn(), "factory", leaves, false);
    return leaves;
  }

  /** The known path that is nearest to a wrong one; null where none is near. */
  static @Nullable String nearest(String wrong) {
    Set<String> known = new TreeSet<>();
    collect(builtIn(), "factory", known, true);
    String parent = parent(wrong);
    String key = key(wrong);
    return known.stream()
        .filter(path -> isNear(key, key(path)))
        .max(Comparator.comparingDouble(path -> likeness(wrong, parent, path)))
        .orElse(null);
  }

  /**
   * What to say of a single value where a table has to stand, or a table in the place of a single
   * value: the setting beside it that was meant; nothing where none is near.
   */
  static String hintBeside(String path, ConfigValue value) {
    ConfigValue parent = at(parent(path));
    if (!(parent instanceof ConfigObject beside)) {
      return "";
    }
    String key = key(path);
    boolean table = value instanceof ConfigObject;
    ConfigValue expected = beside.get(key);
    if (expected == null || expected instanceof ConfigObject == table) {
      return "";
    }
    List<String> alike =
        beside.entrySet().stream()
            .filter(other -> other.getValue() instanceof ConfigObject == table)
            .map(Map.Entry::getKey)
            .filter(other -> isNear(key, other))
            .toList();
    return alike.isEmpty() ? "" : " (nearest: " + parent(path) + "." + Nearest.of(key, alike) + ")";
  }

  /** What is built in there; null where nothing is. */
  private static @Nullable ConfigValue at(String path) {
    ConfigValue value = ConfigStack.builtIn().root();
    for (String key : path.split("\\.", -1)) {
      value = value instanceof ConfigObject table ? table.get(key) : null;
    }
    return value;
  }

  /** The keys that nobody knows. */
  static List<Unknown> unknown(Config config) {
    List<Unknown> unknown = new ArrayList<>();
    walk(ConfigReader.factory(config).object(), builtIn(), "factory", unknown);
    return unknown;
  }

  /**
   * A key that nobody knows.
   *
   * @param meant the known one that is near, or those of a small table, as paths from the root
   * @param hint that one, or those that there are
   * @param field of the blueprint in whose table it stands; null where it does not
   */
  record Unknown(
      String path, ConfigValue value, List<String> meant, String hint, @Nullable String field) {
    /** In words. */
    WrongInput refusal() {
      String where = Origins.of(value.origin());
      String was = ", was " + Origins.shown(value);
      return new WrongInput(where + ": " + path + ": there is no such key" + hint + was);
    }
  }

  private static ConfigObject builtIn() {
    return ConfigStack.builtIn().getObject("factory");
  }

  private static void walk(
      ConfigObject table, ConfigObject known, String path, List<Unknown> unknown) {
    for (Map.Entry<String, ConfigValue> entry : table.entrySet()) {
      String here =
          path + "." + ConfigUtil.quoteString(entry.getKey()).replaceAll("^\"([\\w-]+)\"$", "$1");
      ConfigValue value = entry.getValue();
      ConfigValue expected = known.get(entry.getKey());
      List<String> inList = INNER.get(here);
      if (expected == null) {
        String nearest = nearest(here);
        String hint =
            nearest == null
                ? Nearest.all(new TreeSet<>(known.keySet()))
                : " (nearest: " + nearest + ")";
        List<String> meant = nearest == null ? List.of() : List.of(nearest);
        unknown.add(new Unknown(here, value, meant, hint, null));
      } else if (here.equals(FIELDS) && value instanceof ConfigObject fields) {
        fields.forEach((name, field) -> inner(field, FIELD, here + "." + name, name, unknown));
      } else if (!FREE.contains(here)
          && expected instanceof ConfigObject deeper
          && value instanceof ConfigObject inner) {
        walk(inner, deeper, here, unknown);
      } else if (inList != null && value instanceof ConfigList list) {
        for (int i = 0; i < list.size(); i++) {
          inner(list.get(i), inList, here + "[" + i + "]", null, unknown);
        }
      }
    }
  }

  private static void inner(
      ConfigValue item,
      List<String> keys,
      String path,
      @Nullable String field,
      List<Unknown> unknown) {
    String dots = field == null ? "" : DOTS;
    if (item instanceof ConfigObject table) {
      table.forEach(
          (key, value) -> {
            if (!keys.contains(key)) {
              String nearest = Nearest.of(key, keys);
              List<String> likely = isNear(key, nearest) ? List.of(nearest) : keys;
              List<String> meant = likely.stream().map(each -> path + "." + each).toList();
              String hint = likely == keys ? Nearest.all(keys) : " (nearest: " + nearest + ")";
              unknown.add(new Unknown(path + "." + key, value, meant, hint + dots, field));
            }
          });
    }
  }

  private static void collect(ConfigObject table, String path, Set<String> into, boolean tables) {
    table.forEach(
        (key, value) -> {
          String here = path + "." + key;
          if (value instanceof ConfigObject inner && !FREE.contains(here)) {
            if (tables) {
              into.add(here);
            }
            collect(inner, here, into, tables);
          } else {
            into.add(here);
          }
        });
  }

  /** The key itself counts most; that it stands in the same table decides between equals. */
  private static double likeness(String wrong, String parent, String path) {
    return Nearest.likeness(key(wrong), key(path))
        + (parent(path).equals(parent) ? 0.2 : 0.1 * Nearest.likeness(wrong, path));
  }

  /** Keys are short, and many begin alike: those that are meant must be nearer than other words. */
  private static boolean isNear(String key, String known) {
    return Nearest.isSlip(key, known) || Nearest.likeness(key, known) >= ALIKE;
  }

  private static String key(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
