package factory;

import static factory.SettingsFixture.DUCKDB;
import static factory.SettingsFixture.EVENT;
import static factory.SettingsFixture.FILES;
import static factory.SettingsFixture.FOLLOWED;
import static factory.SettingsFixture.PARALLEL;
import static factory.SettingsFixture.PLUG_IN;
import static factory.SettingsFixture.POSTGRESQL;
import static factory.SettingsFixture.config;
import static factory.SettingsFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings have an effect is only known to those who read them, so they are asked. */
class IdleTest {
  /** What the settings hold also where it has no effect. */
  private static final List<String> KEPT =
      List.of(
          "contract.amend-memory",
          "contract.amend-within",
          "contract.tolerance",
          "source.delimiter");

  @ParameterizedTest
  @ValueSource(strings = {"", FILES, EVENT, PARALLEL, FOLLOWED, PLUG_IN, DUCKDB, POSTGRESQL})
  void justTheSettingsThatChangeNothingAreNamed(String base) {
    String before = parse(base).toString();
    List<String> idle = new ArrayList<>();
    List<String> named = new ArrayList<>();
    FactorySettingsTest.OTHER.forEach(
        (key, value) -> {
          String change = "factory." + key + " = " + value;
          String after;
          try {
            after = parse(base, change).toString();
          } catch (WrongInput e) {
            return; // told in another way
          }
          boolean sameAsUnset = key.equals("source.rate"); // of all but the generator
          if (after.equals(before) && !isSet(base, key) && !sameAsUnset) {
            idle.add(key);
          }
          if (isNamed(config(base, change), key) && !isSet(base, key)) {
            named.add(key);
          }
        });
    named.removeAll(KEPT);
    idle.removeAll(KEPT);
    assertThat(named).isEqualTo(idle);
  }

  private static boolean isSet(String base, String key) {
    return ConfigFactory.parseString(base).hasPath("factory." + key);
  }

  private static boolean isNamed(Config config, String key) {
    return Stream.of(Idle.sentence(config).orElse("").split("; "))
        .map(part -> part.split(" needs? ")[0])
        .flatMap(settings -> Stream.of(settings.split(",? (and )?")))
        .anyMatch(setting -> ("factory." + key + ".").startsWith(setting + "."));
  }
}
