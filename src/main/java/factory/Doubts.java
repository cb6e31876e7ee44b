package factory;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import factory.blueprint.MergeBlueprint;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings whose value is not what the user means, since a mistake in them is told already; what
 * seems wrong only because of them is not told.
 */
final class Doubts {
  private static final List<String> FIELDS = List.of("factory", "blueprint", "fields");

  private static final String PCLASS = "factory.blueprint.pclass";

  private final Set<String> paths = new TreeSet<>();

  /** Fields of the blueprint of which something is in doubt. */
  private final Set<String> fields = new TreeSet<>();

  /** Nothing is in doubt. */
  static Doubts none() {
    return new Doubts();
  }

  /** This setting is in doubt; of a field of the blueprint all is. */
  void add(String path) {
    String field = field(path);
    if (field == null) {
      paths.add(path);
    } else {
      fields.add(field);
    }
  }

  /** The field of the blueprint that a path leads into; null if it leads elsewhere. */
  static @Nullable String field(String path) {
    try {
      List<String> keys = ConfigUtil.splitPath(path);
      boolean deep = keys.size() > FIELDS.size() && keys.subList(0, FIELDS.size()).equals(FIELDS);
      return deep ? keys.get(FIELDS.size()) : null;
    } catch (ConfigException e) {
      return null; // the number of an item is in it
    }
  }

  /** Where a field of the blueprint is set. */
  static String pathOf(String field) {
    return ConfigUtil.joinPath("factory", "blueprint", "fields", field);
  }

  /** Whether something is in doubt. */
  boolean isAny() {
    return !paths.isEmpty() || !fields.isEmpty();
  }

  /** Whether something in this table is. */
  boolean within(String table) {
    return paths.stream().anyMatch(path -> path.equals(table) || path.startsWith(table + "."));
  }

  /** Whether one of these settings is. */
  boolean of(String... settings) {
    return Set.of(settings).stream().anyMatch(paths::contains);
  }

  /**
   * Whether a refusal would not be told if another mistake had not been made.
   *
   * @param path that it is about; null if that is not known
   */
  boolean cause(@Nullable String path, String message) {
    return paths.stream()
            .anyMatch(
                doubtful ->
                    doubtful.equals(path)
                        ? message.endsWith("is missing")
                        : names(message, doubtful))
        || fields.stream().anyMatch(field -> isAbout(message, field));
  }

  /**
   * The same of a refusal that is about what the settings mean. A rule of the product class that
   * only lost its misspelt condition leaves others behind it unreached.
   */
  boolean causeOfMeaning(String message) {
    return cause(null, message)
        || paths.stream()
            .filter(path -> path.startsWith(PCLASS) && path.indexOf(']') > 0)
            .map(path -> path.substring("factory.".length(), path.indexOf(']') + 1))
            .anyMatch(rule -> message.contains(rule + MergeBlueprint.HAS_NO_WHEN));
  }

  private static boolean isAbout(String message, String field) {
    return names(message, "factory.blueprint.fields." + field)
        || names(message, pathOf(field))
        || message.contains("'" + field + "'");
  }

  private static boolean names(String message, String path) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(path) + "(?![\\w-])")
        .matcher(message)
        .find();
  }
}
