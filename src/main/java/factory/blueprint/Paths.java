package factory.blueprint;

import factory.goods.Fields;
import factory.goods.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths into records, looked up once for each schema and not for each record; finds what {@link
 * Fields#get} finds.
 */
final class Paths {
  private final int[] indexes;

  /**
   * For each path what leads on from its field into a nested object; null where the field itself is
   * meant.
   */
  private final @Nullable String[] rests;

  Paths(Schema schema, String[] paths) {
    indexes = new int[paths.length];
    rests = new String[paths.length];
    for (int i = 0; i < paths.length; i++) {
      String path = paths[i];
      indexes[i] = schema.indexOf(path);
      for (int dot = path.indexOf('.');
          dot >= 0 && indexes[i] < 0;
          dot = path.indexOf('.', dot + 1)) {
        indexes[i] = schema.indexOf(path.substring(0, dot));
        rests[i] = path.substring(dot + 1);
      }
    }
  }

  /** The value of path {@code number}; null where it is null or absent. */
  @Nullable Object value(Fields fields, int number) {
    int index = indexes[number];
    if (index < 0) {
      return null;
    }
    Object value = fields.at(index);
    String rest = rests[number];
    return rest == null ? value : descend(value, rest);
  }

  /** The value at a path within a nested object; a key that has dots itself is found first. */
  static @Nullable Object descend(@Nullable Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Object found = map.get(path);
    if (found != null || path.indexOf('.') < 0 || map.containsKey(path)) {
      return found;
    }
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      String head = path.substring(0, dot);
      if (map.containsKey(head)) {
        return descend(map.get(head), path.substring(dot + 1));
      }
    }
    return null;
  }
}
