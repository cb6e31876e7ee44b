package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopKeysTest {
  @TempDir private Path directory;

  @Test
  void aMisspeltFactoryHidesNoMistakeInsideOrBesideIt() throws IOException {
    write(
        "web.conf",
        """
        factroy { contract { trem = 5 s }, workshops = 0 }
        factory {
          line.linger = never
        }
        """);
    assertThat(mistakes(List.of("web.conf")))
        .containsExactly(
            "web.conf: 1: factroy: there is no such key (nearest: factory), was {\"contract\":{\"trem\":\"5 s\"},\"workshops\":0}",
            "web.conf: 1: factory.contract.trem: there is no such key (nearest: factory.contract.term), was '5 s'",
            "web.conf: 1: factory.workshops: must be a whole number from 1 to 1024, was 0",
            "web.conf: 3: factory.line.linger: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was 'never'");
  }

  @Test
  void whatStandsOutsideByABraceTooManyIsToldWithTheMistakesInIt() throws IOException {
    write(
        "web.conf",
        """
        factory { name = web }
        contract { term = 5 }
        blueprnt { kind = mrge }
        """);
    assertThat(mistakes(List.of("web.conf")))
        .containsExactly(
            "web.conf: 2: contract: must stand under factory, as factory.contract, was {\"term\":5}",
            "web.conf: 2: factory.contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was 5",
            "web.conf: 3: blueprnt: there is no such key (nearest: factory.blueprint), was {\"kind\":\"mrge\"}",
            "web.conf: 3: factory.blueprint.kind: must be merge, class or packets (nearest: merge), was 'mrge'");
  }

  @Test
  void everyFileIsToldAndEveryOptionThatIsNone() throws IOException {
    write("a.conf", "workshops = 3\nnmae = x\n");
    write("b.conf", "colour = blue\n");
    write("c.conf", "factry = 5\n");
    assertThat(mistakes(List.of("a.conf", "b.conf", "c.conf"), "factory.name", "line.linger=1"))
        .containsExactlyInAnyOrder(
            "a.conf: 1: workshops: must stand under factory, as factory.workshops, was 3",
            "a.conf: 2: nmae: there is no such key (nearest: factory.name), was 'x'",
            "b.conf: must set something under factory, sets nothing",
            "c.conf: 1: factry: there is no such key (nearest: factory), was 5",
            "--set factory.name: must be key=value, as factory.contract.term=1h",
            "--set line.linger=1: the key must begin with factory. (nearest: factory.line.linger)");
  }

  @Test
  void whatServesASubstitutionMayBeCalledAnything() throws IOException {
    write("places.conf", "source { root = in }\nfactry = late\nweb.port = 1\n");
    write(
        "web.conf",
        "factory { name = ${factry}, source.paths = [${?source.root}\"/a.jsonl\"] }\nname = mine\n");
    ConfigStack stack = read(List.of("places.conf", "web.conf"));
    assertThat(stack.refused()).isEmpty();
    assertThat(stack.settings().name()).isEqualTo("late");
  }

  @Test
  void aSubstitutionMayStandInAnIncludedFileInAPropertyOrInQuotes() throws IOException {
    write("sub.conf", "source.paths = [${source.root}\"/a.jsonl\"]\n");
    write("included.conf", "source { root = in }\nfactory { include \"sub.conf\", name = a }\n");
    assertThat(read(List.of("included.conf")).refused()).isEmpty();
    write("quoted.conf", "\"source dir\".x = b\nfactory.name = ${\"source dir\".x}\n");
    assertThat(read(List.of("quoted.conf")).settings().name()).isEqualTo("b");
    write("set.conf", "contract { of = c }\nfactory.workshops = 1\n");
    Properties properties = new Properties();
    properties.setProperty("factory.source.paths", "[${contract.of}]");
    List<Path> files = List.of(directory.resolve("set.conf"));
    assertThat(ConfigStack.read(directory, files, List.of(), properties).refused()).isEmpty();
  }

  @Test
  void aSingleValueBesideAFactoryIsRemarkedOnWhereItMayBeMeantForIt() throws IOException {
    write(
        "web.conf",
        """
        workshops = 1
        wrkshops = 2
        factory { line.linger = ${name} }
        term = 5 s
        batch = ${workshop}
        colour = blue
        contract-tests = 3
        name = 5 ms
        workshop { a = 1 }
        """);
    ConfigStack stack = read(List.of("web.conf"));
    assertThat(stack.refused()).isEmpty();
    assertThat(stack.withoutEffect())
        .map(remark -> remark.replace(directory + "/", ""))
        .containsExactly(
            "web.conf: 1: workshops stands beside factory and sets nothing; did you mean factory.workshops?",
            "web.conf: 2: wrkshops stands beside factory and sets nothing; did you mean factory.workshops?",
            "web.conf: 4: term stands beside factory and sets nothing; did you mean factory.contract.term?",
            "web.conf: 5: batch stands beside factory and sets nothing; did you mean factory.line.batch?");
    assertThat(stack.settings().workshops()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void whatOnlyBeginsLikeATableOfTheFactoryIsSomebodyElses() throws IOException {
    write(
        "base.conf",
        "factory.name = a\nsource-defaults { a = 1 }\ncontract-tests { b = 2 }\ntransport { c = 3 }\n");
    assertThat(read(List.of("base.conf")).refused()).isEmpty();
  }

  @Test
  void aMisplacedTableThatIsMadeOfSubstitutionsIsToldWithoutItsValue() throws IOException {
    write(
        "web.conf", "base { term = 7 s }\ncontract = ${base} { clock = wall }\nfactory.name = a\n");
    assertThat(mistakes(List.of("web.conf")))
        .singleElement()
        .asString()
        .startsWith("web.conf: 2: contract: must stand under factory, as factory.contract");
  }

  private List<String> mistakes(List<String> files, String... settings) {
    WrongInput refused =
        catchThrowableOfType(WrongInput.class, () -> read(files, settings).checked());
    return refused.getMessage().replace(directory + "/", "").lines().toList();
  }

  private ConfigStack read(List<String> files, String... settings) {
    List<Path> paths = files.stream().map(directory::resolve).toList();
    return ConfigStack.read(directory, paths, Stream.of(settings).toList(), new Properties());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
