package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark as a user runs it; its answers are those of the ruler's own program. */
@Execution(ExecutionMode.CONCURRENT)
class BenchIT {
  @TempDir private Path directory;

  private Ended bench(String... more) {
    List<String> args =
        new ArrayList<>(List.of("bench", "--events", "200k", "--seed", "7", "--warmups", "0"));
    args.addAll(List.of(more));
    return FactoryProcess.run(directory, args.toArray(String[]::new));
  }

  private Ended file(String... more) {
    List<String> args = new ArrayList<>(List.of("bench", "--workload", "FILES", "--warmups", "0"));
    args.addAll(List.of(more));
    return FactoryProcess.run(directory, args.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--workload W1 --keys 5k --json,                                214556b3db2429e2",
    "--workload W1 --keys 5k --dist zipf --pids texts --json,       c1f282cd1af2c319",
    "--workload W2 --keys 5k --dist zipf --parallelism 3 --json,    287b4fbb7c2773e7",
    "--workload W3 --keys 5k --dist uniform --rate 1k --json,       aa1d8b6ab74a702a",
    "--workload W3 --rate 1k --custody files --json,                aa1d8b6ab74a702a"
  })
  void theWholeFactoryComesToTheAnswer(String args, String checksum) {
    Ended ended = bench(Pattern.compile(" ").split(args)).exitedWith(0);
    assertThat(ended.out())
        .contains("\"peer\":\"factory\"", "\"checksum\":\"" + checksum + "\"", "\"verified\":true")
        .contains("\"seed\":7,", "\"untimed_runs\":", "\"heap_mb\":", "\"collector\":\"")
        .doesNotContain("\"events_per_s\":0,", "\"parallelism\":0,");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"JSONL", "CSV"})
  void aFileThroughTheWholeFactoryComesToTheAnswerOfAPlainLoop(String format) {
    Ended ended =
        file("--format", format, "--size", "12m", "--json", "--directory", ".").exitedWith(0);
    assertThat(ended.out())
        .contains("\"workload\":\"FILES\"", "\"verified\":true")
        .doesNotContain("\"mb_per_s\":0.0,");
    assertThat(ended.out()).contains("\"seed\":42,");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void editsThatAreReadHaveNoSeed() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    String edit =
        "{\"time\":\"2015-09-12T00:00:00.000Z\",\"page\":\"Main\",\"delta\":3,\"added\":5,\"deleted\":2}\n";
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(data.resolve("edits.json.gz")))) {
      out.write(edit.getBytes(StandardCharsets.UTF_8));
    }
    for (String also : List.of("--json", "--format=CSV")) {
      Ended ended = file("--size", "10k", "--data", "data", also).exitedWith(0);
      assertThat(ended.out()).contains("parallelism").doesNotContain("seed");
    }
  }

  @Test
  void whatWarmsUpIsNotInTheAnswer() {
    List<String> lines = new ArrayList<>();
    for (String warmups : List.of("0", "1")) {
      Ended ended =
          FactoryProcess.run(
                  directory,
                  "bench",
                  "--events",
                  "1M",
                  "--keys",
                  "1k",
                  "--warmups",
                  warmups,
                  "--json")
              .exitedWith(0);
      lines.add(
          ended.out().replaceAll("(?s).*\"products\":(\\d+).*\"checksum\":\"(\\w+)\".*", "$1 $2"));
    }
    assertThat(lines.get(0)).matches("1000 \\w+").isEqualTo(lines.get(1));
  }

  @Test
  void aSignalLeavesNoFileBehind() {
    try (FactoryProcess bench = // of which nobody would see the end
        FactoryProcess.start(
            directory,
            "bench",
            "--workload",
            "FILES",
            "--size",
            "1m",
            "--warmups",
            "1000000",
            "--directory",
            ".")) {
      bench.await("the file", () -> !isEmpty(directory));
      bench.terminate();
      assertThat(bench.await().exitCode()).isEqualTo(143);
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static boolean isEmpty(Path directory) {
    String[] names = directory.toFile().list();
    return names == null || names.length == 0;
  }

  @Test
  void memoryThatRunsOutIsOneSentence() {
    Ended ended =
        FactoryProcess.run(
                directory,
                List.of("-Xmx96m", "-XX:+UseSerialGC"), // of which 64 are for what is long
                "bench",
                "--workload",
                "W3",
                "--events",
                "4400k",
                "--warmups",
                "0")
            .exitedWith(70);
    assertThat(ended.complaints())
        .singleElement()
        .asString()
        .isEqualTo("memory ran out: give Java more by -Xmx, or lower --events");
  }

  @Test
  void aHeapThatIsOnlyCollectedAnyMoreIsOneSentenceAsWell() {
    // Java itself goes on collecting for as long as anybody waits; with a few thousand keys more
    // the run would be refused before that
    List<String> small =
        List.of("-Xmx128m", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:ParallelGCThreads=1");
    Ended ended =
        FactoryProcess.run(
            directory,
            small,
            "bench",
            "--keys",
            "110k",
            "--events",
            "600k",
            "--warmups",
            "0",
            "--set",
            "factory.memory.open-assemblies=1g");
    assertThat(ended.exitCode())
        .as("or killed, as Java's own end waits for its turn")
        .isIn(70, 137);
    assertThat(ended.complaints())
        .singleElement()
        .asString()
        .isEqualTo("memory ran out: give Java more by -Xmx, or lower --events or --keys");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--keys 200k --events 2M | --keys: 199,991 pids are live at the end, some 201 MiB with their workers, and factory.memory.open-assemblies lets them have | MiB; lower --keys or, where that is a share of the heap, give Java ",
        "--keys 150k --events 2M | --keys: 150,000 pids are live at the end, some 151 MiB with their workers, and factory.memory.open-assemblies lets them have | MiB; lower --keys, raise that or, where that is a share of the heap, give Java ",
        "--keys 200k --events 2M --set factory.workshop.max-workers=10000 --set factory.memory.open-assemblies=1g | --keys: 199,991 pids are live at the end, and factory.workshop.max-workers lets 10,000 workers be; | lower --keys, or raise that",
        "--keys 5M --set factory.memory.open-assemblies=100g --set factory.workshop.max-workers=9000000 | --keys, --events: 20,000,000 materials and 4,908,422 live pids take some 5.1 GiB, and the heap has | lower one of them",
        "--keys 1k --set factory.workshop.bench.staffed=1000000 | --keys, --events: 20,000,000 materials and 1,000,000 workers of factory.workshop.bench.staffed take some 1.3 GiB, and the heap has | lower factory.workshop.bench.staffed",
        "--keys 1k --set factory.workshop.bench.staffed=1000000 --pids texts | --keys, --events: 20,000,000 materials and 1,000,000 workers of factory.workshop.bench.staffed take some 1.6 GiB, and the heap has | lower factory.workshop.bench.staffed"
      })
  void morePidsThanThereIsRoomForAreRefusedBeforeTheRun(String args, String begin, String then) {
    List<String> command = new ArrayList<>(List.of("bench"));
    command.addAll(List.of(args.split(" ", -1)));
    Ended ended =
        FactoryProcess.run(directory, List.of("-Xmx300m"), command.toArray(String[]::new))
            .exitedWith(2);
    assertThat(ended.complaints()).singleElement().asString().startsWith(begin).contains(then);
  }

  @Test
  void theHeapThatIsAdvisedIsEnough() {
    String[] command = {"bench", "--keys", "60k", "--events", "20M", "--warmups", "0"};
    Ended refused = FactoryProcess.run(directory, List.of("-Xmx100m"), command).exitedWith(2);
    Matcher advice = Pattern.compile("give Java (\\d+) MiB by -Xmx").matcher(refused.err());
    assertThat(advice.find()).isTrue();
    FactoryProcess.run(directory, List.of("-Xmx" + advice.group(1) + "m"), command).exitedWith(0);
  }

  @Test
  void anInputThatTheHeapHasNoRoomForIsRefusedBeforeTheRun() {
    Ended ended =
        FactoryProcess.run(
                directory,
                List.of("-Xmx300m"),
                "bench",
                "--workload",
                "W3",
                "--pids",
                "texts",
                "--events",
                "10M")
            .exitedWith(2);
    assertThat(ended.complaints())
        .singleElement()
        .asString()
        .startsWith("--events: 10,000,000 materials take some 353 MiB, and the heap has ")
        .endsWith(" MiB; give Java more by -Xmx, or lower that");
  }

  @Test
  void noMoreWorkersWaitOnTheBenchThanTheRunHasEvents() {
    Ended ended =
        FactoryProcess.run(directory, "bench", "--keys", "5M", "--events", "1k", "--warmups", "0")
            .exitedWith(0);
    assertThat(ended.out())
        .startsWith("W1, 5,000,000 pids, uniform: ")
        .contains("1,000 workers, after 0 untimed runs, with a heap of ", "GC");
    assertThat(ended.err()).contains("the timed run").doesNotContain("untimed run 1");
  }

  @Test
  void noPlaceForTheFileIsAClearMessage() {
    Ended ended =
        FactoryProcess.run(
                directory,
                List.of("-Djava.io.tmpdir=nowhere"),
                "bench",
                "--workload",
                "FILES",
                "--size",
                "1m")
            .exitedWith(2);
    assertThat(ended.err())
        .contains(
            "java.io.tmpdir (nowhere): no file can be made there: there is no such file or directory; name another directory by --directory");
  }

  @Test
  void aFileThatCannotBeMadeIsOneClearMessage() {
    Ended ended =
        FactoryProcess.run(directory, "bench", "--workload", "FILES", "--size", "much")
            .exitedWith(2);
    assertThat(ended.complaints())
        .singleElement()
        .asString()
        .contains("--size", "must be a number of bytes, as 2g, 200m or 100000", "was 'much'");
    ended =
        FactoryProcess.run(
                directory, "bench", "--workload", "FILES", "--size", "1m", "--data", "nowhere")
            .exitedWith(2);
    assertThat(ended.complaints()).singleElement().asString().contains("nowhere");
  }

  @Test
  void aWrongAnswerHasNoRate() {
    Ended ended = bench("--keys", "5k", "--set", "factory.contract.max-materials=3", "--json");
    ended.exitedWith(1);
    assertThat(ended.out()).contains("\"verified\":false", "\"events_per_s\":0,");
    assertThat(ended.err()).contains("were closed at a limit", "-Xmx");
    Ended told = bench("--keys", "5k", "--set", "factory.contract.max-materials=3");
    told.exitedWith(1);
    assertThat(told.out())
        .contains(
            "W1: the products are wrong, so there is no rate; ",
            " products were closed at a limit before all materials had come: give Java more heap by -Xmx, or raise factory.memory.open-assemblies, factory.workshop.max-workers");
  }

  @Test
  void aWrongAnswerSaysWhatWasScrapped() {
    Ended ended = file("--size", "1m", "--set", "factory.source.pid=[x]").exitedWith(1);
    assertThat(ended.out())
        .contains("shipped and 2,334 scrapped, as this one: no value for pid field 'x'");
    Ended other = bench("--keys", "5k", "--set", "factory.contract.term=1ms").exitedWith(1);
    assertThat(other.out())
        .contains(
            "200,000 shipped and 0 scrapped, in other products than they must be: does --set change what they are made of?");
  }

  @Test
  void oneIsToldAsOneAndNoBenchWhereNobodyIsOnIt() {
    Ended ended =
        FactoryProcess.run(
                directory, "bench", "--workload", "W3", "--events", "1", "--warmups", "0")
            .exitedWith(0);
    assertThat(ended.out())
        .startsWith("W3: 1 material in ")
        .contains("; 1 product, as it must be; ", ", pids numbers, after 0 untimed runs, ");
    Ended keyed =
        FactoryProcess.run(directory, "bench", "--keys", "1", "--events", "1", "--warmups", "0")
            .exitedWith(0);
    assertThat(keyed.out()).startsWith("W1, 1 pid, uniform: 1 material in ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--workload W3 --rate 1k", "--workload W1 --keys 5k --dist zipf"})
  void noAlarmIsRaisedAboutAPidThatIsHotByDesign(String workload) {
    List<String> command = new ArrayList<>(List.of("bench", "--events", "3M"));
    command.addAll(List.of(workload.split(" ", -1)));
    Ended ended = FactoryProcess.run(directory, command.toArray(String[]::new)).exitedWith(0);
    assertThat(ended.err()).contains("the timed run").doesNotContain("hot/");
  }

  @Test
  void aWrongNumberIsOneClearMessage() {
    Ended ended = bench("--keys", "many").exitedWith(2);
    assertThat(ended.complaints())
        .singleElement()
        .asString()
        .contains("--keys", "must be a number from 1 to 2147483647", "was 'many'");
  }
}
