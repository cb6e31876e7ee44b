package factory.blueprint;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that keep their digits: a {@link Long}, or a {@link BigDecimal} for all that is no {@code
 * long}, or a text that reads as one of them, as CSV and text sources have it.
 */
final class Numbers {
  /**
   * Most digits that a number may have, before and behind the point each, to be calculated with.
   * {@code 1e1000000000 + 1} has a billion digits and would take the heap.
   */
  static final int MAX_DIGITS = 1000;

  /** What {@link #longOf} gives for a text that it does not take. */
  static final long NO_LONG = Long.MIN_VALUE;

  private static final int MAX_BITS = 3330;

  private Numbers() {}

  /** The integer of at most 18 digits that this text is, without boxing; else {@link #NO_LONG}. */
  static long longOf(String text) {
    int length = text.length();
    if (length == 0 || length > 19) {
      return NO_LONG;
    }
    char sign = text.charAt(0);
    int i = sign == '-' || sign == '+' ? 1 : 0;
    if (i == length || length - i > 18) {
      return NO_LONG;
    }
    long number = 0;
    for (; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_LONG;
      }
      number = number * 10 + digit;
    }
    return sign == '-' ? -number : number;
  }

  /** The number that this value is or reads as, a Long or a BigDecimal; null if it is none. */
  static @Nullable Object numberOf(Object value) {
    if (value instanceof String text) {
      return numberOf(text);
    }
    return value instanceof Number ? value : null;
  }

  private static @Nullable Object numberOf(String text) {
    long simple = longOf(text);
    if (simple != NO_LONG) {
      return simple;
    }
    if (!isNumeric(text)) {
      return null;
    }
    try {
      return normal(new BigDecimal(text));
    } catch (ArithmeticException | NumberFormatException outOfRange) {
      return null;
    }
  }

  /**
   * Sign, digits with at most one point, exponent; nothing around them, and not too long to be
   * meant as a number.
   */
  private static boolean isNumeric(String text) {
    int length = text.length();
    if (length == 0 || length > 2 * MAX_DIGITS) {
      return false;
    }
    int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    boolean digits = false;
    boolean point = false;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = true;
      } else if (c == '.' && !point) {
        point = true;
      } else if (digits && (c == 'e' || c == 'E')) {
        return longOf(text.substring(i + 1)) != NO_LONG;
      } else {
        return false;
      }
    }
    return digits;
  }

  /** The same number as a Long where it is one and is written without a point or an exponent. */
  static Object normal(BigDecimal number) {
    if (number.scale() != 0) {
      return number;
    }
    if (number.unscaledValue().bitLength() < 64) {
      return number.longValueExact();
    }
    return number;
  }

  /** Whether this number is too long to be calculated with. */
  static boolean isAbsurd(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_DIGITS
        || number.unscaledValue().bitLength() > MAX_BITS;
  }

  /** A Long or BigDecimal as a BigDecimal. */
  static BigDecimal big(Object number) {
    return number instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) number;
  }

  /** Two numbers, each a Long or BigDecimal, by their values: 1.0 is as large as 1. */
  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    return big(a).compareTo(big(b));
  }
}
