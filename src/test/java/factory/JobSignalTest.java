package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.jobs.TaskPool;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What Ctrl-C or SIGTERM leaves of the jobs of commands. */
@Timeout(180)
class JobSignalTest {
  @TempDir private Path directory;

  @Test
  void aSignalEndsTheJobAndWhatIsDoneIsSaid() {
    List<String> said = new ArrayList<>();
    try (JobSignal signal = new JobSignal()) {
      int code =
          signal.runJob(
              begun -> {
                try (TaskPool pool = begun.open(TaskPool::open)) {
                  begun.interrupt();
                  pool.map(List.of(1), 1, JobSignalTest::untilInterrupted).run();
                }
                return 0;
              },
              () -> said.add("done: none"));
      assertThat(code).isEqualTo(1);
      assertThat(said).containsExactly("done: none");
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void aSignalThatComesBeforeThePoolIsOpenIsHeardWhenItIs() {
    AtomicBoolean undisturbed = new AtomicBoolean();
    try (JobSignal signal = new JobSignal()) {
      int code =
          signal.runJob(
              begun -> {
                begun.interrupt();
                try (TaskPool pool = begun.open(() -> opened(undisturbed))) {
                  pool.map(List.of(1), 1, JobSignalTest::untilInterrupted).run();
                }
                return 0;
              },
              () -> {});
      assertThat(undisturbed).isTrue();
      assertThat(code).isEqualTo(1);
    }
  }

  /** One that ends by itself may be done before anybody is interrupted. */
  private static int untilInterrupted(int input) throws InterruptedException {
    new CountDownLatch(1).await();
    return input;
  }

  private static TaskPool opened(AtomicBoolean undisturbed) {
    undisturbed.set(!Thread.currentThread().isInterrupted());
    return TaskPool.open();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void sigtermLeavesWhatIsDoneAndTheCode143() throws Exception {
    assertThat(untilSigterm("tasks", "--seconds", "0.2", "--count", "1000"))
        .contains(JobSignal.ENDED)
        .anySatisfy(text -> assertThat(text).matches("done    [1-9]\\d* of 1,000"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void sigtermLeavesTheUseOfTheCoresUntilThen() throws Exception {
    Path picture = directory.resolve("cpu.png");
    Path csv = directory.resolve("cpu.csv");
    assertThat(
            untilSigterm(
                "array",
                "--elements",
                "1000000",
                "--passes",
                "2000000000",
                "--picture",
                picture.toString(),
                "--csv",
                csv.toString()))
        .contains(JobSignal.ENDED, "  0 of 4 ranges done")
        .anySatisfy(text -> assertThat(text).startsWith("  use of ").endsWith(picture.toString()));
    assertThat(Files.readAllLines(csv)).hasSizeGreaterThan(2);
    assertThat(picture).isNotEmptyFile();
  }

  /** What the command says after SIGTERM, which it gets when it has told its progress once. */
  private static List<String> untilSigterm(String... command) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), "factory.Main"));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("[")) {
        line = lines.readLine();
      }
      // Process.destroy closes its output as well.
      assertThat(process.toHandle().destroy()).isTrue();
      List<String> said = lines.lines().toList();
      assertThat(process.waitFor()).isEqualTo(143);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
