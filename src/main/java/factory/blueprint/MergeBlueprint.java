package factory.blueprint;

import factory.blueprint.Condition.Field;
import factory.goods.Column;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blueprint that is written in the configuration: for each field of the product what becomes of
 * the materials' values, when the product is complete, and of what class it is.
 *
 * <p>See {@code docs/blueprints.md} for the operations and conditions. One instance serves all
 * workers. {@link #add} fails on a value that an operation cannot take, with a {@link
 * BlueprintException} and the assembly as it was.
 */
public final class MergeBlueprint implements Blueprint<MergeAssembly> {
  /** The class of a product of which no rule holds. */
  public static final String NO_CLASS = "other";

  /** Stands behind a rule of the product class in the complaint about one that it hides. */
  public static final String HAS_NO_WHEN = " has no when";

  private final MergePlan plan;

  private MergeBlueprint(MergePlan plan) {
    this.plan = plan;
  }

  /**
   * A blueprint of these settings for one source.
   *
   * @param keys fields that make the pid or the event time; where they are not named they keep
   *     their first value and are never summed up
   * @param known all fields that the source has, so that a misspelt one is noticed; null where that
   *     is not known
   * @throws BlueprintException if a rule is wrong; it names the setting, what was found and what
   *     was expected
   */
  public static MergeBlueprint of(
      MergeSettings settings, Set<String> keys, @Nullable Set<String> known) {
    return new MergeBlueprint(new MergePlan(settings, keys, known));
  }

  @Override
  public MergeAssembly begin(Pid pid) {
    return new MergeAssembly(plan.rules.length, plan.distinct.length > 0);
  }

  @Override
  public MergeAssembly add(MergeAssembly assembly, Material material) {
    Fields fields = material.fields();
    Binding binding = plan.binding(fields.schema());
    View view = new View(plan, assembly, fields, binding.paths);
    @Nullable Object[] values = new Object[plan.rules.length]; // some are made when asked for
    long skipped = check(view, fields, binding, values);
    for (int i = 0; i < plan.rules.length; i++) {
      MergePlan.Rule rule = plan.rules[i];
      if (rule.when() != null
          && (i < Long.SIZE ? (skipped >>> i & 1) != 0 : !rule.when().holds(view))) {
        continue;
      }
      Object value = rule.path() == MergePlan.WHOLE ? fields : values[i];
      if (value != null) {
        rule.operation().add(assembly, i, value);
      }
    }
    addOthers(assembly, fields, binding);
    if (assembly.seen != null) {
      remember(assembly, assembly.seen, key(fields, binding));
    }
    assembly.materials++;
    if (plan.completeWhen != null) {
      assembly.complete = plan.completeWhen.holds(view);
    }
    return assembly;
  }

  /**
   * Asks every rule whether it can take its value, before any does. Returns which of the first 64
   * do not apply, as bits.
   *
   * @param values is filled with the values of the rules that apply
   */
  private long check(View view, Fields fields, Binding binding, @Nullable Object[] values) {
    long skipped = 0;
    int i = 0;
    try {
      for (; i < plan.rules.length; i++) {
        MergePlan.Rule rule = plan.rules[i];
        if (rule.when() != null && !rule.when().holds(view)) {
          skipped |= i < Long.SIZE ? 1L << i : 0;
        } else if (rule.path() != MergePlan.WHOLE) {
          Object value = binding.paths.value(fields, rule.path());
          if (value != null) {
            rule.operation().check(value);
            values[i] = value;
          }
        }
      }
    } catch (BlueprintException e) {
      throw new BlueprintException("field '" + plan.rules[i].name() + "': " + e.getMessage(), e);
    }
    if (plan.others == MergeSettings.Others.DEFAULT) {
      checkOthers(fields, binding);
    }
    return skipped;
  }

  private static void checkOthers(Fields fields, Binding binding) {
    for (int i = 0; i < binding.others.length; i++) {
      Object value = fields.at(binding.others[i]);
      if (value != null && !binding.keys[i]) {
        try {
          Operation.DEFAULT.check(value);
        } catch (BlueprintException e) {
          String name = fields.schema().names().get(binding.others[i]);
          throw new BlueprintException("field '" + name + "': " + e.getMessage(), e);
        }
      }
    }
  }

  private void addOthers(MergeAssembly assembly, Fields fields, Binding binding) {
    if (binding.others.length == 0) {
      return;
    }
    int rules = plan.rules.length;
    Binding.Step step = binding.step(assembly.names);
    if (step.after() != assembly.names) {
      assembly.weight += weight(step.after()) - weight(assembly.names);
      assembly.names = step.after();
      assembly.grow(rules + step.after().length);
    }
    for (int i = 0; i < binding.others.length; i++) {
      Object value = fields.at(binding.others[i]);
      if (value != null) {
        plan.otherwise(binding.keys[i]).add(assembly, rules + step.places()[i], value);
      }
    }
  }

  /** What an assembly holds of its unnamed fields' names; as a rule they are shared. */
  private static long weight(String[] names) {
    return Binding.isPrivate(names) ? 64L * names.length : 0;
  }

  @Override
  public boolean isRepeat(MergeAssembly assembly, Material material) {
    if (assembly.seen == null) {
      return false;
    }
    Fields fields = material.fields();
    Object key = key(fields, plan.binding(fields.schema()));
    return key != null && assembly.seen.contains(key);
  }

  /**
   * What tells this record apart: a value, or a list of several; null where it has none of them,
   * since then nothing can be said.
   */
  private @Nullable Object key(Fields fields, Binding binding) {
    int[] distinct = plan.distinct;
    if (distinct.length == 1) {
      return binding.paths.value(fields, distinct[0]);
    }
    @Nullable Object[] parts = new Object[distinct.length];
    boolean any = false;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = binding.paths.value(fields, distinct[i]);
      any |= parts[i] != null;
    }
    return any ? Arrays.asList(parts) : null;
  }

  private static void remember(MergeAssembly assembly, Distinct seen, @Nullable Object key) {
    if (key != null) {
      long before = seen.weight();
      seen.add(key);
      assembly.weight += seen.weight() - before;
    }
  }

  @Override
  public boolean isComplete(MergeAssembly assembly) {
    return assembly.complete;
  }

  @Override
  public List<String> missing(MergeAssembly assembly) {
    return plan.completeWhen == null
        ? List.of()
        : Unmet.of(plan.completeWhen, new View(plan, assembly, null, null));
  }

  @Override
  public boolean mayComplete() {
    return plan.completeWhen != null;
  }

  @Override
  public String pclass(MergeAssembly assembly) {
    View view = new View(plan, assembly, null, null);
    for (MergePlan.Pclass rule : plan.pclasses) {
      if (rule.when() == null || rule.when().holds(view)) {
        String pclass = rule.is().fill(view);
        if (pclass != null) {
          return pclass;
        }
      }
    }
    return NO_CLASS;
  }

  @Override
  public Map<String, @Nullable Object> fields(MergeAssembly assembly) {
    int rules = plan.rules.length;
    if (assembly.names.length == 0) {
      @Nullable Object[] values = new @Nullable Object[rules];
      for (int i = 0; i < rules; i++) {
        values[i] = plan.rules[i].operation().result(assembly, i);
      }
      return FieldMap.of(plan.names, values);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(2 * (rules + assembly.names.length));
    for (int i = 0; i < rules; i++) {
      fields.put(plan.rules[i].name(), plan.rules[i].operation().result(assembly, i));
    }
    Operation otherwise = plan.otherwise(false);
    for (int i = 0; i < assembly.names.length; i++) {
      fields.put(assembly.names[i], otherwise.result(assembly, rules + i));
    }
    return Collections.unmodifiableMap(fields);
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (MergePlan.Rule rule : plan.rules) {
      columns.add(new Column(rule.name(), rule.operation().kind()));
    }
    return columns;
  }

  @Override
  public long weight(MergeAssembly assembly) {
    return assembly.weight;
  }

  /**
   * What conditions see.
   *
   * @param fields the incoming material; null where there is none
   * @param paths the paths into it, likewise
   */
  private record View(
      MergePlan plan, MergeAssembly assembly, @Nullable Fields fields, @Nullable Paths paths)
      implements Condition.Subject {
    @Override
    public @Nullable Object value(Field field) {
      if (field.ofMaterial()) {
        return fields == null || paths == null ? null : paths.value(fields, field.number());
      }
      if (field.number() >= 0) {
        Object value = plan.rules[field.number()].operation().peek(assembly, field.number());
        return field.rest() == null ? value : Paths.descend(value, field.rest());
      }
      String path = field.path();
      Object value = other(path);
      for (int dot = path.indexOf('.');
          dot >= 0 && value == null;
          dot = path.indexOf('.', dot + 1)) {
        value = Paths.descend(other(path.substring(0, dot)), path.substring(dot + 1));
      }
      return value;
    }

    private @Nullable Object other(String name) {
      for (int i = 0; i < assembly.names.length; i++) {
        if (assembly.names[i].equals(name)) {
          return plan.otherwise(false).peek(assembly, plan.rules.length + i);
        }
      }
      return null;
    }

    @Override
    public long materials() {
      return assembly.materials;
    }
  }
}
