package factory.blueprint;

import factory.goods.Fields;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimated heap of values in bytes: objects of a 64-bit JVM with compressed pointers, aligned to 8
 * bytes.
 *
 * <p>Shared things count nothing: booleans, the cached small integers, and the names in nested
 * objects, which readers share between records.
 */
final class Weights {
  private Weights() {}

  /** The heap of a value as {@link Fields} may have it, or of a whole record. */
  static long of(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return 0;
    }
    if (value instanceof String text) {
      return ofText(text);
    }
    if (value instanceof Long number) {
      return number >= -128 && number <= 127 ? 0 : 24;
    }
    if (value instanceof BigDecimal number) {
      return ofNumber(number);
    }
    if (value instanceof List<?> list) {
      long bytes = 24 + ofArray(list.size(), 4);
      for (Object item : list) {
        bytes += of(item);
      }
      return bytes;
    }
    if (value instanceof Map<?, ?> map) {
      long bytes = 56 + ofArray(2 * map.size(), 4);
      for (Object item : map.values()) {
        bytes += 40 + of(item);
      }
      return bytes;
    }
    return value instanceof Fields fields ? fields.weight() : 64;
  }

  /** An array of so many elements of {@code size} bytes. */
  static long ofArray(int length, int size) {
    return align(16 + (long) length * size);
  }

  static long ofText(String text) {
    return 24 + ofArray(text.length(), isWide(text) ? 2 : 1);
  }

  /**
   * Whether the JVM keeps this text with two bytes a character, since one of them is beyond
   * Latin-1.
   */
  static boolean isWide(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }

  private static long ofNumber(BigDecimal number) {
    int bits = number.unscaledValue().bitLength();
    return bits < 64 ? 40 : 80 + ofArray(bits / 32 + 1, 4);
  }

  static long align(long bytes) {
    return (bytes + 7) & ~7L;
  }
}
