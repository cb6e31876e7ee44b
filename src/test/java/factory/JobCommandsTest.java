package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import factory.jobs.CpuSeries;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class JobCommandsTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();

  private final StringWriter err = new StringWriter();

  @Test
  void tasksRunAndAreComparedWithTheIdeal() {
    assertThat(execute("tasks", "--count", "20", "--workers", "10", "--seconds", "0.02")).isZero();
    assertThat(out.toString())
        .contains("20 tasks of 0.02 s on 10 workers", "done    20", "failed  0", "; ideal 0.040 s");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tasksThatFailAreNamedAndGiveTheCode1() {
    assertThat(
            execute(
                "tasks", "--count", "10", "--seconds", "0", "--fail-every", "5", "--retry", "1"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("done    8", "failed  2", "task 4, 2 tries: java.lang.IllegalStateException");
    assertThat(execute("tasks", "--seconds", "0", "--fail-every", "5", "--fail-fast")).isEqualTo(1);
    assertThat(out.toString()).contains("failed on input [").containsPattern("done    \\d+ of 100");
  }

  @Test
  void tasksMayComputeAndHaveATimeLimit() {
    assertThat(execute("tasks", "--count", "8", "--seconds", "0.01", "--compute")).isZero();
    assertThat(execute("tasks", "--count", "2", "--seconds", "30", "--timeout", "0.05"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("java.util.concurrent.TimeoutException: not done within 50 ms")
        .contains("; an ideal there is only without --compute, --fail-every and --timeout");
  }

  @Test
  void moreWorkersThanTasksAreNotMade() {
    assertThat(execute("tasks", "--count", "3", "--workers", "10000", "--seconds", "0")).isZero();
    assertThat(out.toString()).contains("done    3");
  }

  @Test
  void noTaskAtAllIsSoonDone() {
    assertThat(execute("tasks", "--count", "0")).isZero();
    assertThat(out.toString()).contains("done    0", "failed  0");
  }

  @Test
  void ofManyRangesTheFirstAreShown() {
    Path csv = directory.resolve("cpu.csv");
    String picture = directory.resolve("cpu.png").toString();
    String[] many = {"--elements", "1000", "--chunks", "500", "--csv", csv + ""};
    String[] all = Arrays.copyOf(many, many.length + 2);
    all[many.length] = "--picture";
    all[many.length + 1] = picture;
    assertThat(array(all)).isZero();
    assertThat(out.toString())
        .contains("range 99 (198 to 199)", "  and 400 more")
        .doesNotContain("range 100 (");
  }

  @Test
  void moreTasksThanFitIntoMemoryAreCountedAllTheSame() {
    assertThat(execute("tasks", "--count", "300000", "--seconds", "0", "--fail-every", "100000"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("done    299,997", "failed  3", "task 99999, 1 try")
        .doesNotContain("more");
  }

  @Test
  void ofManyFailuresTheFirstAreNamed() {
    assertThat(execute("tasks", "--count", "100", "--seconds", "0", "--fail-every", "10"))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("failed  10", "task 9, 1 try", "task 49, 1 try", "and 5 more")
        .doesNotContain("task 59");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeWrittenAtTheEndIsNamedAlone() {
    CpuSeries cpu = new CpuSeries(List.of(), List.of());
    Path picture = directory.resolve("cpu.png");
    CpuFiles files = new CpuFiles(picture, Path.of("/dev/full"));
    assertThat(files.write(cpu, new PrintWriter(out))).isFalse();
    assertThat(out.toString().strip())
        .isEqualTo(
            "the figures of the cores could not be written to /dev/full:"
                + " No space left on device");
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void arraysAreSummedAndJoinedWithAPictureOfTheCores() {
    Path picture = directory.resolve("sub/cpu.svg");
    Path csv = directory.resolve("cpu.csv");
    assertThat(array("--elements", "1000", "--picture", picture.toString(), "--csv", csv + ""))
        .isZero();
    assertThat(out.toString())
        .contains("sum of 1,000 numbers in 4 ranges on 4 workers")
        .containsPattern("range 3 \\(750 to 999\\) +218,625")
        .containsPattern("sum +499,500, right")
        .contains("concatenation of 10 texts: 20 characters, in order");
    assertThat(picture).isNotEmptyFile();
    assertThat(csv).isNotEmptyFile();
  }

  @Test
  void aRangeThatFailsIsNamedAndTheOthersAreShown() {
    Path csv = directory.resolve("cpu.csv");
    Path picture = directory.resolve("cpu.png");
    assertThat(
            array("--elements", "8", "--fail", "1", "--csv", csv + "", "--picture", picture + ""))
        .isEqualTo(1);
    assertThat(out.toString())
        .contains("1 of 4 ranges failed: range 1 (2 to 3): ")
        .contains("sum")
        .contains("23, short of 28");
  }

  @Test
  @Timeout(120)
  void aRangeThatFailsIsFoundOnceNotForEachRange() {
    String csv = directory.resolve("cpu.csv").toString();
    String picture = directory.resolve("cpu.png").toString();
    String many = "300000";
    assertThat(
            array(
                "--elements",
                many,
                "--chunks",
                many,
                "--fail",
                "1",
                "--csv",
                csv,
                "--picture",
                picture))
        .isEqualTo(1);
    assertThat(out.toString()).contains("1 of 300000 ranges failed: range 1 (1 to 1): ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tasks --count -1 | --count must be at least 0, was -1",
        "tasks --workers 99999999 | --workers must be at most 10,000, was 99,999,999",
        "pipeline --workers 99999999 | --workers must be at most 10,000, was 99,999,999",
        "tasks --seconds 1e300 | --seconds must be at most 1,000,000,000 seconds, was 1.0E300",
        "tasks --workers 0 | --workers must be at least 1, was 0",
        "tasks --seconds -1 | --seconds must be zero or more seconds, was -1.0",
        "tasks --seconds NaN | --seconds must be zero or more seconds, was NaN",
        "tasks --seconds x | Invalid value for option '--seconds': 'x' is not a number; see 'factory tasks --help'",
        "tasks --count 99999999999 | Invalid value for option '--count': '99999999999' is too large; the most is 2147483647; see 'factory tasks --help'",
        "tasks --count x | Invalid value for option '--count': 'x' is not a whole number; see 'factory tasks --help'",
        "pipeline --log src | src: is a directory; name an access log with --log",
        "array --picture pom.xml/x.png | --picture must name a file that can be written, and pom.xml/x.png cannot: pom.xml is there already and is no directory",
        "array --csv src | --csv must name a file, and src is a directory",
        "tasks --retry -1 | --retry must be at least 0, was -1",
        "tasks --wrkers 3 | there is no option '--wrkers'; see 'factory tasks --help'",
        "pipeline --workers 0 | --workers must be at least 1, was 0",
        "pipeline --log none.log | none.log: there is no such file; name an access log with --log",
        "array --chunks 0 | --chunks must be at least 1, was 0",
        "array --fail 4 | --fail must be the number of a range, from 0 and less than 4, was 4",
        "array --picture x.gif | --picture must end in .png or .svg, was x.gif",
        "array --picture x.png --csv ./x.png | --picture and --csv must name two files, both were ./x.png",
      })
  void wrongOptionsAreOneLineAndTheCode2(String line, String message) {
    assertThat(execute(line.split(" "))).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tasks --count 3 --seconds 0",
        "tasks --count 3 --seconds 0 --fail-every 2",
        "pipeline --wait 0 --log conf/samples/access.log",
        "array --help",
        "check",
        "run --help"
      })
  void outputThatCannotBeWrittenIsNoSuccess(String line) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    PrintWriter nowhere = Main.writer(new PrintStream(full));
    assertThat(Main.execute(new Plant(), nowhere, new PrintWriter(err), line.split(" ")))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .containsOnlyOnce(
            "standard output could not be written; what was to be shown there is not all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--elements", "--texts"})
  void whatDoesNotFitIntoMemoryIsRefusedBefore(String option) {
    assumeThat(Runtime.getRuntime().maxMemory()).isLessThan(10L << 30);
    assertThat(execute("array", option, "2147483647")).isEqualTo(2);
    assertThat(err.toString()).startsWith(option + " 2,147,483,647 take ").contains("java -Xmx");
    String[] all = {"array", "--texts", "0", "--elements", "50000000", "--chunks", "50000000"};
    assertThat(execute(all)).isEqualTo(2);
    assertThat(err.toString()).contains("--chunks 50,000,000 take 18.6 GiB, and Java has ");
  }

  @ParameterizedTest
  @CsvSource({"tasks,--fail-every", "pipeline,--log", "array,--picture"})
  void theHelpShowsEveryOption(String command, String option) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString())
        .contains(
            option,
            "--workers=N",
            "Exit codes:",
            "2          the command line or the input is wrong",
            "130, 143   Ctrl-C or SIGTERM ended it; what was done is shown")
        .doesNotContain("the account balances");
  }

  @Test
  void theBarGrowsInPlaceOnATerminalAndByLinesElsewhere() {
    ProgressBar bar = new ProgressBar(new PrintWriter(out), true);
    bar.show(1, 3, "");
    bar.show(3, 3, ", 1 failed");
    bar.end();
    assertThat(out.toString())
        .startsWith("\r[##########--------------------] 1 of 3, ")
        .contains("\r[##############################] 3 of 3, 1 failed, ");
    bar.show(0, 3, "");
    bar.keepUp();
    while (out.toString().split("0 of 3, ", -1).length < 3) {
      Thread.onSpinWait(); // until it draws itself again; the class has a time limit
    }
    bar.end();
    StringWriter lines = new StringWriter();
    new ProgressBar(new PrintWriter(lines), false).show(1, 3, "");
    assertThat(lines.toString()).as("not within the first two seconds").isEmpty();
  }

  private int array(String... more) {
    String[] args = new String[more.length + 5];
    System.arraycopy(new String[] {"array", "--texts", "10", "--passes", "1"}, 0, args, 0, 5);
    System.arraycopy(more, 0, args, 5, more.length);
    return execute(args);
  }

  private int execute(String... args) {
    return Main.execute(new Plant(), new PrintWriter(out), new PrintWriter(err), args);
  }
}
