package factory.blueprint;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text. */
final class Texts {
  private static final int SHOWN = 60;

  private Texts() {}

  /** How a text, number or boolean is written. */
  static String of(Object value) {
    return value instanceof BigDecimal number && !Numbers.isAbsurd(number)
        ? number.toPlainString()
        : value.toString();
  }

  /** Whether a value is a text, a number or a boolean. */
  static boolean isSimple(Object value) {
    return !(value instanceof List<?> || value instanceof Map<?, ?>);
  }

  /** Refuses what cannot stand in a text; nothing is no value. */
  static void checkSimple(@Nullable Object value) {
    if (value != null && !isSimple(value)) {
      throw new BlueprintException(
          "cannot concat " + show(value) + "; it takes texts, numbers and booleans");
    }
  }

  /** A value in a message: in quotes, cut to a sensible length. */
  static String show(Object value) {
    if (value instanceof BigDecimal number && Numbers.isAbsurd(number)) {
      return "a number of " + number.precision() + " digits and exponent " + -(long) number.scale();
    }
    String text = value.toString();
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return value instanceof List<?>
        ? "the list " + cut
        : value instanceof Map<?, ?> ? "the object " + cut : "'" + cut + "'";
  }
}
