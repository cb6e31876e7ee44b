package factory.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the values that a test writes into the form in which a source would have read them. */
final class PlainValues {
  private PlainValues() {}

  /**
   * The same fields; integers become {@code Long}, all other numbers {@code BigDecimal}, in lists
   * and maps too.
   */
  static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> values.put(name, plain(value)));
    return values;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Double || value instanceof Float) {
      return new BigDecimal(value.toString());
    } else if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return Collections.unmodifiableList(items);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> items = new LinkedHashMap<>();
      map.forEach((name, item) -> items.put(String.valueOf(name), plain(item)));
      return Collections.unmodifiableMap(items);
    }
    return value;
  }
}
