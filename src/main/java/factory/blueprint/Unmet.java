package factory.blueprint;

import factory.blueprint.Condition.Check;
import factory.blueprint.Condition.Field;
import factory.blueprint.Condition.Operand;
import factory.blueprint.Condition.Quantifier;
import factory.blueprint.Condition.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a condition do not hold, in words, with what is there instead; for a person who
 * asks why a product is not complete.
 */
final class Unmet {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_@$][\\p{L}\\p{N}_\\-@$]*");
  private static final int SHOWN = 60;

  private Unmet() {}

  /**
   * What is missing for a condition to hold, each by itself; empty if it holds.
   *
   * <p>Fields of a material are not known when nothing is added: they are said to be asked of the
   * next one.
   */
  static List<String> of(Condition condition, Subject subject) {
    List<String> missing = new ArrayList<>();
    collect(condition, subject, missing);
    return missing;
  }

  private static void collect(Condition condition, Subject subject, List<String> missing) {
    if (condition.holds(subject)) {
      return;
    }
    if (condition instanceof Condition.And all) {
      all.conditions().forEach(each -> collect(each, subject, missing));
    } else if (condition instanceof Condition.Or one) {
      StringJoiner ways = new StringJoiner(", or ");
      for (Condition each : one.conditions()) {
        ways.add(String.join(" and ", of(each, subject)));
      }
      missing.add(ways.toString());
    } else {
      missing.add(write(condition) + found(condition, subject));
    }
  }

  /** What stands where something else should, in brackets. */
  private static String found(Condition condition, Subject subject) {
    StringJoiner found = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (Operand operand : operands(condition)) {
      if (operand instanceof Condition.Literal) {
        continue;
      }
      if (operand instanceof Field field && field.ofMaterial()) {
        found.add("asked of the next material");
      } else {
        Object value = operand.value(subject);
        String is = value == null ? "not there" : show(value);
        found.add(found.length() == 0 ? "is " + is : write(operand) + " is " + is);
      }
    }
    return found.toString();
  }

  private static List<Operand> operands(Condition condition) {
    if (condition instanceof Condition.Test test) {
      return test.check() instanceof Condition.Compare compare
          ? List.of(test.operand(), compare.right())
          : List.of(test.operand());
    }
    if (condition instanceof Condition.Exists exists) {
      return exists.expected() ? List.of() : List.of(exists.operand());
    }
    return List.of();
  }

  // ---- a condition as it is written ----

  private static String write(Condition condition) {
    if (condition instanceof Condition.And all) {
      return joined(all.conditions(), " and ");
    }
    if (condition instanceof Condition.Or one) {
      return joined(one.conditions(), " or ");
    }
    if (condition instanceof Condition.Not not) {
      return "not (" + write(not.condition()) + ")";
    }
    if (condition instanceof Condition.Exists exists) {
      return write(exists.operand()) + (exists.expected() ? " exists" : " is null");
    }
    Condition.Test test = (Condition.Test) condition;
    return write(test.operand()) + quantifier(test.quantifier()) + write(test.check());
  }

  private static String joined(List<Condition> conditions, String word) {
    StringJoiner joined = new StringJoiner(word, "(", ")");
    conditions.forEach(each -> joined.add(write(each)));
    return joined.toString();
  }

  private static String quantifier(Quantifier quantifier) {
    return switch (quantifier) {
      case ONE -> "";
      case ANY -> " any";
      case ALL -> " all";
    };
  }

  private static String write(Check check) {
    if (check instanceof Condition.Compare compare) {
      return " " + sign(compare.comparison()) + " " + write(compare.right());
    }
    if (check instanceof Condition.In in) {
      StringJoiner values = new StringJoiner(", ", in.expected() ? " in (" : " not in (", ")");
      in.values().forEach(value -> values.add(quoted(value)));
      return values.toString();
    }
    return check instanceof Condition.Matches matches
        ? " matches " + quoted(matches.pattern().pattern())
        : "";
  }

  private static String sign(Condition.Comparison comparison) {
    return switch (comparison) {
      case EQUAL -> "=";
      case UNEQUAL -> "!=";
      case LESS -> "<";
      case AT_MOST -> "<=";
      case MORE -> ">";
      case AT_LEAST -> ">=";
    };
  }

  private static String write(Operand operand) {
    if (operand instanceof Field field) {
      return (field.ofMaterial() ? "material." : "") + path(field.path());
    }
    if (operand instanceof Condition.Count count) {
      return "count(" + write(count.field()) + ")";
    }
    return operand instanceof Condition.Literal literal ? quoted(literal.value()) : "materials";
  }

  private static String path(String path) {
    StringJoiner parts = new StringJoiner(".");
    for (String part : path.split("\\.", -1)) {
      parts.add(PLAIN.matcher(part).matches() ? part : "`" + part + "`");
    }
    return parts.toString();
  }

  private static String quoted(Object value) {
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : Texts.of(value);
  }

  private static String show(@Nullable Object value) {
    if (value == null) {
      return "not there";
    }
    if (!Texts.isSimple(value) || value instanceof java.math.BigDecimal) {
      return Texts.show(value);
    }
    String text = quoted(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
