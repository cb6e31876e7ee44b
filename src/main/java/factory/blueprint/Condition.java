package factory.blueprint;

import factory.goods.GuardedPattern;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition over a product, a material, or both; made by {@link ConditionParser}, and evaluated
 * without parsing or compiling anything.
 *
 * <p>What is null or absent fulfils no comparison, {@code !=} and {@code not in} included; only
 * {@code not (...)} and {@code is null} see it.
 */
sealed interface Condition {
  /** What a condition is evaluated on. */
  interface Subject {
    /** The value of a field; null where it is null or absent. */
    @Nullable Object value(Field field);

    /** How many materials the product has so far. */
    long materials();
  }

  /** Whether the condition holds. */
  boolean holds(Subject subject);

  /** Something with a value. */
  sealed interface Operand {
    /** Its value; null for none. */
    @Nullable Object value(Subject subject);
  }

  /** A value that stands in the condition: a String, Long, BigDecimal or Boolean. */
  record Literal(Object value) implements Operand {
    @Override
    public Object value(Subject subject) {
      return value;
    }
  }

  /**
   * A field.
   *
   * @param path its name or path
   * @param ofMaterial whether of the incoming material; else of the product
   * @param number where the subject finds it, or -1 to look for the path
   * @param rest a path that leads on into the value found at {@code number}, or null
   * @param several whether its value is known to be a list, and for a message of what kind; else
   *     null
   */
  record Field(
      String path, boolean ofMaterial, int number, @Nullable String rest, @Nullable String several)
      implements Operand {
    @Override
    public @Nullable Object value(Subject subject) {
      return subject.value(this);
    }
  }

  /** How many values a field has. */
  record Count(Field field) implements Operand {
    @Override
    public Object value(Subject subject) {
      Object value = field.value(subject);
      return value == null
          ? 0L
          : value instanceof Collection<?> items ? (Object) (long) items.size() : (Object) 1L;
    }
  }

  /** How many materials the product has. */
  record Materials() implements Operand {
    @Override
    public Object value(Subject subject) {
      return subject.materials();
    }
  }

  /**
   * Which items of a list a test must hold for. A single value is a list of one; over no item at
   * all nothing holds.
   */
  enum Quantifier {
    /** The value itself; a list fulfils nothing. */
    ONE,
    /** At least one item. */
    ANY,
    /** Every item. */
    ALL
  }

  /** One of several. */
  record Or(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      for (Condition condition : conditions) {
        if (condition.holds(subject)) {
          return true;
        }
      }
      return false;
    }
  }

  /** All of several. */
  record And(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      for (Condition condition : conditions) {
        if (!condition.holds(subject)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The contrary. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return !condition.holds(subject);
    }
  }

  /** Whether a field has a value (that is no empty list), or has none. */
  record Exists(Operand operand, boolean expected) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      Object value = operand.value(subject);
      boolean exists = value != null && !(value instanceof Collection<?> items && items.isEmpty());
      return exists == expected;
    }
  }

  /** A test of a value, or of the items of a list. */
  record Test(Operand operand, Quantifier quantifier, Check check) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      Object value = operand.value(subject);
      if (value == null) {
        return false;
      }
      if (!(value instanceof Collection<?> items)) {
        return check.passes(value, subject);
      }
      if (quantifier == Quantifier.ONE || items.isEmpty()) {
        return false;
      }
      boolean any = quantifier == Quantifier.ANY;
      for (Object item : items) {
        if ((item != null && check.passes(item, subject)) == any) {
          return any;
        }
      }
      return !any;
    }
  }

  /** What is asked of one value. */
  sealed interface Check {
    /** Whether this value, never null, passes. */
    boolean passes(Object value, Subject subject);
  }

  /** Is true. */
  record True() implements Check {
    @Override
    public boolean passes(Object value, Subject subject) {
      return value instanceof Boolean yes ? yes : value.equals("true");
    }
  }

  /** Compares with another value. */
  record Compare(Comparison comparison, Operand right) implements Check {
    @Override
    public boolean passes(Object value, Subject subject) {
      Object other = right.value(subject);
      return other != null
          && Texts.isSimple(value)
          && Texts.isSimple(other)
          && comparison.holds(compare(value, other));
    }
  }

  /** Is one of several values, or none of them. */
  record In(List<Object> values, boolean expected) implements Check {
    @Override
    public boolean passes(Object value, Subject subject) {
      if (!Texts.isSimple(value)) {
        return false;
      }
      for (Object each : values) {
        if (compare(value, each) == 0) {
          return expected;
        }
      }
      return !expected;
    }
  }

  /**
   * Has a part that fits a pattern.
   *
   * @param where the setting and what is matched in it, for the message of a text that takes the
   *     pattern too many steps, or is too long for it
   */
  record Matches(Pattern pattern, String where) implements Check {
    @Override
    public boolean passes(Object value, Subject subject) {
      if (!Texts.isSimple(value)) {
        return false;
      }
      String text = Texts.of(value);
      try {
        return new GuardedPattern(pattern).find(text) != null;
      } catch (GuardedPattern.Refused e) {
        throw new BlueprintException(where + " " + Texts.show(text) + ": " + e.getMessage());
      }
    }
  }

  /** How two values may stand to each other. */
  enum Comparison {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }

  /** Two values as numbers where both are or read as numbers, else as texts. */
  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof String text && b instanceof Long y) {
      long simple = Numbers.longOf(text);
      if (simple != Numbers.NO_LONG) {
        return Long.compare(simple, y);
      }
    }
    Object x = Numbers.numberOf(a);
    Object y = x == null ? null : Numbers.numberOf(b);
    return x == null || y == null ? Texts.of(a).compareTo(Texts.of(b)) : Numbers.compare(x, y);
  }
}
