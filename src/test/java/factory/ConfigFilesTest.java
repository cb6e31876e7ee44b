package factory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Configuration files as such: that they are there, what they include, and their syntax. */
class ConfigFilesTest extends MistakesCase {
  @Test
  void eachFileThatCannotBeReadIsTold() throws IOException {
    write("open.conf", "factory {\n");
    write("good.conf", "factory.name = a\n");
    assertThat(mistakes("nix.conf", "good.conf", "open.conf"))
        .satisfiesExactly(
            told -> assertThat(told).isEqualTo("--config nix.conf: there is no such file"),
            told -> assertThat(told).startsWith("open.conf: 2: a table must end with '}'"));
  }

  @Test
  void aFileThatIsIncludedAndNotThereIsNamedWithFileAndLine() throws IOException {
    write("web.conf", "factory.name = a\ninclude \"sub/base\"\n");
    Files.createDirectory(directory.resolve("sub"));
    write("sub/base.conf", "# include \"more.conf\"\n\n  include \"more.conf\"\n");
    assertThat(mistakes("web.conf"))
        .singleElement()
        .isEqualTo(
            "sub/base.conf: 3: include \"more.conf\": there is no such file (looked for "
                + "sub/more.conf); include file(\"more.conf\") is for one that may be missing");
    write("sub/more.conf", "factory.contract.term = 7 s\n");
    assertThat(read("web.conf").settings().eachWorkshop().contract().term()).hasSeconds(7);
  }

  @Test
  void whatIsIncludedMustBeReadableAndUtf8() throws IOException {
    write("web.conf", "factory.name = a\ninclude \"base.conf\"\n");
    Files.write(directory.resolve("base.conf"), new byte[] {'a', '\n', (byte) 0xe9});
    assertThat(mistakes("web.conf")).containsExactly("base.conf: 2: must be UTF-8, was byte 0xe9");
    Files.delete(directory.resolve("base.conf"));
    Files.createSymbolicLink(directory.resolve("base.conf"), directory.resolve("web.conf"));
    assertThat(mistakes("web.conf")).singleElement().asString().contains("in a circle");
  }

  @Test
  void aFileThatMayBeMissingIsPassedOver() throws IOException {
    write("web.conf", "include file(\"nix.conf\")\nfactory.name = a\n");
    assertThat(read("web.conf").settings().name()).isEqualTo("a");
  }

  @Test
  void aFactoryWithoutANameIsCalledAsItsFirstFile() throws IOException {
    write("web.day.conf", "factory.line.linger = 5 ms\n");
    write("more.conf", "factory.destination.directory = \"out/\"${factory.name}\n");
    assertThat(read("web.day.conf", "more.conf").settings().name()).isEqualTo("web.day");
    assertThat(
            read("web.day.conf", "more.conf").config().getString("factory.destination.directory"))
        .isEqualTo("out/web.day");
    write("application.conf", "factory.line.linger = 5 ms\n");
    assertThat(read().settings().name()).isEqualTo("application");
    assertThat(read("more.conf").settings().name()).isEqualTo("more");
  }

  @Test
  void theParserSpeaksOfListsAndTables() throws IOException {
    assertThat(parsing("factory {\n  source.paths = [\"a\"\n  name = b\n}\n"))
        .isEqualTo("3: a list must end with ']', or go on with a comma or on a new line; was '='");
    assertThat(parsing("factory {\n  name = b }}\n"))
        .isEqualTo("2: '}' ends no table: there is one more of them than of '{'");
    assertThat(parsing("factory {\n  name = a@b\n}\n"))
        .isEqualTo("2: a text with '@' in it must stand in quotes");
    assertThat(parsing("factory {\n  name = ${nix}\n}\n"))
        .isEqualTo("2: nothing is set that ${nix} could stand for");
    assertThat(parsing("factory.name = a@b\n"))
        .isEqualTo("1: a text with '@' in it must stand in quotes");
    assertThat(parsing("factory.a..b = 1\n"))
        .isEqualTo("1: a key must neither begin nor end with a dot, nor have two in a row");
    assertThat(parsing("factory.name = a\n= 1\n")).isEqualTo("2: a key is missing before '='");
    assertThat(parsing("factory.name = a\n\"x\n"))
        .isEqualTo("2: a quoted text must end on its line");
    assertThat(parsing("factory.name = $a\n"))
        .isEqualTo("1: a '$' must begin a substitution, as ${name}, or stand in quotes");
    assertThat(parsing("factory.name = ${a\n"))
        .isEqualTo("1: a substitution must end with '}', as ${name}");
    assertThat(parsing("factory.name = \"a\\q\"\n"))
        .startsWith("1: in quotes a backslash itself is written as two");
    assertThat(parsing("include web.conf\n"))
        .isEqualTo("1: include must be followed by the name of a file in quotes; was 'web.conf'");
    assertThat(parsing("[1]\n")).isEqualTo("1: must be settings, was a list");
    assertThat(parsing("factory.source.paths = [=]\n"))
        .isEqualTo("1: a list must have a value or ']' behind its '['; was '='");
  }

  @Test
  void substitutionsInACircleAreNamedOnceEach() throws IOException {
    String a = "a = ${b}\n";
    assertThat(parsing("factory.name = ${a}\n" + a + "b = ${c}\nc = ${a}\n"))
        .isEqualTo("4: ${a} must not stand for itself, by way of ${b} and ${c}");
    write("base.conf", "\n" + a + "b = ${a}\n");
    write("web.conf", "include \"base.conf\"\nfactory.name = ${a}\n");
    assertThat(mistakes("web.conf"))
        .containsExactly("base.conf: 3: ${a} must not stand for itself, by way of ${b}");
  }

  @Test
  void aTableThatIsPutTogetherIsToldByTheFileThatWins() throws IOException {
    write("web.conf", "factory {\n  line { linger = ${factory.line} }\n}\n");
    assertThat(mistakes("web.conf"))
        .singleElement()
        .asString()
        .startsWith("web.conf: 2: factory.line.linger: must be a time");
  }

  private String parsing(String text) throws IOException {
    write("web.conf", text);
    return mistakes("web.conf").get(0).replace("web.conf: ", "");
  }
}
