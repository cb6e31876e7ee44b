package factory.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/testing.md shows is what these tests run. */
class TestingDocTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(java|hocon)\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void showsOnlyCodeThatIsTested() throws IOException {
    List<String> sources;
    try (Stream<Path> files =
        Stream.concat(
            Files.list(Path.of("src/test/java/factory/scenario")),
            Files.list(Path.of("src/test/resources/scenario")))) {
      sources = files.map(TestingDocTest::text).toList();
    }
    List<String> blocks =
        BLOCK
            .matcher(text(Path.of("docs/testing.md")))
            .results()
            .map((MatchResult block) -> block.group(2))
            .toList();

    assertThat(blocks).hasSize(10);
    assertThat(blocks)
        .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
  }

  @Test
  void namesTheVersionsThatTheFactoryIsTestedWith() {
    String ours = text(Path.of("pom.xml"));
    List<String> versions =
        Pattern.compile("<artifactId>([^<]+)</artifactId><version>([^<]+)</version>")
            .matcher(text(Path.of("docs/testing.md")))
            .results()
            .map(found -> found.group(2))
            .toList();

    assertThat(versions).hasSize(7);
    assertThat(versions).allSatisfy(version -> assertThat(ours).contains(">" + version + "<"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
