package factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guarantees are said to be shown by is there. */
class GuaranteesDocTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern CLASS =
      Pattern.compile("([A-Z]\\w*(?:Test|IT|Cases))(?:\\.([a-z]\\w+)(…)?)?");

  /** A method of the class before it; of several words, unlike a key or a word of the factory's. */
  private static final Pattern METHOD = Pattern.compile("()([a-z]+(?:[A-Z][a-z]*){2,})(…)?");

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> named = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/guarantees.md"))) {
      String source = "";
      Matcher quoted = QUOTED.matcher(line);
      while (quoted.find()) {
        Matcher test = CLASS.matcher(quoted.group(1));
        if (test.matches()) {
          assertThat(sources).as(line).containsKey(test.group(1));
          source = sources.get(test.group(1));
        } else {
          test = METHOD.matcher(quoted.group(1));
        }
        if (test.matches()) {
          named.add(test.group());
          String rest = test.group(3) == null ? "(" : "";
          assertThat(source)
              .as("%s, for: %s", quoted.group(), line)
              .contains(test.group(2) == null ? "class" : "void " + test.group(2) + rest);
        }
      }
    }
    assertThat(named).hasSizeGreaterThan(60);
  }

  @Test
  void noRuleIsWithoutATest() throws IOException {
    String doc = Files.readString(Path.of("docs/guarantees.md"));
    String rules = doc.substring(doc.indexOf("## Rule by rule"), doc.indexOf("That files and"));
    List<String> rows = rules.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(19).allMatch(row -> row.matches(".*(Test|IT|Cases)\\W.*"));
  }

  /** The tests' sources by the names of their classes. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString();
        sources.put(
            name.substring(0, name.length() - ".java".length()),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return sources;
  }
}
