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

  /** Whether something in this table or list is. */
  boolean within(String outer) {
    return paths.stream().anyMatch(path -> isWithin(path, outer));
  }

  /** Whether one of these settings is. */
  boolean of(String... settings) {
    return Set.of(settings).stream().anyMatch(paths::contains);
  }

  /** Whether a refusal of a setting would not be told if another mistake had not been made. */
  boolean cause(WrongInput refusal) {
    String path = refusal.path();
    String field = path == null ? null : field(path);
    return path != null
        && ((field != null && fields.contains(field))
            || paths.stream().anyMatch(doubtful -> isCause(doubtful, path, refusal)));
  }

  /** A setting may break two rules; but one that is in doubt need not be there. */
  private static boolean isCause(String doubtful, String path, WrongInput refusal) {
    return doubtful.equals(path)
        ? refusal.isMissing()
        : isWithin(path, doubtful)
            || doubtful.startsWith(path + "[") // an item less may be one too few
            || refusal.others().stream().anyMatch(other -> isWithin(other, doubtful));
  }

  private static boolean isWithin(String path, String outer) {
    return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
  }

  /**
   * The same of a refusal by a department, which says in words alone what it is about: it knows no
   * setting but by the name in its message, and of a condition it may name any field. A rule of the
   * product class that only lost its misspelt condition leaves others behind it unreached.
   */
  boolean causeOfMeaning(String message) {
    return paths.stream().anyMatch(path -> names(message, path))
        || fields.stream().anyMatch(field -> isAbout(message, field))
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
