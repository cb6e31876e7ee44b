package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import factory.FactorySettings.Machine;

/**
 * Settings over the built-in ones, as a file called {@code web.conf} would set them, on a machine
 * that is always the same.
 */
final class SettingsFixture {
  static final long GIB = 1L << 30;
  static final Machine MACHINE = new Machine(4, 3 * GIB);

  private SettingsFixture() {}

  static Config config(String... lines) {
    ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription("web.conf");
    return ConfigFactory.parseString(String.join("\n", lines), options)
        .withFallback(ConfigStack.builtIn())
        .resolve();
  }

  static FactorySettings parse(String... lines) {
    return FactorySettings.parse(config(lines), MACHINE);
  }
}
