package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A generator without a limit of speed against a plant that stands still, with a heap of 192 MiB.
 * What it would buy meanwhile without back pressure is many times that heap.
 *
 * <p>{@code -Dfactory.standstill=PT60S} makes it the long run; {@code docs/process-tests.md}.
 */
@DisabledOnOs(OS.WINDOWS)
class BackPressureIT {
  private static final Duration STANDSTILL =
      Duration.parse(System.getProperty("factory.standstill", "PT8S"));
  private static final int CAPACITY = 4096;
  private static final int WORKSHOPS = 2;

  /** Bought and not assembled at most: the lines, a batch for each, the lot in hand. */
  private static final int MOST_OPEN = WORKSHOPS * (CAPACITY + 512) + 1024;

  private static final long FLAT = 24L << 20;

  @TempDir Path folder;

  @Test
  void aSlowBlueprintSlowsTheBuyerDown() throws Exception {
    Path gate = folder.resolve("gate");
    long materials = 2_000_000;
    try (Jar jar = plant(materials).set(SlowPlugIn.settings(folder, gate)).start()) {
      jar.until(() -> jar.bought() >= WORKSHOPS * CAPACITY, "lines are full");
      List<Long> heap = watch(jar);
      long assembled = 8 * 100 * (STANDSTILL.toSeconds() + 60); // most that 8 threads can
      assertThat(jar.bought()).isLessThan(MOST_OPEN + assembled);
      Files.delete(gate);
      released(jar.end(), materials);
      flat(heap);
    }
  }

  @Test
  void aDestinationThatStandsStillSlowsTheBuyerDown() throws Exception {
    long materials = 2_000_000;
    try (Jar jar =
        plant(materials)
            .set(
                "transportation.warehouse.capacity=5000",
                "transportation.line=2048",
                "contract.max-materials=5",
                "drill=[{at=driver.before-commit,pass=2,wait="
                    + (STANDSTILL.toSeconds() + 16)
                    + "s}]")
            .start()) {
      jar.says("stands still");
      long before = -1;
      for (long now = jar.bought(); now > before; now = jar.bought()) {
        before = now; // line and warehouse fill
        Thread.sleep(1_500);
      }
      long bought = jar.bought();
      List<Long> heap = watch(jar);
      // A few more fill the lines as the last workers come to wait for a permit.
      assertThat(jar.bought() - bought)
          .as("bought while nothing moves")
          .isLessThanOrEqualTo(WORKSHOPS * CAPACITY);
      assertThat(bought).isLessThan(materials);
      released(jar.end(), materials);
      flat(heap);
    }
  }

  private Jar.Order plant(long materials) {
    return Jar.in(folder)
        .jvm("-Xmx192m")
        .set(
            "source.rate=unlimited",
            "source.generator.materials=" + materials,
            "workshops=" + WORKSHOPS,
            "workshop.threads=4",
            "line.capacity=" + CAPACITY,
            "line.batch=512",
            "contract.term=500ms");
  }

  /** Live bytes while it stands still. */
  private static List<Long> watch(Jar jar) throws IOException, InterruptedException {
    List<Long> heap = new ArrayList<>();
    int looks = 4;
    for (int i = 0; i < looks; i++) {
      heap.add(liveBytes(jar.pid()));
      if (i < looks - 1) {
        Thread.sleep(STANDSTILL.toMillis() / (looks - 1));
      }
    }
    return heap;
  }

  private static void flat(List<Long> heap) {
    System.out.println("live bytes while it stood still: " + heap);
    long first = heap.get(0);
    assertThat(heap).as("live bytes").allMatch(bytes -> bytes < first + FLAT);
  }

  private static void released(Ended ended, long materials) throws IOException {
    ended.withCode(0).balances().quietly();
    assertThat(ended.mostInFlight()).as("most in flight").isEqualTo(CAPACITY);
    assertThat(ended.account("shipped")).isEqualTo(materials);
    assertThat(ended.account("open")).isZero();
  }

  /** All objects that are reachable, by the JVM's own tool. */
  private static long liveBytes(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    long bytes = -1;
    Pattern total = Pattern.compile("^Total +[0-9]+ +([0-9]+)");
    for (String line : jcmd.inputReader().lines().toList()) {
      Matcher row = total.matcher(line);
      bytes = row.find() ? Long.parseLong(row.group(1)) : bytes;
    }
    assertThat(jcmd.waitFor()).isZero();
    assertThat(bytes).isPositive();
    return bytes;
  }
}
