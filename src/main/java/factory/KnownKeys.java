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

  /** The known path that is nearest to a wrong one. */
  static String nearest(String wrong) {
    Set<String> known = new TreeSet<>();
    collect(builtIn(), "factory", known, true);
    String parent = parent(wrong);
    return known.stream()
        .max(Comparator.comparingDouble(path -> likeness(wrong, parent, path)))
        .orElse("factory");
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
   * @param nearest the known one, as a path from the root
   * @param hint what else may be meant
   * @param field of the blueprint in whose table it stands; null where it does not
   */
  record Unknown(
      String path, ConfigValue value, String nearest, String hint, @Nullable String field) {
    /** In words. */
    WrongInput refusal() {
      String parent = parent(path) + ".";
      boolean inList = path.contains("[") || path.startsWith(FIELDS + ".");
      return new WrongInput(
          Origins.of(value.origin())
              + ": "
              + path
              + ": there is no such key (nearest: "
              + (inList && nearest.startsWith(parent)
                  ? nearest.substring(parent.length())
                  : nearest)
              + ")"
              + hint
              + ", was "
              + Origins.shown(value));
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
        unknown.add(new Unknown(here, value, nearest(here), "", null));
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
    String hint = field == null ? "" : DOTS;
    if (item instanceof ConfigObject table) {
      table.forEach(
          (key, value) -> {
            if (!keys.contains(key)) {
              String nearest = path + "." + Nearest.of(key, keys);
              unknown.add(new Unknown(path + "." + key, value, nearest, hint, field));
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
    String key = wrong.substring(wrong.lastIndexOf('.') + 1);
    String other = path.substring(path.lastIndexOf('.') + 1);
    return Nearest.likeness(key, other)
        + (parent(path).equals(parent) ? 0.2 : 0.1 * Nearest.likeness(wrong, path));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
