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

  // ---- of kinds that are not the shipped ones ----

  static final String FILES =
      """
      factory.source { kind = files, paths = [a], format = text, pattern = "(?<a>.)(?<t>.)(?<b>.)", pid = [a, b],
        event-time { field = t, format = "uuuu" } }
      factory.blueprint.kind = merge
      """;
  static final String EVENT = FILES + "factory { contract.clock = event, source.order = sequence }";
  static final String PARALLEL =
      FILES + "factory { contract.clock = event, source.order = parallel }";
  static final String FOLLOWED = EVENT + "\nfactory.source.follow = true";
  static final String DUCKDB = "factory.destination.kind = duckdb";
  static final String POSTGRESQL = "factory.destination.kind = postgresql";
  static final String PLUG_IN = "factory.blueprint { kind = class, class = com.example.Mine }";

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
