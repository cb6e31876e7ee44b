package factory.goods;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one record.
 *
 * <p>A value is {@code null}, a {@link String}, a {@link Boolean}, a {@link Long}, a {@link
 * BigDecimal} (every number that is no {@code long}; it keeps its digits), a {@code List<Object>}
 * or a {@code Map<String, Object>} of such values. Immutable.
 */
public interface Fields {
  /** The names, shared with records of the same shape. */
  Schema schema();

  /** The value of field {@code index} of the schema; null where the record has null. */
  @Nullable Object at(int index);

  /**
   * The line (1 is the first) that the record starts at in its partition, or -1 where there are no
   * lines.
   */
  default long line() {
    return -1;
  }

  /** Estimated heap of this record in bytes, the shared schema not counted. */
  default long weight() {
    return 64L + 48L * schema().size();
  }

  /**
   * The value at a path: a field's name, or names joined by dots that lead into nested objects. A
   * field whose own name has dots is found first.
   *
   * @return the value; null where it is null or absent
   */
  default @Nullable Object get(String path) {
    int index = schema().indexOf(path);
    if (index >= 0) {
      return at(index);
    }
    int dot = path.indexOf('.');
    while (dot >= 0) {
      index = schema().indexOf(path.substring(0, dot));
      if (index >= 0) {
        return descend(at(index), path.substring(dot + 1));
      }
      dot = path.indexOf('.', dot + 1);
    }
    return null;
  }

  /**
   * The integer in field {@code index}, without boxing where the implementation can; fails if it is
   * none.
   */
  default long longAt(int index) {
    Object value = at(index);
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof String text) {
      return Long.parseLong(text);
    }
    if (value instanceof BigDecimal number) {
      return number.longValueExact();
    }
    throw new ArithmeticException(
        "field '" + schema().names().get(index) + "' is no integer: " + value);
  }

  /** All fields in order, as a fresh map. */
  default Map<String, @Nullable Object> asMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < schema().size(); i++) {
      map.put(schema().names().get(i), at(i));
    }
    return map;
  }

  /** The fields of this map, in its order; the values must be of the kinds named above. */
  static Fields of(Map<String, ? extends @Nullable Object> values) {
    Schema schema = new Schema(List.copyOf(values.keySet()));
    @Nullable Object[] row = values.values().toArray();
    return of(schema, row, -1);
  }

  /**
   * A record of a known shape.
   *
   * @param values one for each name of the schema; owned by the record from here on
   * @param line see {@link #line()}
   */
  static Fields of(Schema schema, @Nullable Object[] values, long line) {
    return new Row(schema, values, line);
  }

  private static @Nullable Object descend(@Nullable Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    if (map.containsKey(path)) {
      return map.get(path);
    }
    int dot = path.indexOf('.');
    while (dot >= 0) {
      String head = path.substring(0, dot);
      if (map.containsKey(head)) {
        return descend(map.get(head), path.substring(dot + 1));
      }
      dot = path.indexOf('.', dot + 1);
    }
    return null;
  }
}
