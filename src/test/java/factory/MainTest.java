package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Drill;
import factory.goods.Partition;
import factory.goods.Scrap;
import factory.purchasing.Supplier;
import factory.transportation.Destination;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import factory.transportation.Truck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<FactorySettings> launched = new ArrayList<>();
  private CompletableFuture<Integer> exitCode = CompletableFuture.completedFuture(0);

  @Test
  void withoutArgumentsItRunsTheDemonstration() {
    assertThat(execute()).isZero();
    assertThat(launched)
        .singleElement()
        .extracting(FactorySettings::name)
        .isEqualTo("demonstration");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void runTakesFilesAndSettings() throws IOException {
    Path file =
        Files.writeString(directory.resolve("web.conf"), "factory { name = web, line.batch = 7 }");
    assertThat(
            execute(
                "run",
                "--config",
                file.toString(),
                "--set",
                "factory.name=mine",
                "-s",
                "factory.workshops=3"))
        .isZero();
    assertThat(launched).singleElement().extracting(FactorySettings::name).isEqualTo("mine");
    assertThat(launched.get(0).line().batch()).isEqualTo(7);
    assertThat(launched.get(0).workshops()).isEqualTo(3);
  }

  @Test
  void endsWithTheCodeOfThePlant() {
    for (ExitCode code : ExitCode.values()) {
      exitCode = CompletableFuture.completedFuture(code.code());
      assertThat(execute("run")).isEqualTo(code.code());
    }
  }

  @Test
  void aMistakeInTheConfigurationIsOneLineAndCodeTwo() {
    assertThat(execute("run", "--set", "factory.contract.term=0 s")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "--set factory.contract.term=0 s: factory.contract.term: must be at least 1 ms, was '0 s'"
                + System.lineSeparator());
    assertThat(launched).isEmpty();
  }

  @Test
  void aMissingFileIsOneLineAndCodeTwo() {
    assertThat(execute("check", "--config", "nix.conf")).isEqualTo(2);
    assertThat(err)
        .hasToString("--config nix.conf: there is no such file" + System.lineSeparator());
  }

  @Test
  void whatATerminalWouldObeyIsNeverPrintedAsItIs() {
    assertThat(execute("run", "--set", "factory.line.batch=\u001b[31mred")).isEqualTo(2);
    assertThat(execute("check", "\u001b[2Jweb.conf")).isEqualTo(2);
    exitCode =
        CompletableFuture.failedFuture(
            new WrongInput("a.csv: no column 'id' (there is: \u001b\0)"));
    assertThat(execute("run")).isEqualTo(2);
    exitCode = CompletableFuture.failedFuture(new IllegalStateException("lost \u001b[2J"));
    assertThat(execute("run")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"))
        .anySatisfy(line -> assertThat(line).contains("(there is: ??)"));
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    assertUsage("there is no command 'chek' (nearest: check); see 'factory --help'", "chek");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearest() {
    assertUsage(
        "there is no option '--confg' (nearest: --config); see 'factory run --help'",
        "run",
        "--confg",
        "a");
  }

  @Test
  void aWordTooManyIsNamed() {
    assertUsage("'web.conf' is one word too many; see 'factory check --help'", "check", "web.conf");
  }

  @Test
  void behindTwoDashesNothingIsAnOptionAndThatIsSaid() {
    assertUsage(
        "'--config' is one word too many: behind '--' nothing is an option; options stand before it;"
            + " see 'factory why --help'",
        "why",
        "--",
        "--help",
        "--config",
        "x.conf");
  }

  @Test
  void aWordThatLooksLikeAnOptionIsToldHowItIsWritten() {
    assertUsage(
        "Missing required parameter: 'PID'; '-x' is taken for an option: a PID that begins with '-'"
            + " stands behind '--', as in 'factory why -- -x'; see 'factory why --help'",
        "why",
        "-x");
  }

  @Test
  void aWordThatIsMissingIsNamed() {
    assertUsage("Missing required parameter: 'PID'; see 'factory why --help'", "why");
  }

  @Test
  void anOptionWithoutItsCommandIsToldWhereItBelongs() {
    assertUsage(
        "'--config' belongs behind a command, as in 'factory run --config FILE'; see 'factory --help'",
        "--config",
        "web.conf");
  }

  @Test
  void aMistakeThatOnlyThePlantFindsIsCodeTwo() {
    exitCode = CompletableFuture.failedFuture(new WrongInput("stdin: 1: no column 'client'"));
    assertThat(execute("run")).isEqualTo(2);
    assertThat(err).hasToString("stdin: 1: no column 'client'" + System.lineSeparator());
  }

  @Test
  void whatNobodyExpectedIsOneLineAndCodeOne() {
    exitCode = CompletableFuture.failedFuture(new IllegalStateException("lost my mind"));
    assertThat(execute("run")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("unexpected: java.lang.IllegalStateException: lost my mind")
        .doesNotContain("\tat ");
    assertThat(execute("run", "--debug")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat factory.MainTest");
  }

  @Test
  void helpNamesCommandsAndExitCodes() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("run").contains("check").contains("demonstration");
    assertThat(execute("run", "--help")).isZero();
    assertThat(out.toString()).contains("--config").contains("--set");
    for (ExitCode code : ExitCode.values()) {
      assertThat(out.toString())
          .containsPattern("(?m)^ +" + code.code() + " +" + code.meaning().substring(0, 20));
    }
    assertThat(launched).isEmpty();
  }

  @Test
  void versionNamesTheFactoryAndItsJava() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).startsWith("factory ").contains(System.getProperty("java.version"));
  }

  @Test
  void checkSaysWhatWillBeDoneWithoutDoingIt() {
    Path out = directory.resolve("new/out");
    assertThat(execute("check", "--set", "factory.destination.directory=" + out)).isZero();
    assertThat(this.out.toString())
        .contains(
            "is valid; it is made of the built-in settings and --set factory.destination.directory="
                + out)
        .contains("a new directory, " + out)
        .contains("A kill: would lose nothing");
    assertThat(launched).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void verifyTellsWhatHoldsWhatDoesNotAndWhatIsNoDestination() throws IOException {
    Path shipped = directory.resolve("out");
    assertThat(execute("verify", shipped.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("'" + shipped + "' is not there");
    DestinationSettings.Files settings =
        new DestinationSettings.Files(
            shipped,
            DestinationSettings.Format.JSONL,
            DestinationSettings.Times.ISO,
            java.time.temporal.ChronoUnit.MICROS);
    List<Partition> source = List.of(new Partition("a.jsonl", "crc"));
    try (Destination destination = Destinations.open(settings, "test", source)) {
      Truck truck =
          new Truck(
              1,
              Map.of(),
              List.of(
                  destination
                      .encoder()
                      .encode(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, 3, 4, "no", "x"))));
      destination.ship(truck, Drill.NONE);
    }
    assertThat(execute("verify", shipped.toString())).isZero();
    assertThat(out.toString())
        .contains(
            shipped + ": 1 shipment up to number 1",
            "products   0 of 0 materials",
            "scrap      1 (malformed 1)",
            "a.jsonl: 1 position done, the highest 3; 3 open below it, the first 0",
            "holds: each position is in exactly one shipped product or scrap entry");
    assertThat(execute("verify", "--complete", shipped.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("WRONG  position a.jsonl:0 is open", "does not hold: 1 problem");
    assertThat(execute("verify", "--help")).isZero();
    assertThat(out.toString()).containsPattern("(?m)^ +1 +it does not; the first positions");
  }

  private void assertUsage(String message, String... args) {
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err).hasToString(message + System.lineSeparator());
  }

  private int execute(String... args) {
    Launcher launcher =
        new Launcher() {
          @Override
          public Supplier inspect(ConfigStack stack, FactorySettings settings) {
            return new SupplierOnPaper(true, new Partition("generator", ""));
          }

          @Override
          public Running launch(ConfigStack stack, FactorySettings settings) {
            launched.add(settings);
            return new Running() {
              @Override
              public void stop() {}

              @Override
              public CompletionStage<Integer> exitCode() {
                return exitCode;
              }
            };
          }
        };
    return Main.execute(launcher, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
