package factory.production;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of an assembly's fields that is small and does not change: of much only the first is
 * taken, of a long text its beginning.
 */
final class FieldsCopy {
  private static final int MOST_VALUES = 1_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_TEXT = 100_000;
  private static final int DEEPEST = 20;
  private static final String CUT = "...";

  private int values;
  private int text;
  private boolean cut;

  /** The copy. */
  Map<String, @Nullable Object> of(Map<?, ?> fields) {
    return map(fields, 0);
  }

  /** Whether something was left out or shortened. */
  boolean isCut() {
    return cut;
  }

  private Map<String, @Nullable Object> map(Map<?, ?> fields, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      if (isFull()) {
        break;
      }
      copy.put(text(String.valueOf(field.getKey())), value(field.getValue(), depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }

  private List<@Nullable Object> list(Iterable<?> items, int depth) {
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object item : items) {
      if (isFull()) {
        break;
      }
      copy.add(value(item, depth + 1));
    }
    return Collections.unmodifiableList(copy);
  }

  private boolean isFull() {
    if (values < MOST_VALUES && text < MOST_TEXT) {
      return false;
    }
    cut = true;
    return true;
  }

  private @Nullable Object value(@Nullable Object value, int depth) {
    values++;
    if (value == null || value instanceof Long || value instanceof Boolean) {
      return value;
    }
    if (value instanceof BigDecimal number && number.precision() < LONGEST_TEXT) {
      return number;
    }
    if (depth > DEEPEST) {
      cut = true;
      return CUT;
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    return value instanceof Iterable<?> items ? list(items, depth) : text(String.valueOf(value));
  }

  private String text(String value) {
    text += Math.min(value.length(), LONGEST_TEXT);
    if (value.length() <= LONGEST_TEXT) {
      return value;
    }
    cut = true;
    return value.substring(0, LONGEST_TEXT) + CUT;
  }
}
