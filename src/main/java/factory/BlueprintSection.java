package factory;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import factory.blueprint.MergeSettings;
import factory.blueprint.MergeSettings.ClassRule;
import factory.blueprint.MergeSettings.FieldRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses {@code factory.blueprint}. Whether operations and conditions exist is for the blueprint
 * itself to say.
 */
final class BlueprintSection {
  /** In the place of a rule that is refused, of which nothing follows for the others. */
  private static final ClassRule REFUSED = new ClassRule("true", "refused");

  private BlueprintSection() {}

  static BlueprintSettings parse(ConfigReader factory) {
    ConfigReader blueprint = factory.table("blueprint");
    String kind = blueprint.oneOf("kind", List.of("merge", "class", "packets"));
    MergeSettings merge = merge(blueprint);
    BlueprintSettings.PlugIn plugIn =
        new BlueprintSettings.PlugIn(
            blueprint.text("class"),
            blueprint.paths("plugins"),
            blueprint.table("settings").object().toConfig());
    switch (kind) {
      case "merge":
        return new BlueprintSettings.Merge(merge);
      case "class":
        if (plugIn.className().isBlank()) {
          throw blueprint.needed(
              "kind", "class", "must name a class that implements factory.blueprint.Blueprint");
        }
        return plugIn;
      default:
        if (!factory.text("source.kind").equals("generator")) {
          throw Origins.builtIn(blueprint.value("kind"))
              ? factory.wrong(
                  "source.kind",
                  "needs a blueprint: set factory.blueprint.kind to merge or class",
                  blueprint.full("kind"))
              : blueprint.wrong(
                  "kind",
                  "packets are only made by factory.source.kind = generator; must be merge or class",
                  factory.full("source.kind"));
        }
        return new BlueprintSettings.Packets();
    }
  }

  private static MergeSettings merge(ConfigReader blueprint) {
    Map<String, FieldRule> fields = new LinkedHashMap<>();
    ConfigReader table = blueprint.table("fields");
    table.object().entrySet().stream()
        .sorted(Origins.asWritten())
        .forEach(
            entry -> fields.put(entry.getKey(), field(table, entry.getKey(), entry.getValue())));
    List<ClassRule> classes =
        blueprint.numbered("pclass").stream()
            .map(rule -> rule.map(BlueprintSection::pclass).orElse(REFUSED))
            .toList();
    return new MergeSettings(
        Collections.unmodifiableMap(fields),
        blueprint.oneOf("others", MergeSettings.Others.class),
        blueprint.textOrNull("complete-when"),
        classes,
        blueprint.texts("distinct-by"));
  }

  private static ClassRule pclass(ConfigReader rule) {
    return new ClassRule(rule.has("when") ? rule.textOrNull("when") : null, rule.someText("is"));
  }

  private static FieldRule field(ConfigReader fields, String name, ConfigValue value) {
    String path = ConfigUtil.joinPath(name);
    if (value instanceof ConfigObject) {
      ConfigReader rule = fields.table(path);
      return new FieldRule(
          rule.someText("op"),
          rule.has("from") ? rule.someText("from") : name,
          rule.has("when") ? rule.textOrNull("when") : null);
    }
    if (value.valueType() != ConfigValueType.STRING) {
      throw fields.wrong(
          path, "must be an operation, as sum, or a table { from = ..., op = ..., when = ... }");
    }
    return new FieldRule(fields.someText(path), name, null);
  }
}
