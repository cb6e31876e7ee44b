package factory.blueprint;

import factory.blueprint.Condition.Field;
import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import factory.blueprint.MergeSettings.Others;
import factory.goods.Nearest;
import factory.goods.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link MergeBlueprint}, checked and with all names looked up. */
final class MergePlan {
  /** The path number of the whole record. */
  static final int WHOLE = -1;

  private static final int CACHED = 64;

  /**
   * What becomes of one field.
   *
   * @param name of the product's field
   * @param path number of the material's path, or {@link #WHOLE}
   */
  record Rule(String name, Operation operation, int path, @Nullable Condition when) {}

  /** One rule of the product class. */
  record Pclass(@Nullable Condition when, ClassTemplate is) {}

  final Rule[] rules;

  final Others others;
  final @Nullable Condition completeWhen;
  final List<Pclass> pclasses;

  /** Numbers of the paths that tell materials apart. */
  final int[] distinct;

  /** Their names, in the same order. */
  final List<String> names;

  private final Map<String, Integer> pathNumbers = new LinkedHashMap<>();
  private final String[] paths;
  private final Set<String> named = new HashSet<>();
  private final Set<String> keys;
  private final @Nullable Set<String> known;
  private final @Nullable Binding[] bindings = new Binding[CACHED];
  private final List<String> wrong = new ArrayList<>();

  MergePlan(MergeSettings settings, Set<String> keys, @Nullable Set<String> known) {
    this.keys = Set.copyOf(keys);
    this.known = known;
    others = settings.others();
    names = List.copyOf(settings.fields().keySet());
    List<@Nullable Rule> parsed = new ArrayList<>();
    settings.fields().forEach((name, rule) -> parsed.add(rule(name, rule)));
    rules = parsed.toArray(Rule[]::new);
    String complete = settings.completeWhen();
    completeWhen =
        complete == null
            ? null
            : condition(complete, "blueprint.complete-when", new ProductScope(true));
    pclasses = pclasses(settings.pclass());
    distinct = distinct(settings.distinctBy());
    paths = pathNumbers.keySet().toArray(String[]::new);
    if (!wrong.isEmpty()) {
      throw new BlueprintException(String.join("\n", wrong));
    }
  }

  /** Goes on behind a mistake, so that all are told together. */
  private <T> @Nullable T orNull(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (BlueprintException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private @Nullable Condition condition(String text, String setting, ConditionParser.Scope scope) {
    return orNull(() -> ConditionParser.parse(text, setting, scope));
  }

  /** What is known of this schema. */
  Binding binding(Schema schema) {
    int at = System.identityHashCode(schema) & (CACHED - 1);
    Binding binding = bindings[at];
    if (binding == null || binding.schema != schema) {
      binding = new Binding(schema, paths, named, keys, others != Others.DROP);
      bindings[at] = binding;
    }
    return binding;
  }

  /** What becomes of an unnamed field. */
  Operation otherwise(boolean key) {
    return switch (others) {
      case DEFAULT -> key ? Operation.FIRST : Operation.DEFAULT;
      case LAST -> Operation.LAST;
      case FIRST, DROP -> Operation.FIRST;
    };
  }

  /** Null where something is wrong with it, all of which is noted. */
  private @Nullable Rule rule(String name, FieldRule rule) {
    int before = wrong.size();
    String setting = "blueprint.fields." + name;
    Operation operation = orNull(() -> operation(name, rule, setting));
    boolean ownName = rule.from().isBlank() || rule.from().equals(name);
    boolean whole =
        operation == Operation.COLLECT
            || (ownName && (operation == Operation.COUNT || operation == null));
    String from = rule.from().isBlank() ? name : rule.from();
    named.add(name);
    named.add(from);
    if (!whole) {
      orNull(() -> checkKnown(from, ownName ? setting : setting + ".from"));
    }
    String condition = rule.when();
    Condition when =
        condition == null ? null : condition(condition, setting + ".when", new MaterialScope());
    return operation == null || wrong.size() > before
        ? null
        : new Rule(name, operation, whole ? WHOLE : pathNumber(from), when);
  }

  private static Operation operation(String name, FieldRule rule, String setting) {
    if (name.isBlank()) {
      throw new BlueprintException(
          "blueprint.fields: expected a field's name, found '" + name + "'");
    }
    if (!Operation.NAMES.contains(rule.operation())) {
      throw new BlueprintException(
          setting
              + ": expected one of "
              + String.join(", ", Operation.NAMES)
              + ", found '"
              + rule.operation()
              + "'"
              + Nearest.hint(rule.operation().toLowerCase(Locale.ROOT), Operation.NAMES));
    }
    Operation operation = Operation.valueOf(rule.operation().toUpperCase(Locale.ROOT));
    if (operation == Operation.COLLECT && !rule.from().isBlank() && !rule.from().equals(name)) {
      throw new BlueprintException(
          setting
              + ".from: collect takes whole materials, found '"
              + rule.from()
              + "'; for the values of one field use list");
    }
    return operation;
  }

  private List<Pclass> pclasses(List<ClassRule> settings) {
    List<Pclass> parsed = new ArrayList<>();
    ConditionParser.Scope scope = new ProductScope(false);
    for (int i = 0; i < settings.size(); i++) {
      String setting = "blueprint.pclass[" + i + "]";
      if (i > 0 && settings.get(i - 1).when() == null && parsed.get(i - 1).is().isFixed()) {
        wrong.add(
            setting
                + ": is never reached, since blueprint.pclass["
                + (i - 1)
                + "]"
                + MergeBlueprint.HAS_NO_WHEN
                + " and always holds");
      }
      String when = settings.get(i).when();
      String is = settings.get(i).is();
      Condition condition = when == null ? null : condition(when, setting + ".when", scope);
      ClassTemplate template = orNull(() -> ClassTemplate.parse(is, setting + ".is", scope));
      parsed.add(new Pclass(condition, template == null ? ClassTemplate.NONE : template));
    }
    return List.copyOf(parsed);
  }

  private int[] distinct(List<String> settings) {
    Set<String> seen = new HashSet<>();
    for (String path : settings) {
      if (path.isBlank() || !seen.add(path)) {
        wrong.add(
            "blueprint.distinct-by: expected names of different fields, found '"
                + path
                + "'"
                + (path.isBlank() ? "" : " twice"));
      } else {
        orNull(() -> checkKnown(path, "blueprint.distinct-by"));
      }
    }
    return settings.stream().mapToInt(this::pathNumber).toArray();
  }

  private String checkKnown(String path, String setting) {
    if (known != null && !known.contains(path)) {
      throw new BlueprintException(setting + ": " + unknown(path, known));
    }
    return path;
  }

  /** Only sources of flat records say what they know, so that a path has no way into a value. */
  private static String unknown(String path, Set<String> known) {
    return "the source has no field '" + path + "'" + Nearest.hintOrAll(path, known);
  }

  private int pathOfMaterial(String path) {
    if (known != null && !known.contains(path)) {
      throw new BlueprintException(unknown(path, known));
    }
    return pathNumber(path);
  }

  /** Refuses a name that no field of the product will ever have. */
  private void checkOther(String path) {
    if (others == Others.DROP) {
      throw new BlueprintException(
          "the product has no field '"
              + path
              + "', since blueprint.others is drop"
              + Nearest.hintOrAll(path, names));
    }
    if (named.contains(path)) {
      throw new BlueprintException(
          "the product has no field '"
              + path
              + "', since blueprint.fields makes another one of it"
              + Nearest.hint(path, names));
    }
    if (known != null && !known.contains(path)) {
      Set<String> all = new LinkedHashSet<>(names);
      all.addAll(known);
      throw new BlueprintException(
          "the product has no field '" + path + "'" + Nearest.hintOrAll(path, all));
    }
  }

  private int pathNumber(String path) {
    Integer known = pathNumbers.putIfAbsent(path, pathNumbers.size());
    return known == null ? pathNumbers.size() - 1 : known;
  }

  /** Where bare names are fields of the incoming material. */
  private final class MaterialScope implements ConditionParser.Scope {
    @Override
    public Field field(String path, boolean ofMaterial) {
      return new Field(path, true, pathOfMaterial(path), null, null);
    }

    @Override
    public boolean knowsMaterials() {
      return false;
    }
  }

  /** Where bare names are fields of the product. */
  private final class ProductScope implements ConditionParser.Scope {
    private final boolean seesMaterial;

    ProductScope(boolean seesMaterial) {
      this.seesMaterial = seesMaterial;
    }

    @Override
    public Field field(String path, boolean ofMaterial) {
      if (ofMaterial) {
        if (!seesMaterial) {
          throw new BlueprintException(
              "the class is that of the whole product, there is no incoming material; keep what is needed of it under blueprint.fields");
        }
        return new Field(path, true, pathOfMaterial(path), null, null);
      }
      int slot = names.indexOf(path);
      if (slot >= 0) {
        Rule rule = rules[slot];
        boolean list = rule != null && rule.operation().isSeveral(); // of a wrong rule nobody knows
        return new Field(path, false, slot, null, list ? rule.operation().text() : null);
      }
      for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        slot = names.indexOf(path.substring(0, dot));
        if (slot >= 0) {
          return new Field(path, false, slot, path.substring(dot + 1), null);
        }
      }
      checkOther(path);
      return new Field(path, false, -1, null, null);
    }

    @Override
    public boolean knowsMaterials() {
      return true;
    }
  }
}
