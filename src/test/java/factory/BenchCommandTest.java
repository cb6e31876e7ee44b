package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.BenchCommand.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmark refuses, before it measures anything. */
class BenchCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... args) {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(args));
    return Main.execute(
        new Plant(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        all.toArray(String[]::new));
  }

  private void refuses(String message, String... args) {
    assertThat(bench(args)).isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--workload FILES --custody files | --custody has no effect on --workload FILES: it belongs to W1, W2 or W3",
        "--workload files --parallelism=3 | --parallelism has no effect on --workload FILES: it belongs to W1, W2 or W3",
        "--workload FILES --pids texts | --pids has no effect on --workload FILES: it belongs to W1, W2 or W3",
        "--workload FILES --events 1k | --events has no effect on --workload FILES: it belongs to W1, W2 or W3",
        "--workload FILES --keys 1k | --keys has no effect on --workload FILES: it belongs to W1",
        "--workload FILES --dist zipf | --dist has no effect on --workload FILES: it belongs to W1",
        "--workload FILES --rate 1k | --rate has no effect on --workload FILES: it belongs to W3",
        "--rate 10k | --rate has no effect on --workload W1: it belongs to W3",
        "--workload W2 --rate 1k | --rate has no effect on --workload W2: it belongs to W3",
        "--format csv | --format has no effect on --workload W1: it belongs to FILES",
        "--workload W2 --size 1m | --size has no effect on --workload W2: it belongs to FILES",
        "--workload W3 --data . | --data has no effect on --workload W3: it belongs to FILES",
        "--workload W3 --directory . | --directory has no effect on --workload W3: it belongs to FILES",
        "--workload FILES --data . --seed 7 | --seed has no effect with --data: edits are read then, not drawn",
        "--parallelism -1 | --parallelism must be at least 0, was -1",
        "--warmups -1 | --warmups must be at least 0, was -1"
      })
  void anOptionThatDoesNothingIsRefused(String args, String message) {
    refuses(message, Pattern.compile(" ").split(args));
  }

  @Test
  void bidsThatLastLongerThanTheirTimesCanSayAreRefused() {
    refuses(
        "--rate 10: 20,000,000 materials last 25 d 3 h 51 min, and W3 can have 24 d 20 h 31 min; raise --rate to 11 or more, or lower --events",
        "--workload",
        "W3",
        "--rate",
        "10");
    assertThatCode(() -> BenchRules.roomForTimes(Work.W3, 20_000_000, 11))
        .doesNotThrowAnyException();
    assertThatCode(() -> BenchRules.roomForTimes(Work.W3, 1_975_684, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> BenchRules.roomForTimes(Work.W3, 1_975_685, 1))
        .hasMessageContaining("raise --rate to 2 or more");
  }

  @Test
  void aFileThatTheDiskHasNoRoomForIsRefusedBeforeItIsWritten() {
    assertThat(bench("--workload", "FILES", "--directory", "" + directory, "--size", "1000000g"))
        .isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> !line.contains(" INFO ")))
        .singleElement()
        .asString()
        .startsWith("--size: a file of 977 TiB is asked for, and " + directory + " has ")
        .endsWith(" free; ask for less, or name another directory by --directory");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest(name = "--seed {0}")
  @CsvSource({
    "x, 'x' is not a whole number",
    "9223372036854775808, '9223372036854775808' is too large; the most is 9223372036854775807"
  })
  void aWrongSeedIsToldWithoutNamesOfJavas(String seed, String message) {
    assertThat(bench("--seed", seed)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(message);
  }

  @ParameterizedTest
  @CsvSource({"W1", "W2", "W3"})
  void theOptionsThatARunOfAllWorkloadsGivesToEachAreTaken(String workload) {
    // what is refused last shows that nothing was refused before
    String given =
        "--workload %s --keys 5k --dist zipf --events 1k --seed 42 --parallelism 3 --json --warmups -1";
    refuses(
        "--warmups must be at least 0, was -1",
        Pattern.compile(" ").split(given.formatted(workload)));
  }

  @Test
  void tooManyWorkshopsAreToldByTheNameOfTheOption() {
    assertThat(bench("--parallelism", "100000")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("--parallelism 100000: ")
        .contains("1024")
        .doesNotContain("--set");
  }

  @Test
  void tooManyWorkshopsThatAreSetByTheirKeyAreToldByThat() {
    assertThat(bench("--parallelism", "100000", "--set", "factory.workshops=100000")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("--set factory.workshops=100000: factory.workshops: ")
        .doesNotContain("--parallelism");
  }

  @ParameterizedTest
  @CsvSource({
    "W1, factory.destination.kind=discard",
    "FILES, factory.destination.directory=out",
    "W3, factory.destination={ kind = discard }"
  })
  void itsDestinationIsItsOwn(String workload, String setting) {
    refuses(
        "--set "
            + setting
            + ": the benchmark has a destination of its own; --custody files ships W1, W2 and W3 into a directory",
        "--workload",
        workload,
        "--set",
        setting);
  }

  @ParameterizedTest
  @CsvSource({
    "W1, factory.source.kind=stdin",
    "W1, factory.source.rate=10",
    "W2, 'factory.blueprint.complete-when=\"count > 3\"'",
    "W3, factory.blueprint={ kind = merge }",
    "W3, 'factory.blueprint={ kind = merge, keep-materials = on }'",
    "FILES, 'factory.source.paths=[\"a.csv\"]'",
    "FILES, factory.source.follow=true",
    "FILES, factory.source.format=csv",
    "FILES, factory.blueprint.kind=collect"
  })
  void soAreItsSourceAndItsBlueprint(String workload, String setting) {
    refuses(
        "--set "
            + setting
            + ": the benchmark has a source and a blueprint of its own, see --workload",
        "--workload",
        workload,
        "--set",
        setting);
  }

  @Test
  void whatAnyBlueprintCanHaveIsTaken() {
    // what is refused last shows that nothing was refused before
    refuses(
        "--warmups must be at least 0, was -1",
        "--set",
        "factory.blueprint.keep-materials=on",
        "--warmups",
        "-1");
  }

  @Test
  void anEmptyDirectoryNameIsNone() {
    refuses("--data: no such directory: ''", "--workload", "FILES", "--data", "");
  }

  @Test
  void aDirectoryWithoutTheDataSetIsOneSentence() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    refusesData(data, "there is no *.json.gz in it");
    Path file = data.resolve("edits.json.gz");
    write(file, "");
    refusesData(data, "edits.json.gz: is empty");
    write(file, "{\"page\":\"Main\"}\n");
    refusesData(data, "edits.json.gz: a line is no edit, which begins with {\"time\":\"");
    Files.writeString(file, "not packed");
    refusesData(data, "Not in GZIP format");
  }

  private void refusesData(Path data, String why) {
    err.getBuffer().setLength(0);
    refuses(
        "--data " + data + ": " + why,
        "--workload",
        "FILES",
        "--directory",
        directory.toString(),
        "--data",
        data.toString());
    assertThat(directory.toFile().list()).as("the file is gone again").containsExactly("data");
  }

  private static void write(Path file, String text) throws IOException {
    try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aWrongSettingIsToldBeforeTheFileIsWritten() {
    assertThat(
            bench(
                "--workload",
                "FILES",
                "--directory",
                directory.toString(),
                "--set",
                "factory.line.batch=0"))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("factory.line.batch: must be");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theHelpShowsWhatHoldsIfNothingIsSaid() {
    assertThat(bench("--help")).isZero();
    assertThat(out.toString())
        .contains("(W1)", "(20M)", "(100k)", "(UNIFORM)", "(10k)", "(42)", "(OFF)", "(NUMBERS)")
        .contains("(JSONL)", "(2g)");
  }

  @Test
  void watchesTheHeapOnlyWhenItIsToMeasure() {
    long before = heapWatches();
    assertThat(bench("--help")).isZero();
    assertThat(heapWatches()).isEqualTo(before);
  }

  private static long heapWatches() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("heap-watch"))
        .count();
  }
}
