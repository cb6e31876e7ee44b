package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigStackTest {
  @TempDir private Path directory;
  private final Properties properties = new Properties();

  @BeforeEach
  void nothingElseIsSet() {
    properties.setProperty("user.home", "/elsewhere");
  }

  @Test
  void theBuiltInSettingsStandAlone() {
    ConfigStack stack = read(List.of());
    assertThat(stack.settings().name()).isEqualTo("demonstration");
    assertThat(stack.layers()).isEmpty();
    assertThat(stack.config().getString("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook"))
        .isEqualTo("off");
    assertThat(stack.config().getString("pekko.actor.provider")).isEqualTo("local");
  }

  @Test
  void eachLayerGoesOverTheOneBeforeIt() throws IOException {
    Path first =
        write(
            "first.conf",
            "factory { name = first, contract.term = 4 s, line.linger = 4 ms, line.batch = 4 }");
    Path second =
        write("second.conf", "factory { name = second, line.linger = 5 ms, line.batch = 5 }");
    assertName("demonstration", List.of());
    write("conf/application.conf", "factory { name = conf, contract.term = 3 s }");
    assertName("conf", List.of());
    write("application.conf", "factory { name = here }");
    assertName("here", List.of());
    assertName("first", List.of(first));
    assertName("second", List.of(first, second));
    properties.setProperty("factory.name", "property");
    properties.setProperty("factory.line.batch", "6");
    assertName("property", List.of(first, second));
    assertName("set", List.of(first, second), "factory.name=set");
    assertName("last", List.of(first, second), "factory.name=set", "factory.name=last");

    ConfigStack stack = read(List.of(first, second), "factory.name=last");
    FactorySettings settings = stack.settings();
    assertThat(settings.eachWorkshop().contract().term()).hasSeconds(4);
    assertThat(settings.line().linger()).hasMillis(5);
    assertThat(settings.line().batch()).isEqualTo(6);
    assertThat(stack.layers())
        .containsExactly(
            directory.resolve("application.conf").toString(),
            first.toString(),
            second.toString(),
            "-Dfactory.line.batch",
            "-Dfactory.name",
            "--set factory.name=last");
  }

  @Test
  void includesAndSubstitutionsOfAUsersFileWork() throws IOException {
    write("base.conf", "factory { name = base, contract.term = 3 s }");
    Path file =
        write(
            "web.conf",
            "include required(\"base.conf\")\nwait = 7 s\nfactory.line.linger = ${wait}\npekko.loglevel = DEBUG");
    ConfigStack stack = read(List.of(file));
    assertThat(stack.settings().name()).isEqualTo("base");
    assertThat(stack.settings().line().linger()).hasSeconds(7);
    assertThat(stack.config().getString("pekko.loglevel")).isEqualTo("DEBUG");
  }

  @Test
  void aSettingIsTakenAsItStandsUnlessItIsAListATableOrQuoted() {
    FactorySettings s =
        read(
                List.of(),
                "factory.name=a = b # c // ${d}",
                "factory.source.paths=[\"a\", b]",
                "factory.source.kind=files",
                "factory.source.pattern=[a](?<x>b)",
                "factory.source.format=text",
                "factory.source.pid=x",
                "factory.blueprint={ kind = merge, fields { zeta = sum, alpha = \"max\", mid = last } }")
            .settings();
    assertThat(s.name()).isEqualTo("a = b # c // ${d}");
    assertThat(s.source().toString()).contains("paths=[a, b]", "pattern=[a](?<x>b)", "field=x");
    assertThat(((BlueprintSettings.Merge) s.blueprint()).merge().fields().keySet())
        .containsExactly("zeta", "alpha", "mid");
  }

  @Test
  void aListMustBeOneAndATextMayLookLikeOne() {
    assertRefused(
        "--set factory.source.paths=[*.log]: a text with '*' in it must stand in quotes",
        List.of(),
        "factory.source.paths=[*.log]");
    assertRefused(
        "--set factory.source.paths=[a: a list must end with ']', or go on with a comma or on a new line; was end of file",
        List.of(),
        "factory.source.paths=[a");
    assertRefused(
        "--set factory.source.paths=[a]1.jsonl: a list or table ends at its bracket; a text that begins with one must stand in quotes",
        List.of(),
        "factory.source.paths=[a]1.jsonl");
    assertThat(read(List.of(), "factory.blueprint.settings.match=[a-z]+"))
        .extracting(stack -> stack.config().getString("factory.blueprint.settings.match"))
        .as("a setting of a blueprint of the user's own")
        .isEqualTo("[a-z]+");
    assertThat(read(List.of(), "factory.name=[a] b", "factory.blueprint.complete-when=\"a\" = b"))
        .extracting(
            stack -> stack.config().getString("factory.name"),
            stack -> stack.config().getString("factory.blueprint.complete-when"))
        .containsExactly("[a] b", "\"a\" = b");
  }

  @Test
  void fieldsOnOneLineKeepTheirOrder() throws IOException {
    Path file =
        write(
            "web.conf",
            "factory.blueprint.kind = merge\nfactory.blueprint.fields { bytes = sum, agent = set, \"a.b\" = max, age { op = min } }");
    BlueprintSettings.Merge merge =
        (BlueprintSettings.Merge) read(List.of(file)).settings().blueprint();
    assertThat(merge.merge().fields().keySet()).containsExactly("bytes", "agent", "a.b", "age");
  }

  @Test
  void theOriginOfASettingIsFileAndLineOrTheOption() throws IOException {
    Path file = write("web.conf", "factory {\n  contract.max-materials = 0\n}");
    assertRefused(
        file + ": 2: factory.contract.max-materials: must be at least 1, was 0", List.of(file));
    assertRefused(
        "--set factory.contract.max-materials=-1: factory.contract.max-materials: must be at least 1, was '-1'",
        List.of(file),
        "factory.contract.max-materials=-1");
    assertRefused(
        "--set factory.source.pid=[{ x = 1 }]: factory.source.pid[0].x: there is no such key (there are: field, pattern), was 1",
        List.of(),
        "factory.source.pid=[{ x = 1 }]");
    properties.setProperty("factory.contract.term", "5 parsec");
    assertThatThrownBy(() -> read(List.of()).settings())
        .hasMessageStartingWith(
            "-Dfactory.contract.term: factory.contract.term: must be a time with its unit");
  }

  @Test
  void aPropertyWithAnUnknownKeyIsRefusedToo() {
    properties.setProperty("factory.contract.trem", "5 s");
    assertRefused(
        "-Dfactory.contract.trem: factory.contract.trem: there is no such key (nearest: factory.contract.term), was '5 s'",
        List.of());
  }

  @Test
  void aFileThatCannotBeReadIsOneLine() throws IOException {
    assertRefused("--config nix.conf: there is no such file", List.of(Path.of("nix.conf")));
    assertRefused(
        "--config " + directory + ": must be a file, was a directory", List.of(directory));
    Path broken = write("broken.conf", "factory {\n  name = [1,\n}");
    assertThatThrownBy(() -> read(List.of(broken)))
        .isInstanceOf(WrongInput.class)
        .hasMessageStartingWith(broken + ": 3: ")
        .hasMessageNotContaining("\n");
    Path unresolved = write("unresolved.conf", "factory.name = ${nix}");
    assertRefused(
        unresolved + ": 1: nothing is set that ${nix} could stand for", List.of(unresolved));
    Path include = write("include.conf", "include required(\"nix.conf\")");
    assertThatThrownBy(() -> read(List.of(include)))
        .isInstanceOf(WrongInput.class)
        .hasMessageContaining("nix.conf");
  }

  @Test
  void aFileThatSetsNothingOfTheFactoryIsRefused() throws IOException {
    Path empty = write("empty.conf", "");
    assertRefused(empty + ": must set something under factory, sets nothing", List.of(empty));
    Path misspelt = write("misspelt.conf", "\nfactry.name = a");
    assertRefused(
        misspelt + ": 2: factry: there is no such key (nearest: factory), was {\"name\":\"a\"}",
        List.of(misspelt));
    Path flat = write("flat.conf", "contract.term = 5 s");
    assertRefused(
        flat
            + ": 1: contract: must stand under factory, as factory.contract, was {\"term\":\"5 s\"}",
        List.of(flat));
  }

  @Test
  void aSettingMustBeAKeyUnderFactoryAndAValue() {
    assertRefused(
        "--set factory.name: must be key=value, as factory.contract.term=1h",
        List.of(),
        "factory.name");
    assertRefused(
        "--set contract.term=1h: the key must begin with factory. (nearest: factory.contract.term)",
        List.of(),
        "contract.term=1h");
    assertRefused("--set zzz=1: the key must begin with factory.", List.of(), "zzz=1");
    assertRefused("--set factory..a=1: 'factory..a' is no key", List.of(), "factory..a=1");
  }

  @Test
  void theFirstUnknownKeyOfAFileIsNamed() throws IOException {
    Path file = write("web.conf", "factory {\n  line.zzz = 1\n  line.aaa = 1\n}");
    assertThatThrownBy(() -> read(List.of(file)).settings())
        .hasMessageStartingWith(file + ": 2: factory.line.zzz: there is no such key");
  }

  @Test
  void aRefusalOfADepartmentIsGivenItsFileAndLine() throws IOException {
    Path file =
        write("web.conf", "factory {\n  blueprint.fields.a = summ\n  source.paths = [nix]\n}");
    ConfigStack stack = read(List.of(file));
    assertThat(
            stack.located(
                new RuntimeException("factory.blueprint.fields.a: there is no operation 'summ'")))
        .hasMessage(file + ": 2: factory.blueprint.fields.a: there is no operation 'summ'");
    assertThat(stack.located(new RuntimeException("factory.source.paths: no such file: 'nix'")))
        .hasMessage(file + ": 3: factory.source.paths: no such file: 'nix'");
    assertThat(
            stack.located(new RuntimeException("factory.blueprint.pclass[1].when: ends too early")))
        .hasMessage("factory.blueprint.pclass[1].when: ends too early");
    assertThat(stack.located(new RuntimeException("a.csv: 1: no such column")))
        .hasMessage("a.csv: 1: no such column");
    assertThat(stack.wrong("factory.blueprint.fields.a", "must be an operation"))
        .hasMessage(file + ": 2: factory.blueprint.fields.a: must be an operation, was 'summ'");
    assertThat(stack.wrong("factory.source.paths[0]", "must be there"))
        .hasMessage(file + ": 3: factory.source.paths[0]: must be there");
  }

  @Test
  void aDepartmentNeedNotKnowWhereItsSettingsStand() throws IOException {
    Path file =
        write(
            "web.conf",
            """
            factory {
              blueprint.class = com.example.Nix
              blueprint.pclass = [
                { is = a }
                { when = "n >", is = b }
              ]
            }
            """);
    ConfigStack stack = read(List.of(file));
    assertThat(stack.located(new RuntimeException("blueprint.class: no class com.example.Nix")))
        .hasMessage(file + ": 2: factory.blueprint.class: no class com.example.Nix");
    assertThat(stack.located(new RuntimeException("blueprint.pclass[1].when: ends too early")))
        .hasMessage(file + ": 5: factory.blueprint.pclass[1].when: ends too early");
    assertThat(stack.located(new RuntimeException("destination.directory: 'out' is a file")))
        .hasMessage("factory.destination.directory: 'out' is a file");
    assertThat(stack.located(new RuntimeException("blueprint.csv: 1: no such column")))
        .hasMessage("blueprint.csv: 1: no such column");
  }

  @Test
  void aFileThatIsNoUtf8IsRefusedWithLineAndByte() throws IOException {
    Path file = directory.resolve("web.conf");
    Files.write(file, "factory {\n  name = \"caf\u00e9\"\n}".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(file + ": 2: must be UTF-8, was byte 0xe9", List.of(file));
    Files.write(file, new byte[] {'a', '\n', (byte) 0xc3});
    assertRefused(file + ": 2: must be UTF-8, was byte 0xc3", List.of(file));
  }

  @Test
  void aMissingBraceIsCalledThat() throws IOException {
    Path file = write("web.conf", "factory {\n  name = a\n");
    assertRefused(
        file
            + ": 3: a table must end with '}', or go on with a comma or on a new line; was end of file",
        List.of(file));
  }

  private void assertName(String name, List<Path> files, String... settings) {
    assertThat(read(files, settings).settings().name()).isEqualTo(name);
  }

  private void assertRefused(String message, List<Path> files, String... settings) {
    assertThatThrownBy(() -> read(files, settings).settings())
        .isInstanceOf(WrongInput.class)
        .hasMessage(message);
  }

  private ConfigStack read(List<Path> files, String... settings) {
    return ConfigStack.read(directory, files, List.of(settings), properties);
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
