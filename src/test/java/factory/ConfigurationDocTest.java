package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| .+ \\| .+\\. \\|");

  @Test
  void documentsEveryKeyWithItsDefaultAndNoOther() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (String line : doc()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(documented.put("factory." + row.group(1), row.group(2)))
            .as("%s stands there once", row.group(1))
            .isNull();
      } else {
        assertThat(line).doesNotStartWith("| `");
      }
    }
    Config builtIn = ConfigStack.builtIn().resolve();
    Map<String, String> shipped = new TreeMap<>();
    KnownKeys.leaves().forEach(key -> shipped.put(key, written(builtIn.getValue(key))));
    assertThat(documented).containsExactlyEntriesOf(shipped);
  }

  @Test
  void documentsEveryExitCode() throws IOException {
    for (ExitCode code : ExitCode.values()) {
      String meaning =
          Character.toUpperCase(code.meaning().charAt(0)) + code.meaning().substring(1);
      assertThat(doc()).contains("| " + code.code() + " | " + meaning + ". |");
    }
  }

  @Test
  void documentsEveryDrillPoint() throws IOException {
    assertThat(String.join("\n", doc()))
        .contains(
            FactorySettings.DrillSettings.POINTS.stream().map(point -> "`" + point + "`").toList());
  }

  private static List<String> doc() throws IOException {
    return Files.readAllLines(Path.of("docs/configuration.md"));
  }

  private static String written(ConfigValue value) {
    return value.unwrapped() instanceof String text && !text.isBlank()
        ? text
        : value.render(ConfigRenderOptions.concise());
  }
}
