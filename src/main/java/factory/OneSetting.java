package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.Map;

/** A setting of the command line, over all files. */
final class OneSetting {
  private static final String FACTORY = "factory.";

  private OneSetting() {}

  /**
   * One of an option.
   *
   * @throws WrongInput if it is none
   */
  static Config option(Given given) {
    String setting = given.setting();
    String words = given.words();
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new WrongInput(words + ": must be key=value, as factory.contract.term=1h");
    }
    String key = setting.substring(0, equals).strip();
    if (!key.startsWith(FACTORY)) {
      String nearest = KnownKeys.nearest(FACTORY + key);
      String hint = nearest == null ? "" : " (nearest: " + nearest + ")";
      throw new WrongInput(words + ": the key must begin with factory." + hint);
    }
    return of(words, key, setting.substring(equals + 1).strip());
  }

  /**
   * One of {@code -D}.
   *
   * @throws WrongInput if its key is none
   */
  static Config property(String key, String value) {
    return of("-D" + key, key, value);
  }

  /**
   * What begins as a list or a table is read as HOCON, unless it is for a setting that is neither:
   * a regular expression may begin so, too. What begins with a quote is read as HOCON if it is; all
   * else is taken as it stands.
   */
  private static Config of(String origin, String key, String value) {
    try {
      ConfigUtil.splitPath(key);
    } catch (ConfigException e) {
      throw new WrongInput(origin + ": '" + key + "' is no key");
    }
    if (value.startsWith("\"") || (!isPlain(key) && value.matches("(?s)[\\[{].*"))) {
      try {
        return ConfigFactory.parseString(
            key + " = " + value, ConfigParseOptions.defaults().setOriginDescription(origin));
      } catch (ConfigException e) {
        if (!value.startsWith("\"") && ConfigStack.builtIn().hasPath(key)) {
          throw new WrongInput(origin + ": " + ParserWords.ofOption(e));
        }
        return ConfigFactory.parseMap(Map.of(key, value), origin); // quotes within a condition
      }
    }
    return ConfigFactory.parseMap(Map.of(key, value), origin); // the tables around it, too
  }

  /** Whether a setting is known to be no list and no table. */
  private static boolean isPlain(String key) {
    Config builtIn = ConfigStack.builtIn();
    return builtIn.hasPath(key)
        && builtIn.getValue(key).valueType() != ConfigValueType.LIST
        && builtIn.getValue(key).valueType() != ConfigValueType.OBJECT;
  }
}
