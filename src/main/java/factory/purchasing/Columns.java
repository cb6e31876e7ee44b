package factory.purchasing;

import factory.goods.Nearest;
import factory.purchasing.SourceSettings.PidField;
import factory.purchasing.SourceSettings.RecordFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that the fields that the configuration names are there, where that can be known before
 * reading.
 */
final class Columns {
  private Columns() {}

  /**
   * Fails with {@link SourceException} if a name occurs twice or a configured field is missing.
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
    for (PidField field : format.pid()) {
      require(where, what, field.field(), "pid", names);
    }
    if (format.time() != null) {
      require(where, what, format.time().field(), "event-time.field", names);
    }
  }

  /** One column that has in its name what other files have between theirs. */
  private static boolean looksUndivided(String what, List<String> names) {
    return what.equals("column") && names.size() == 1 && names.get(0).matches(".*[,;|\\t].*");
  }

  private static void require(
      String where, String what, String name, String key, List<String> names) {
    if (!names.contains(name)) {
      throw new SourceException(
          where
              + "no "
              + what
              + " '"
              + name
              + "', which factory.source."
              + key
              + " names (there are: "
              + String.join(", ", names)
              + ")"
              + (looksUndivided(what, names)
                  ? "; is factory.source.delimiter the one that it has?"
                  : Nearest.hint(name, names)));
    }
  }
}
