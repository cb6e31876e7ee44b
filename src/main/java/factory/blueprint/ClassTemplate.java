package factory.blueprint;

import factory.blueprint.Condition.Field;
import factory.blueprint.Condition.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule of the product class says it {@code is}: a text in which <code>${field}</code> stands
 * for a field of the product.
 *
 * @param parts Strings and Fields in order
 */
record ClassTemplate(List<Object> parts) {
  /** In the place of one that is refused. */
  static final ClassTemplate NONE = new ClassTemplate(List.of());

  static ClassTemplate parse(String source, String setting, ConditionParser.Scope scope) {
    if (source.isBlank()) {
      throw new BlueprintException(setting + ": expected the name of a product class, found none");
    }
    List<Object> parts = new ArrayList<>();
    int at = 0;
    for (int open = source.indexOf("${"); open >= 0; open = source.indexOf("${", at)) {
      int close = source.indexOf('}', open);
      if (close < 0) {
        throw ConditionLexer.error(setting, source, open + 1, "the '${' never closes with '}'");
      }
      if (open > at) {
        parts.add(source.substring(at, open));
      }
      try {
        parts.add(field(source.substring(open + 2, close).strip(), scope));
      } catch (BlueprintException e) {
        throw ConditionLexer.error(setting, source, open + 1, String.valueOf(e.getMessage()));
      }
      at = close + 1;
    }
    if (at < source.length()) {
      parts.add(source.substring(at));
    }
    return new ClassTemplate(List.copyOf(parts));
  }

  private static Field field(String path, ConditionParser.Scope scope) {
    if (path.isEmpty()) {
      throw new BlueprintException("expected a field between '${' and '}', found none");
    }
    Field field = scope.field(path, false);
    if (field.several() != null) {
      throw new BlueprintException(
          "expected a single value, found '" + path + "', which is a " + field.several());
    }
    return field;
  }

  /** Whether it gives a class for every product. */
  boolean isFixed() {
    return parts.stream().allMatch(String.class::isInstance);
  }

  /** The class; null where a field has no value to put in. */
  @Nullable String fill(Subject subject) {
    if (parts.size() == 1 && parts.get(0) instanceof String fixed) {
      return fixed;
    }
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Field field) {
        Object value = field.value(subject);
        String filled = value == null || !Texts.isSimple(value) ? "" : Texts.of(value);
        if (filled.isBlank()) {
          return null;
        }
        text.append(filled);
      } else {
        text.append(part);
      }
    }
    return text.toString();
  }
}
