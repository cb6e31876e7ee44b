package factory.blueprint;

import factory.blueprint.Condition.And;
import factory.blueprint.Condition.Count;
import factory.blueprint.Condition.Field;
import factory.blueprint.Condition.Operand;
import factory.blueprint.Condition.Or;
import factory.blueprint.MergeSettings.ClassRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that no value can ever fulfil, as {@code total > 5 and total < 3}. Only what is
 * sure whatever the records have is told: two comparisons of one operand with values that exclude
 * each other. They are no mistakes in the configuration's form, so they are only remarked on.
 */
public final class NeverTrue {
  private static final Set<String> NUMBERS = Set.of("sum", "count");

  /** Names are taken as they are: whoever makes the blueprint has looked them up. */
  private static final ConditionParser.Scope ANY_NAME =
      new ConditionParser.Scope() {
        @Override
        public Field field(String path, boolean ofMaterial) {
          return new Field(path, ofMaterial, -1, null, null);
        }

        @Override
        public boolean knowsMaterials() {
          return true;
        }
      };

  /** Fields of the product that are numbers. */
  private final Set<String> numbers;

  private NeverTrue(Set<String> numbers) {
    this.numbers = numbers;
  }

  /**
   * The conditions that never hold, or of which a part never does, each as a sentence without its
   * full stop that names the setting.
   *
   * @throws BlueprintException if a condition cannot be read
   */
  public static List<String> of(MergeSettings settings) {
    NeverTrue ofMaterials = new NeverTrue(Set.of());
    NeverTrue ofProducts =
        new NeverTrue(
            settings.fields().entrySet().stream()
                .filter(field -> NUMBERS.contains(field.getValue().operation()))
                .map(field -> field.getKey())
                .collect(Collectors.toSet()));
    List<String> told = new ArrayList<>();
    settings
        .fields()
        .forEach(
            (name, rule) ->
                ofMaterials.look(rule.when(), "blueprint.fields." + name + ".when", told));
    ofProducts.look(settings.completeWhen(), "blueprint.complete-when", told);
    for (int i = 0; i < settings.pclass().size(); i++) {
      ClassRule rule = settings.pclass().get(i);
      ofProducts.look(rule.when(), "blueprint.pclass[" + i + "].when", told);
    }
    return told;
  }

  private void look(@Nullable String text, String setting, List<String> told) {
    if (text == null) {
      return;
    }
    Condition condition = ConditionParser.parse(text, setting, ANY_NAME);
    Operand whole = impossible(condition);
    Operand part = whole == null ? impossiblePart(condition) : null;
    if (whole != null) {
      told.add("factory." + setting + " can never hold" + since(whole, text));
    } else if (part != null) {
      told.add("a part of factory." + setting + " can never hold" + since(part, text));
    }
  }

  private static String since(Operand operand, String text) {
    return ": no value of " + name(operand) + " is all that is asked for in: " + text;
  }

  private static String name(Operand operand) {
    if (operand instanceof Count count) {
      return "count(" + count.field().path() + ")";
    }
    return operand instanceof Field field
        ? "'" + (field.ofMaterial() ? "material." : "") + field.path() + "'"
        : "materials";
  }

  /** What is asked too much of if a condition never holds; null if it may. */
  private @Nullable Operand impossible(Condition condition) {
    if (condition instanceof Or or) {
      List<@Nullable Operand> each = or.conditions().stream().map(this::impossible).toList();
      return each.stream().anyMatch(Objects::isNull) ? null : each.get(0);
    }
    if (!(condition instanceof And and)) {
      return null;
    }
    List<Asked> asked = Asked.of(and).toList();
    return Stream.concat(
            asked.stream()
                .filter(a -> asked.stream().anyMatch(b -> a.excludes(b, isNumber(a.operand()))))
                .map(Asked::operand),
            and.conditions().stream().map(this::impossible).filter(Objects::nonNull))
        .findFirst()
        .orElse(null);
  }

  private @Nullable Operand impossiblePart(Condition condition) {
    List<Condition> parts =
        condition instanceof Or or
            ? or.conditions()
            : condition instanceof And and ? and.conditions() : List.of();
    return parts.stream()
        .flatMap(part -> Stream.of(impossible(part), impossiblePart(part)).filter(Objects::nonNull))
        .findFirst()
        .orElse(null);
  }

  private boolean isNumber(Operand operand) {
    return !(operand instanceof Field field)
        || (!field.ofMaterial() && numbers.contains(field.path()));
  }
}
