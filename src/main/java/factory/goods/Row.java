package factory.goods;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as an array of values; made by {@link Fields#of}. */
record Row(Schema schema, @Nullable Object[] values, long line) implements Fields {
  Row {
    if (values.length != schema.size()) {
      throw new IllegalArgumentException(
          values.length + " values for " + schema.size() + " fields");
    }
  }

  @Override
  public @Nullable Object at(int index) {
    return values[index];
  }

  @Override
  public long weight() {
    long bytes = 32 + 16 + 4L * values.length;
    for (Object value : values) {
      bytes += weightOf(value);
    }
    return bytes;
  }

  static long weightOf(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return 0;
    }
    if (value instanceof String text) {
      return 40L + (isWide(text) ? 2L * text.length() : text.length());
    }
    if (value instanceof Long) {
      return 16;
    }
    if (value instanceof BigDecimal) {
      return 40;
    }
    long bytes = 64;
    if (value instanceof List<?> list) {
      for (Object item : list) {
        bytes += 4 + weightOf(item);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        bytes += 48 + weightOf(entry.getKey()) + weightOf(entry.getValue());
      }
    }
    return bytes;
  }

  /**
   * Whether the JVM keeps this text with two bytes a character, since one of them is beyond
   * Latin-1.
   */
  private static boolean isWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
