package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import factory.endtoend.FactoryProcess.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each mistake costs exactly one line that names file, line or path, the value and the rule, and
 * exit code 2; nothing is printed on standard output, and there is no stack trace. All of it is
 * refused before anything is made of it, so one process asks for all.
 */
class WrongInputIT {
  static final String[] CONF = {
    "factory {",
    "  name = trial",
    "  source { kind = files, paths = [\"in.jsonl\"], format = jsonl, pid = [s] }",
    "  blueprint.kind = merge",
    "  destination.directory = out",
    "}"
  };

  @TempDir private static Path directory;

  private static Commands commands;

  @BeforeAll
  static void start() throws IOException {
    commands = Commands.in(directory);
  }

  @AfterAll
  static void end() {
    commands.close();
  }

  @BeforeEach
  void writeAGoodConfiguration() throws IOException {
    write("good.conf", String.join("\n", CONF));
    write("in.jsonl", "{\"s\":\"a\",\"n\":1}\n{\"s\":\"b\",\"n\":2}\n");
    write("two.csv", "s,n\na,1\n");
    write("semi.csv", "s;n\na;1\n");
    write("header.csv", "s,n\n");
    write("file", "");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        wrong(
            "a missing file",
            "--set factory.source.paths=[inn.jsonl]: factory.source.paths: no such file: 'inn.jsonl' (looked for DIR/inn.jsonl) (nearest: in.jsonl)",
            "source.paths=[inn.jsonl]"),
        wrong(
            "a glob that matches nothing",
            "--set factory.source.paths=[\"*.log\"]: factory.source.paths: '*.log' matches no file in DIR",
            "source.paths=[\"*.log\"]"),
        wrong(
            "no such column",
            "two.csv: 1: no column 'nn', which factory.source.pid names (there are: s, n) (nearest: n)",
            "source.paths=[two.csv]",
            "source.format=csv",
            "source.pid=[nn]"),
        wrong(
            "another delimiter",
            "semi.csv: 1: no column 's', which factory.source.pid names (there are: s;n); is factory.source.delimiter the one that it has?",
            "source.paths=[semi.csv]",
            "source.format=csv"),
        wrong(
            "an empty file",
            "--set factory.source.paths=[file]: factory.source.paths: there is nothing to read: file is empty",
            "source.paths=[file]"),
        wrong(
            "a header only",
            "--set factory.source.paths=[header.csv]: factory.source.paths: there is nothing to read: header.csv has a header and no record",
            "source.paths=[header.csv]",
            "source.format=csv"),
        wrong(
            "a directory in a file's place",
            "--set factory.source.paths=[.]: factory.source.paths: '.' is a directory; name files, or all in it by './*'",
            "source.paths=[.]"),
        wrong(
            "an unknown key",
            "--set factory.contract.trem=1s: factory.contract.trem: there is no such key (nearest: factory.contract.term), was '1s'",
            "contract.trem=1s"),
        wrong(
            "a wrong type",
            "--set factory.contract.max-materials=many: factory.contract.max-materials: must be a whole number, was 'many'",
            "contract.max-materials=many"),
        wrong(
            "a wrong unit",
            "--set factory.contract.term=5 parsec: factory.contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was '5 parsec'",
            "contract.term=5 parsec"),
        wrong(
            "an absent class",
            "--set factory.blueprint.class=com.example.Nix: factory.blueprint.class: no class com.example.Nix in the factory itself, and blueprint.plugins names no jar",
            "blueprint.kind=class",
            "blueprint.class=com.example.Nix"),
        wrong(
            "an absent jar",
            "--set factory.blueprint.plugins=[nix.jar]: factory.blueprint.plugins: no such file: nix.jar (looked for DIR/nix.jar)",
            "blueprint.kind=class",
            "blueprint.class=com.example.Nix",
            "blueprint.plugins=[nix.jar]"),
        wrong(
            "a jar that is none",
            "--set factory.blueprint.plugins=[file]: factory.blueprint.plugins: not a jar: file (zip file is empty)",
            "blueprint.kind=class",
            "blueprint.class=com.example.Nix",
            "blueprint.plugins=[file]"),
        wrong(
            "a file in the directory's place",
            "--set factory.destination.directory=file: factory.destination.directory: 'file' is a file; name a directory, or a path where one can be made",
            "destination.directory=file"),
        wrong(
            "a directory that cannot be made",
            "--set factory.destination.directory=file/out: factory.destination.directory: 'file/out' cannot be written (DIR/file/out: Not a directory); make it writable or choose another",
            "destination.directory=file/out"),
        wrong(
            "a bad regular expression",
            "--set factory.source.pattern=a(b: factory.source.pattern: must be a regular expression (Unclosed group at character 4), was 'a(b'",
            "source.format=text",
            "source.pattern=a(b"),
        wrong(
            "a condition on a field that no column is",
            "--set factory.blueprint.pclass=[{when=\"nn > 1\",is=x}]: factory.blueprint.pclass[0].when: column 1: the product has no field 'nn' (nearest: n), in: nn > 1",
            "source.paths=[two.csv]",
            "source.format=csv",
            "blueprint.pclass=[{when=\"nn > 1\",is=x}]"),
        wrong(
            "a field of the product that no column is",
            "--set factory.blueprint.fields.m.op=sum: factory.blueprint.fields.m: the source has no field 'm' (there are: s, n)",
            "source.paths=[two.csv]",
            "source.format=csv",
            "blueprint.fields.m.op=sum"),
        wrong(
            "a bad condition",
            "--set factory.blueprint.pclass=[{when=\"n >=\",is=x}]: factory.blueprint.pclass[0].when: column 5: expected a field or a value, found the end, in: n >=",
            "blueprint.pclass=[{when=\"n >=\",is=x}]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.conf", "./my.conf"})
  void readsWhatIsIncludedBesideAFileWithoutADirectory(String config) throws IOException {
    Files.writeString(directory.resolve("my.conf"), "include \"base.conf\"\n");
    Files.writeString(directory.resolve("base.conf"), "factory.line.linger = never\n");
    Ended ended = commands.run("check", "--config", config);
    assertThat(ended.exitedWith(2).err()).contains("base.conf: 1: factory.line.linger: must be");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void costsOneLineAndCodeTwo(String what, String message, List<String> settings)
      throws IOException {
    for (String command : List.of("run", "check")) {
      List<String> args = new ArrayList<>(List.of(command, "--config", "good.conf"));
      settings.forEach(setting -> args.addAll(List.of("--set", "factory." + setting)));
      assertRefused(message, args.toArray(String[]::new));
    }
    assertThat(directory.resolve("out")).as("the destination").doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryWhereNothingCanBeMadeIsRefusedByCheckAsByRun() {
    for (String command : List.of("run", "check")) {
      assertRefused(
          "--set factory.destination.directory=/proc/out: factory.destination.directory: '/proc/out' cannot be written (/proc: nothing can be made in it); make it writable or choose another",
          command,
          "--config",
          "good.conf",
          "--set",
          "factory.destination.directory=/proc/out");
    }
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        config(
            "an unknown key",
            "web.conf: 3: factory.contract.max-material: there is no such key (nearest: factory.contract.max-materials), was 5",
            "factory {\n  name = a\n  contract.max-material = 5\n}"),
        config(
            "a condition in a list",
            "web.conf: 6: factory.blueprint.pclass[1].when: column 4: expected a field or a value, found the end, in: n >",
            """
            factory {
              source { kind = files, paths = ["in.jsonl"], format = jsonl, pid = [s] }
              blueprint.kind = merge
              blueprint.pclass = [
                { when = "n > 5", is = a }
                { when = "n >", is = b }
              ]
            }"""),
        config(
            "a missing brace",
            "web.conf: 3: a table must end with '}', or go on with a comma or on a new line; was end of file",
            "factory {\n  source { kind = files }\n"),
        config(
            "a quote that never ends",
            "web.conf: 2: a quoted text must end on its line",
            "factory {\n  name = \"a\n}\n"),
        config(
            "no key",
            "web.conf: 2: a key must be followed by = or {, as 'name = value'; was 'hello world' and then end of file",
            "hello world\n"),
        config(
            "a list that never ends", null, "factory {\n  source.paths = [\"a\"\n  name = b\n}\n"),
        config(
            "bytes that are no UTF-8",
            "web.conf: 2: must be UTF-8, was byte 0xe9",
            "factory {\n  name = \"caf\u00e9\"\n}\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void aWrongConfigurationCostsOneLineToo(String what, String message, String text)
      throws IOException {
    Files.write(directory.resolve("web.conf"), text.getBytes(StandardCharsets.ISO_8859_1));
    for (String command : List.of("run", "check")) {
      Ended ended = commands.run(command, "--config", "web.conf");
      assertOneLine(ended);
      assertThat(ended.err()).startsWith("web.conf: ");
      if (message != null) {
        assertThat(ended.err()).isEqualTo(message + System.lineSeparator());
      }
    }
  }

  /** As the others, but the whole process, to its last byte. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "check"})
  void theProcessItselfSaysOneLineAndExitsWithTwo(String command) {
    String[] wrong = {command, "--config", "good.conf", "--set", "factory.contract.term=5"};
    Ended ended = FactoryProcess.run(directory, wrong);
    assertOneLine(ended);
    assertThat(ended).isEqualTo(commands.run(wrong));
  }

  @Test
  void wrongUsageCostsOneLineToo() {
    assertRefused("there is no command 'chek' (nearest: check); see 'factory --help'", "chek");
    assertRefused(
        "there is no option '--confg' (nearest: --config); see 'factory run --help'",
        "run",
        "--confg",
        "good.conf");
    assertRefused("--config nix.conf: there is no such file", "run", "--config", "nix.conf");
  }

  @Test
  void aFileThatMayNotBeReadIsRefused() {
    assumeFalse(
        "root".equals(System.getProperty("user.name")), "root may read everything: skipped");
    File input = directory.resolve("in.jsonl").toFile();
    assertThat(input.setReadable(false)).isTrue();
    Ended ended;
    try {
      ended = commands.run("run", "--config", "good.conf");
    } finally {
      assertThat(input.setReadable(true)).as("for the other tests").isTrue();
    }
    assertOneLine(ended);
    assertThat(ended.err()).startsWith("good.conf: 3: ").contains("in.jsonl").contains("read");
  }

  /** Root, too, reads nothing there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeReadIsRefused() {
    for (String command : List.of("run", "check")) {
      assertRefused(
          "/proc/self/clear_refs: cannot be read: Invalid argument",
          command,
          "--config",
          "good.conf",
          "--set",
          "factory.source.paths=[/proc/self/clear_refs]");
    }
  }

  private void assertRefused(String message, String... args) {
    Ended ended = commands.run(args);
    assertOneLine(ended);
    assertThat(ended.err())
        .isEqualTo(message.replace("DIR", real(directory)) + System.lineSeparator());
  }

  static void assertOneLine(Ended ended) {
    ended.exitedWith(2);
    assertThat(ended.err().lines()).as("stderr").hasSize(1);
    assertThat(ended.out()).as("stdout").isEmpty();
  }

  private static String real(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static Arguments wrong(String what, String message, String... settings) {
    return Arguments.of(what, message, List.of(settings));
  }

  private static Arguments config(String what, String message, String text) {
    return Arguments.of(what, message, text);
  }
}
