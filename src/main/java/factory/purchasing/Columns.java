package factory.purchasing;

import factory.goods.Nearest;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the fields that the configuration names are there, where that can be known before
 * reading.
 */
final class Columns {
  private static final String PID = "factory.source.pid";
  private static final String TIME = "factory.source.event-time.field";

  private Columns() {}

  /**
   * Fails with {@link SourceException} if a name occurs twice, or configured fields are missing; it
   * names all of them.
   *
   * @param where the beginning of the message, as {@code "orders.csv: 1: "}
   * @param what what a field is called there: column, group
   */
  static void check(String where, String what, List<String> names, RecordFormat format) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new SourceException(
            where + what + " '" + name + "' occurs twice in the header; its names must differ");
      }
    }
    Map<String, Set<String>> missing = missing(names, format);
    if (!missing.isEmpty()) {
      throw new SourceException(
          where
              + "no "
              + what
              + told(missing)
              + " (there are: "
              + String.join(", ", names)
              + ")"
              + hint(what, names, missing.keySet()));
    }
  }

  /** By name those that are not there, with the settings that name them. */
  private static Map<String, Set<String>> missing(List<String> names, RecordFormat format) {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (PidField field : format.pid()) {
      missing.computeIfAbsent(field.field(), name -> new LinkedHashSet<>()).add(PID);
    }
    if (format.time() != null) {
      missing.computeIfAbsent(format.time().field(), name -> new LinkedHashSet<>()).add(TIME);
    }
    missing.keySet().removeAll(new HashSet<>(names));
    return missing;
  }

  /** Those that the same settings name, together. */
  private static String told(Map<String, Set<String>> missing) {
    Map<String, List<String>> by = new LinkedHashMap<>();
    missing.forEach(
        (name, keys) -> by.computeIfAbsent(asked(keys), k -> new ArrayList<>()).add(name));
    return by.entrySet().stream()
        .map(e -> " '" + String.join("' nor '", e.getValue()) + "', which " + e.getKey())
        .collect(Collectors.joining(", nor"));
  }

  private static String asked(Set<String> keys) {
    return String.join(" and ", keys) + (keys.size() == 1 ? " names" : " name");
  }

  /** One column that has in its name what other files have between theirs. */
  private static boolean looksUndivided(String what, List<String> names) {
    return what.equals("column") && names.size() == 1 && names.get(0).matches(".*[,;|\\t].*");
  }

  private static String hint(String what, List<String> names, Set<String> missing) {
    if (looksUndivided(what, names)) {
      return "; is factory.source.delimiter the one that it has?";
    }
    if (missing.size() == 1) {
      return Nearest.hint(missing.iterator().next(), names);
    }
    List<String> near = new ArrayList<>();
    for (String name : missing) {
      String word = Nearest.near(name, names);
      if (!word.isEmpty()) {
        near.add("to '" + name + "': " + word);
      }
    }
    return near.isEmpty() ? "" : " (nearest " + String.join(", ", near) + ")";
  }
}
