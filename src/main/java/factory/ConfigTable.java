package factory;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
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
      throw WrongInput.missing(
          Origins.of(table.origin()) + ": " + full(path) + ": is missing", full(path));
    }
    if (value.valueType() == ConfigValueType.NULL) {
      throw wrong(path, "must be set");
    }
    return value;
  }

  /**
   * A refusal of what stands at a path: where it comes from, the path, the rule and the value.
   *
   * @param others settings from the root that the rule is about, too: it tells nothing where the
   *     value of one of them is not the user's
   */
  WrongInput wrong(String path, String rule, String... others) {
    ConfigValue value = find(path);
    if (value == null) {
      String where = Origins.of(table.origin());
      return new WrongInput(where + ": " + full(path) + ": " + rule, full(path), List.of(others));
    }
    return refusal(full(path), value, rule, List.of(others));
  }

  /**
   * The same of one item of a list; where a single value stands in the place of the list it is of
   * that.
   */
  WrongInput wrongItem(String path, int number, String rule, String... others) {
    return value(path) instanceof ConfigList list
        ? refusal(full(path) + "[" + number + "]", list.get(number), rule, List.of(others))
        : wrong(path, rule, others);
  }

  private static WrongInput refusal(
      String full, ConfigValue value, String rule, List<String> others) {
    String where = Origins.of(value.origin());
    String hint = KnownKeys.hintBeside(full, value);
    String was = ", was " + Origins.shown(value);
    return new WrongInput(where + ": " + full + ": " + rule + hint + was, full, others);
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
        ? wrong(cause, "needs " + full(path) + ", which " + rule, full(path))
        : wrong(
            path, rule + " with " + full(cause) + " = " + value(cause).unwrapped(), full(cause));
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

  /** A list of texts that are not empty; a single text is a list of one. */
  List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    List<ConfigValue> items = items(path);
    for (int i = 0; i < items.size(); i++) {
      if (Mistakes.isPassedOver(items.get(i))) {
        continue;
      }
      if (!isText(items.get(i))) {
        throw wrongItem(path, i, "must be text");
      }
      String text = String.valueOf(items.get(i).unwrapped());
      if (text.isBlank()) {
        throw wrongItem(path, i, "must not be empty");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /** Whether a value is text, or a number that may be taken for one. */
  static boolean isText(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        || value.valueType() == ConfigValueType.NUMBER;
  }

  /** A number; {@code rule} is told where it is none. */
  BigDecimal number(String path, String rule) {
    ConfigValue value = value(path);
    if (isText(value)) {
      String text = String.valueOf(value.unwrapped());
      try {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) < 100) { // 1e999999999 would take all memory
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(path, rule);
      }
    }
    throw wrong(path, rule);
  }

  /** Refuses a number out of its range. */
  void within(String path, BigDecimal number, BigDecimal least, BigDecimal most) {
    if (number.compareTo(least) < 0) {
      throw wrong(path, "must be at least " + least.toPlainString());
    }
    if (number.compareTo(most) > 0) {
      throw wrong(path, "must be at most " + most.toPlainString());
    }
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
