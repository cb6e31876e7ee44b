package factory.blueprint;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums and extremes in a slot of an assembly: integers in its number, all that does not fit
 * there in its object.
 *
 * <p>A sum is the number plus the BigDecimal beside it, so that integers need no BigDecimal while
 * they do not overflow.
 */
final class Sums {
  private Sums() {}

  /** Texts that stand for no value: none at all, and the access log's {@code -}. */
  static boolean isNothing(String text) {
    return text.isEmpty() || (text.length() == 1 && text.charAt(0) == '-');
  }

  /** Fails unless {@link #add} can add this value. */
  static void check(Object value) {
    if (value instanceof Long
        || (value instanceof String text
            && (Numbers.longOf(text) != Numbers.NO_LONG || isNothing(text)))) {
      return;
    }
    Object number = Numbers.numberOf(value);
    if (number == null) {
      throw new BlueprintException(
          "cannot sum "
              + Texts.show(value)
              + ", which is no number; leave such values out with when");
    }
    checkSize(number);
  }

  /** Fails if a number has too many digits to be calculated with. */
  static void checkSize(Object number) {
    if (number instanceof BigDecimal big && Numbers.isAbsurd(big)) {
      throw new BlueprintException(
          "cannot calculate with "
              + Texts.show(number)
              + ", which has more than "
              + Numbers.MAX_DIGITS
              + " digits before or behind the point");
    }
  }

  /** Adds a number, or a text that is one; what stands for no value adds nothing. */
  static void add(MergeAssembly assembly, int slot, Object value) {
    if (value instanceof Long number) {
      addLong(assembly, slot, number);
    } else if (value instanceof BigDecimal number) {
      addBig(assembly, slot, number);
    } else if (value instanceof String text && !isNothing(text)) {
      long simple = Numbers.longOf(text);
      if (simple != Numbers.NO_LONG) {
        addLong(assembly, slot, simple);
      } else {
        Object number = Numbers.numberOf(value);
        if (number != null) {
          add(assembly, slot, number);
        }
      }
    }
  }

  private static void addLong(MergeAssembly assembly, int slot, long number) {
    long before = assembly.longs[slot];
    long after = before + number;
    if (((before ^ after) & (number ^ after)) < 0) {
      addBig(assembly, slot, BigDecimal.valueOf(before));
      after = number;
    }
    assembly.longs[slot] = after;
  }

  private static void addBig(MergeAssembly assembly, int slot, BigDecimal number) {
    BigDecimal before = assembly.objects[slot] instanceof BigDecimal big ? big : null;
    BigDecimal after = before == null ? number : before.add(number);
    assembly.objects[slot] = after;
    assembly.weight += Weights.of(after) - Weights.of(before);
  }

  /** The sum: a Long where it is one. */
  static Object total(MergeAssembly assembly, int slot) {
    long number = assembly.longs[slot];
    if (assembly.objects[slot] instanceof BigDecimal big) {
      return Numbers.normal(number == 0 ? big : big.add(BigDecimal.valueOf(number)));
    }
    return number;
  }

  /** Fails unless {@link #extreme} can compare this value. */
  static void checkOrder(Object value) {
    if (rank(value) > 2) {
      throw new BlueprintException(
          "cannot compare " + Texts.show(value) + "; min and max take numbers, texts and booleans");
    }
    Object number = Numbers.numberOf(value);
    if (number != null) {
      checkSize(number);
    }
  }

  /**
   * Keeps the larger of this value and the slot's for {@code sign} 1, the smaller for -1; of equal
   * ones the earlier.
   */
  static void extreme(MergeAssembly assembly, int slot, Object value, int sign) {
    if (value instanceof Long number) {
      extremeLong(assembly, slot, number, sign);
      return;
    }
    if (value instanceof String text) {
      if (isNothing(text)) {
        return;
      }
      long simple = Numbers.longOf(text);
      if (simple != Numbers.NO_LONG) {
        extremeLong(assembly, slot, simple, sign);
        return;
      }
      Object number = Numbers.numberOf(value);
      value = number == null ? text : number;
    }
    Object kept = kept(assembly, slot);
    if (kept == null || order(value, kept) * sign > 0) {
      replace(assembly, slot, value);
    }
  }

  private static void extremeLong(MergeAssembly assembly, int slot, long number, int sign) {
    Object object = assembly.objects[slot];
    if (object == MergeAssembly.NUMBER) {
      if (Long.compare(number, assembly.longs[slot]) * sign > 0) {
        assembly.longs[slot] = number;
      }
    } else if (object == null || order(number, object) * sign > 0) {
      replace(assembly, slot, MergeAssembly.NUMBER);
      assembly.longs[slot] = number;
    }
  }

  private static void replace(MergeAssembly assembly, int slot, Object object) {
    Object before = assembly.objects[slot];
    assembly.weight -= before == MergeAssembly.NUMBER ? 0 : Weights.of(before);
    assembly.weight += object == MergeAssembly.NUMBER ? 0 : Weights.of(object);
    assembly.objects[slot] = object;
  }

  /** The slot's value, the number beside it where that is meant. */
  static @Nullable Object kept(MergeAssembly assembly, int slot) {
    Object object = assembly.objects[slot];
    return object == MergeAssembly.NUMBER ? (Object) assembly.longs[slot] : object;
  }

  /**
   * A total order, so that an extreme does not depend on the order of the materials: booleans, then
   * numbers, then texts.
   */
  private static int order(Object a, Object b) {
    int ranks = Integer.compare(rank(a), rank(b));
    if (ranks != 0) {
      return ranks;
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    return a instanceof String x && b instanceof String y ? x.compareTo(y) : Numbers.compare(a, b);
  }

  private static int rank(Object value) {
    if (value instanceof Boolean) {
      return 0;
    }
    return value instanceof Number ? 1 : value instanceof String ? 2 : 3;
  }
}
