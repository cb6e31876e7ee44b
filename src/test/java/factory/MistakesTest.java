package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is wrong with settings: all of it is told at once, each by itself. */
class MistakesTest extends MistakesCase {
  @Test
  void allMistakesAreToldInTheOrderOfTheLines() throws IOException {
    write(
        "web.conf",
        """
        factory {
          workshops = 0
          source { kind = fils, paths = [in.jsonl], pid = [s] }
          contract { term = 5, maxmaterials = 3 }
          blueprint {
            kind = merge
            pclass = [ { when = "n > 1", is = "" }, { wen = "c", is = d }, { is = e } ]
          }
          transportation.stevedores = 4000
        }
        """);
    assertThat(mistakes("web.conf"))
        .containsExactly(
            "web.conf: 2: factory.workshops: must be a whole number from 1 to 1024, was 0",
            "web.conf: 3: factory.source.kind: must be generator, files or stdin (nearest: files), was 'fils'",
            "web.conf: 4: factory.contract.maxmaterials: there is no such key (nearest: factory.contract.max-materials), was 3",
            "web.conf: 4: factory.contract.term: must be a time with its unit (ns, us, ms, s, m or min, h, d), as 500 ms, 2 s or 30 min, was 5",
            "web.conf: 7: factory.blueprint.pclass[1].wen: there is no such key (nearest: when), was 'c'",
            "web.conf: 7: factory.blueprint.pclass[0].is: must not be empty, was ''",
            "web.conf: 9: factory.transportation.stevedores: must be a whole number from 1 to 1024, was 4000");
  }

  @Test
  void aMistakeHidesNoOtherThatStandsByItself() throws IOException {
    Files.writeString(directory.resolve("in.csv"), "s,n\n1,2\n");
    write(
        "web.conf",
        """
        factory {
          workshops = 0, source { kind = files, format = csv, paths = [DIR/in.csv], pid = [s] }
          blueprint {
            kind = merge
            fields {
              t = { from = nn, op = sum }
              nix = { op = max, when = "n >" }
            }
            complete-when = "t >> 1"
          }
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).contains("2: factory.workshops: "),
            told -> assertThat(told).contains("6: factory.blueprint.fields.t.from: ", "'nn'"),
            told -> assertThat(told).contains("7: factory.blueprint.fields.nix: ", "'nix'"),
            told -> assertThat(told).contains("7: factory.blueprint.fields.nix.when: column 4"),
            told -> assertThat(told).contains("9: factory.blueprint.complete-when: column 4"));
    write(
        "web.conf",
        """
        factory {
          source { kind = files, format = csv, paths = [DIR/in.csv], pid = [s] }
          blueprint {
            kind = merge
            pclass = [
              { when = "n = 1" }
              { when = "n matches '('", is = x }
              { is = y }
              { is = z }
            ]
          }
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).contains("6: factory.blueprint.pclass[0].is: is missing"),
            told -> assertThat(told).contains("7: factory.blueprint.pclass[1].when: column 11"),
            told -> assertThat(told).contains("9: factory.blueprint.pclass[3]: is never reached"));
  }

  @Test
  void theSourceAndEachRuleOfTheBlueprintAreToldTogether() throws IOException {
    write(
        "web.conf",
        """
        factory {
          workshops = many
          source { kind = files, paths = [DIR/nix.jsonl], pid = [s] }
          blueprint {
            kind = merge
            fields { n = summ, m = { from = x, op = max, when = "a >" } }
            pclass = [ { when = "n > 3", is = x }, { when = "b >", is = "y" } ]
            complete-when = "o >="
          }
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("web.conf"))
        .hasSize(6)
        .satisfies(
            told -> {
              assertThat(told.get(0)).startsWith("web.conf: 2: factory.workshops: ");
              assertThat(told.get(1)).startsWith("web.conf: 3: factory.source.paths: no such file");
              assertThat(told.get(2)).startsWith("web.conf: 6: factory.blueprint.fields.n: ");
              assertThat(told.get(3)).startsWith("web.conf: 6: factory.blueprint.fields.m.when: ");
              assertThat(told.get(4)).startsWith("web.conf: 7: factory.blueprint.pclass[1].when: ");
              assertThat(told.get(5)).startsWith("web.conf: 8: factory.blueprint.complete-when: ");
            });
  }

  @Test
  void whatOnlyFollowsFromAMistakeIsNotTold() throws IOException {
    write(
        "web.conf",
        """
        factory {
          source { kind = files, paths = [DIR/in.jsonl], pidd = [s], order = parallel }
          contract.clock = evnt
          blueprint.kind = mrge
          line { batch = 10 k, capacity = 5 }
        }
        """
            .replace("DIR", directory.toString()));
    write("in.jsonl", "");
    assertThat(mistakes("web.conf"))
        .hasSize(4)
        .satisfies(
            told -> {
              assertThat(told.get(0)).contains("factory.source.pidd: there is no such key");
              assertThat(told.get(1)).contains("factory.contract.clock: must be wall or event");
              assertThat(told.get(2)).contains("factory.blueprint.kind: must be merge");
              assertThat(told.get(3)).contains("factory.line.batch: must be a whole number");
            });
  }

  @Test
  void anUnknownKeyInAFieldHidesNoMistakeButThoseOfThatField() throws IOException {
    write(
        "web.conf",
        """
        factory {
          source { kind = files, paths = [DIR/in.jsonl], pid = [s] }
          blueprint {
            kind = merge
            fields {
              a = { form = x, op = summ }
              b = { opp = max }
              c = { op = sum, when = "c >" }
            }
            complete-when = "a > 1 and"
            pclass = [ { when = "d >", is = x }, { when = "a >", is = y } ]
          }
        }
        """
            .replace("DIR", directory.toString()));
    write("in.jsonl", "{\"s\":1}\n");
    assertThat(mistakes("web.conf"))
        .hasSize(6)
        .satisfies(
            told -> {
              assertThat(told.get(0)).startsWith("web.conf: 6: factory.blueprint.fields.a.form: ");
              assertThat(told.get(1)).startsWith("web.conf: 7: factory.blueprint.fields.b.opp: ");
              assertThat(told.get(2)).startsWith("web.conf: 8: factory.blueprint.fields.c.when: ");
              assertThat(told.get(3)).startsWith("web.conf: 10: factory.blueprint.complete-when: ");
              assertThat(told.get(4)).startsWith("web.conf: 11: factory.blueprint.pclass[0].when:");
              assertThat(told.get(5)).startsWith("web.conf: 11: factory.blueprint.pclass[1].when:");
            });
  }

  @Test
  void whatIsNotThereIsToldBesideWrongSettings() throws IOException {
    write(
        "web.conf",
        """
        factory {
          workshops = many
          source { kind = files, paths = [DIR/a.jsonl, DIR/in.jsonl, "DIR/b*.jsonl"], pidd = [s] }
          blueprint { kind = class, class = com.example.Nix, plugins = [DIR/nix.jar, DIR/nax.jar] }
          destination.directory = DIR/in.jsonl
        }
        """
            .replace("DIR", directory.toString()));
    write("in.jsonl", "");
    assertThat(mistakes("web.conf"))
        .hasSize(7)
        .satisfies(
            told -> {
              assertThat(told.get(0)).contains("factory.workshops: must be");
              assertThat(told.get(1)).contains("factory.source.pidd: there is no such key");
              assertThat(told.get(2)).contains("factory.source.paths: no such file: 'a.jsonl'");
              assertThat(told.get(3)).contains("factory.source.paths: 'b*.jsonl' matches no file");
              assertThat(told.get(4)).contains("factory.blueprint.plugins: no such file", "nix");
              assertThat(told.get(5)).contains("factory.blueprint.plugins: no such file", "nax");
              assertThat(told.get(6))
                  .contains("factory.destination.directory: 'in.jsonl' is a file");
            });
  }

  @Test
  void aWrongItemOfAListHidesNoOther() throws IOException {
    write(
        "web.conf",
        """
        factory {
          source { kind = files, paths = ["", { a = 1 }, DIR/nix.jsonl]
            pid = [5, " ", s] }
          blueprint { kind = merge, pclass = [ a, { is = b }, 7 ]
            distinct-by = ["", [b], c] }
          operations.web.hosts = [ a, {}, "" ]
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).contains("2: factory.source.paths[0]: must not be empty"),
            told -> assertThat(told).contains("2: factory.source.paths[1]: must be text, was {"),
            told -> assertThat(told).contains("2: factory.source.paths: no such file: 'nix.jsonl'"),
            told -> assertThat(told).contains("3: factory.source.pid[0]: must be", "was 5"),
            told -> assertThat(told).contains("3: factory.source.pid[1]: must be", "was ' '"),
            told -> assertThat(told).contains("4: factory.blueprint.pclass[0]: must be a table"),
            told -> assertThat(told).contains("4: factory.blueprint.pclass[2]: must be a table"),
            told -> assertThat(told).contains("5: factory.blueprint.distinct-by[0]: must not be"),
            told -> assertThat(told).contains("5: factory.blueprint.distinct-by[1]: must be text"),
            told -> assertThat(told).contains("6: factory.operations.web.hosts[1]: must be text"),
            told -> assertThat(told).contains("6: factory.operations.web.hosts[2]: must not be"));
  }

  @Test
  void eachFieldThatTheSourceHasNotIsTold() throws IOException {
    Files.writeString(directory.resolve("in.csv"), "s,n\n1,2\n");
    write(
        "web.conf",
        """
        factory {
          source { kind = files, format = csv, paths = [DIR/in.csv], pid = [s] }
          blueprint { kind = merge, distinct-by = [x, n, y, n] }
          workshops = 0
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).contains("3: factory.blueprint.distinct-by: ", "'x'"),
            told -> assertThat(told).contains("3: factory.blueprint.distinct-by: ", "'y'"),
            told -> assertThat(told).contains("3: factory.blueprint.distinct-by: ", "'n' twice"),
            told -> assertThat(told).contains("4: factory.workshops: "));
    write(
        "text.conf",
        """
        factory {
          source { kind = files, format = text, pattern = "(?<s>.)(?<n>.)", paths = [DIR/in.csv]
            pid = [x, s, y] }
          blueprint.kind = merge
        }
        """
            .replace("DIR", directory.toString()));
    assertThat(mistakes("text.conf"))
        .satisfiesExactly(
            told -> assertThat(told).contains("3: factory.source.pid[0]: 'x' must be a group"),
            told -> assertThat(told).contains("3: factory.source.pid[2]: 'y' must be a group"));
  }

  @Test
  void filesThatAreNotNamedCostOneLine() throws IOException {
    write(
        "web.conf",
        "factory {\n  source { kind = files, pid = [s] }\n  blueprint.kind = merge\n}\n");
    assertThat(mistakes("web.conf"))
        .singleElement()
        .asString()
        .startsWith("web.conf: 2: factory.source.kind: needs factory.source.paths, which must");
  }

  @Test
  void aValueThatSoundsLikeAnotherSettingIsToldAllTheSame() throws IOException {
    write(
        "web.conf",
        """
        factory {
          contract.clock = never
          line.linger = "factory.contract.clock"
        }
        """);
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).startsWith("web.conf: 2: factory.contract.clock: must be"),
            told -> assertThat(told).startsWith("web.conf: 3: factory.line.linger: must be"));
  }

  @Test
  void whatIsNotShownHidesNoOtherMistake() throws IOException {
    write(
        "web.conf",
        """
        factory {
          destination { kind = postgresql, url = "postgresql://me:secret@a/b" }
          operations.web.token = short
          drill = [ { at = nowhere } ]
        }
        """);
    assertThat(mistakes("web.conf"))
        .satisfiesExactly(
            told -> assertThat(told).startsWith("web.conf: 2: factory.destination.url: must not"),
            told -> assertThat(told).startsWith("web.conf: 3: factory.operations.web.token: must"),
            told -> assertThat(told).startsWith("web.conf: 4: factory.drill[0].at: must be"))
        .noneMatch(told -> told.contains("secret") || told.contains("short"));
  }

  @Test
  void optionsAreToldInTheirOrderBehindTheFilesInTheirs() throws IOException {
    write("z.conf", "factory.transportation.stevedores = 0\n");
    write("a.conf", "factory.contract.term = 5\n");
    List<String> settings =
        List.of(
            "factory.workshops=0",
            "nix",
            "factory.name=",
            "factory.drill=[{ at = nix }]",
            "factory.line.linger=never",
            "factory.nix=1",
            "factory.contract.clock=none");
    WrongInput refused =
        catchThrowableOfType(
            WrongInput.class,
            () ->
                ConfigStack.read(
                        directory,
                        List.of(directory.resolve("z.conf"), directory.resolve("a.conf")),
                        settings,
                        new Properties())
                    .checked());
    List<String> told = refused.getMessage().replace(directory + "/", "").lines().toList();
    assertThat(told).hasSize(9);
    assertThat(told.get(0)).startsWith("z.conf: 1: ");
    assertThat(told.get(1)).startsWith("a.conf: 1: ");
    for (int i = 0; i < settings.size(); i++) {
      assertThat(told.get(2 + i)).startsWith("--set " + settings.get(i) + ": ");
    }
  }

  @Test
  void moreThanTwentyAreCounted() throws IOException {
    String many =
        IntStream.range(0, 25).mapToObj(i -> "  key" + i + " = 1\n").collect(Collectors.joining());
    write("web.conf", "factory {\n" + many + "}\n");
    assertThat(mistakes("web.conf")).hasSize(21).last().isEqualTo("and 5 more mistakes");
  }
}
