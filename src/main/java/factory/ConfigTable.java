package factory;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table of the configuration: finds what stands at a path, relative to it, and says in words
 * what is wrong with it.
 */
class ConfigTable {
  private final ConfigObject table;
  private final String prefix;

  ConfigTable(ConfigObject table, String prefix) {
    this.table = table;
    this.prefix = prefix;
  }

  /** The table itself. */
  ConfigObject object() {
    return table;
  }

  /** Whether something is set at a path. */
  boolean has(String path) {
    return find(path) != null;
  }

  /** The value at a path; never null. */
  ConfigValue value(String path) {
    ConfigValue value = find(path);
    if (value == null) {
      throw new WrongInput(
          Origins.of(table.origin()) + ": " + full(path) + ": is missing", full(path));
    }
    if (value.valueType() == ConfigValueType.NULL) {
      throw wrong(path, "must be set");
    }
    return value;
  }

  /** A refusal of what stands at a path: where it comes from, the path, the rule and the value. */
  WrongInput wrong(String path, String rule) {
    ConfigValue value = find(path);
    if (value == null) {
      return new WrongInput(
          Origins.of(table.origin()) + ": " + full(path) + ": " + rule, full(path));
    }
    return new WrongInput(
        Origins.of(value.origin())
            + ": "
            + full(path)
            + ": "
            + rule
            + ", was "
            + Origins.shown(value),
        full(path));
  }

  /**
   * A refusal of what is needed and not there: at the path if the user has set it, else at the
   * setting that needs it.
   *
   * @param cause the setting that needs it
   * @param rule as {@code must be …}
   */
  WrongInput needed(String cause, String path, String rule) {
    return Origins.builtIn(value(path))
        ? wrong(cause, "needs " + full(path) + ", which " + rule)
        : wrong(path, rule + " with " + full(cause) + " = " + value(cause).unwrapped());
  }

  /** A list of anything; a single text is a list of one. */
  List<ConfigValue> items(String path) {
    ConfigValue value = value(path);
    if (value instanceof ConfigList list) {
      return list;
    }
    if (value.valueType() == ConfigValueType.STRING
        && !String.valueOf(value.unwrapped()).isEmpty()) {
      return List.of(value);
    }
    throw wrong(path, "must be a list [ ... ]");
  }

  /** The path as a user would write it from the root. */
  String full(String path) {
    return prefix.isEmpty() ? path : prefix + "." + path;
  }

  private @Nullable ConfigValue find(String path) {
    ConfigValue value = table;
    List<String> keys = ConfigUtil.splitPath(path);
    for (int i = 0; i < keys.size(); i++) {
      if (!(value instanceof ConfigObject inner)) {
        throw wrong(ConfigUtil.joinPath(keys.subList(0, i)), "must be a table { ... }");
      }
      value = inner.get(keys.get(i));
      if (value == null) {
        return null;
      }
    }
    return value;
  }
}
