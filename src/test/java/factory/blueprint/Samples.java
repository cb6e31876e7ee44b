package factory.blueprint;

import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import factory.blueprint.MergeSettings.Others;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings, materials and the plain loop that the tests of blueprints share. */
final class Samples {
  static final Pid PID = Pid.of("p");

  private Samples() {}

  /** Settings, put together step by step. */
  static final class Settings {
    private final Map<String, FieldRule> fields = new LinkedHashMap<>();
    private final List<ClassRule> pclass = new ArrayList<>();
    private Others others = Others.DROP;
    private @Nullable String complete;
    private List<String> distinct = List.of();

    Settings field(String name, String operation) {
      return field(name, operation, "", null);
    }

    Settings field(String name, String operation, String from, @Nullable String when) {
      fields.put(name, new FieldRule(operation, from, when));
      return this;
    }

    Settings others(Others others) {
      this.others = others;
      return this;
    }

    Settings complete(String when) {
      complete = when;
      return this;
    }

    Settings pclass(@Nullable String when, String is) {
      pclass.add(new ClassRule(when, is));
      return this;
    }

    Settings distinctBy(String... fields) {
      distinct = List.of(fields);
      return this;
    }

    MergeSettings done() {
      return new MergeSettings(fields, others, complete, pclass, distinct);
    }

    MergeBlueprint blueprint() {
      return MergeBlueprint.of(done(), Set.of(), null);
    }
  }

  static Settings settings() {
    return new Settings();
  }

  /** A material of these names and values, one after the other. */
  static Material material(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Material(PID, Material.NO_TIME, 0, 0, Fields.of(map));
  }

  /** A material of a known shape. */
  static Material row(Schema schema, @Nullable Object... values) {
    return new Material(PID, Material.NO_TIME, 0, 0, Fields.of(schema, values, -1));
  }

  static <A> A assemble(Blueprint<A> blueprint, Material... materials) {
    A assembly = blueprint.begin(PID);
    for (Material material : materials) {
      if (!blueprint.isRepeat(assembly, material)) {
        assembly = blueprint.add(assembly, material);
      }
    }
    return assembly;
  }

  static <A> Map<String, @Nullable Object> product(Blueprint<A> blueprint, Material... materials) {
    return new LinkedHashMap<>(blueprint.fields(assemble(blueprint, materials)));
  }

  /** What one operation makes of the values of a field {@code x}. */
  static @Nullable Object merged(String operation, @Nullable Object... values) {
    MergeBlueprint blueprint = settings().field("x", operation).blueprint();
    Material[] materials = new Material[values.length];
    for (int i = 0; i < values.length; i++) {
      materials[i] = material("x", values[i]);
    }
    return product(blueprint, materials).get("x");
  }
}
