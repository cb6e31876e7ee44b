package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes and real signals: what a JVM does with a signal cannot be seen from inside. */
@DisabledOnOs(OS.WINDOWS)
class SignalDrainTest {
  private static final String TOO_LATE =
      "the deadline came before the factory could say who had not finished";

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void leaveNoProcessBehind() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest(name = "{0}: a plant that ends {1} exits with {2}")
  @CsvSource({
    "TERM, in-order, 0",
    "INT, in-order, 0",
    "TERM, in-order-without-memory-for-papers, 0",
    "TERM, with-something-open, 3",
    "INT, too-late, 4",
    "TERM, too-late-with-a-report, 4",
    "TERM, in-failure, 1",
    "TERM, while-starting, 0"
  })
  void aSignalEndsTheProcessWithThePlantsOwnCode(String signal, String ending, int code)
      throws Exception {
    assumeTrue(
        signal.equals("TERM") || !interruptIsIgnored(),
        "Ctrl-C is ignored by background processes of a shell");
    Process process = start(ending);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("running");
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor())
        .isZero();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    List<String> rest = output.lines().toList();
    if (ending.equals("in-failure")) {
      assertThat(rest)
          .startsWith(
              "stop", "unexpected: java.lang.IllegalStateException: broken; --debug shows where");
    } else if (ending.equals("too-late")) {
      assertThat(rest).containsExactly("stop", TOO_LATE);
    } else if (ending.equals("too-late-with-a-report")) {
      assertThat(rest).as("waited for").containsExactly("stop", TOO_LATE, "report");
    } else {
      assertThat(rest).containsExactly("stop");
    }
  }

  @ParameterizedTest
  @CsvSource({"by-itself, 0", "by-itself-with-something-open, 3"})
  void aPlantThatEndsByItselfIsNotStopped(String ending, int code) throws Exception {
    Process process = start(ending);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("running");
  }

  @ParameterizedTest
  @CsvSource({
    "memory-on-a-thread-of-its-own, memory",
    "memory-while-starting, memory",
    "memory-of-an-actor, memory",
    "memory-of-a-reader, memory",
    "memory-of-a-timer, memory",
    "memory-at-the-start, " // there is no plant to say it
  })
  void memoryThatRunsOutEndsTheProcessInWordsOnWhateverThread(String where, String told)
      throws Exception {
    Process process = start(where);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.FAULT.code());
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
        .as("Pekko's timers may log it, too")
        .contains("running", told == null ? SignalDrain.MEMORY_RAN_OUT : told)
        .noneMatch(line -> line.contains("Uncaught error"));
  }

  @Test
  void memoryThatRunsOutEndsAnotherCommandInItsOwnWords() throws Exception {
    Process process = start("memory-of-another-command");
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.FAULT.code());
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
        .contains("its own words")
        .noneMatch(line -> line.contains("Uncaught error"));
  }

  @Test
  void aFailureOfThePlantIsThrown() {
    Launcher.Running broken =
        new Launcher.Running() {
          @Override
          public void stop() {}

          @Override
          public CompletionStage<Integer> exitCode() {
            return CompletableFuture.failedFuture(new IllegalStateException("broken"));
          }
        };
    assertThatThrownBy(() -> SignalDrain.await(drain -> broken))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void thatAPlantHasEndedIsNotSaidBeforeItsReportIsThere() throws Exception {
    Process process = start("by-itself-with-a-report");
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended").isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
        .containsExactly("running", "report");
  }

  private Process start(String ending) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SignalledPlant.class.getName(),
                ending)
            .redirectErrorStream(true)
            .start();
    started.add(process);
    return process;
  }

  private static boolean interruptIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }
}
