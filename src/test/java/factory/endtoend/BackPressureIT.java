package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  /** How long the destination stands still beyond what is looked at: first the lines fill. */
  private static final Duration FILLING = Duration.ofSeconds(20);

  private static final int LOOKS = 4;

  @TempDir Path folder;

  @Test
  void aSlowBlueprintSlowsTheBuyerDown() throws Exception {
    Path gate = folder.resolve("gate");
    long materials = 2_000_000;
    try (Jar jar = plant(materials).set(SlowPlugIn.settings(folder, gate)).start()) {
      jar.until(() -> jar.bought() >= WORKSHOPS * CAPACITY, "lines are full");
      List<Look> looks = watch(jar, Instant.MAX);
      long assembled = 8 * 100 * (STANDSTILL.toSeconds() + 60); // most that 8 threads can
      assertThat(jar.bought()).isLessThan(MOST_OPEN + assembled);
      Files.delete(gate);
      released(jar.end(), materials);
      flat(looks);
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
                    + STANDSTILL.plus(FILLING).toSeconds()
                    + "s}]")
            .start()) {
      jar.says("stands still");
      Instant goesOn = Instant.now().plus(STANDSTILL).plus(FILLING).minusSeconds(2);
      long bought = jar.stopsBuying(Duration.ofSeconds(3));
      List<Look> looks = watch(jar, goesOn);
      // A few more fill the lines as the last workers come to wait for a permit.
      assertThat(looks.get(looks.size() - 1).bought() - bought)
          .as("bought while nothing moves")
          .isLessThanOrEqualTo(WORKSHOPS * CAPACITY);
      assertThat(bought).isLessThan(materials);
      released(jar.end(), materials);
      flat(looks);
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

  /** What was bought, and the live bytes. */
  private record Look(long bought, long bytes) {}

  /**
   * Looks at it while it stands still, which may end before the last look: on a busy machine one
   * takes seconds.
   */
  private static List<Look> watch(Jar jar, Instant goesOn)
      throws IOException, InterruptedException {
    List<Look> looks = new ArrayList<>();
    Instant begin = Instant.now();
    for (int i = 0; i < LOOKS; i++) {
      Instant due = begin.plus(STANDSTILL.multipliedBy(i).dividedBy(LOOKS - 1));
      Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()));
      Look look = new Look(jar.bought(), liveBytes(jar.pid()));
      if (Instant.now().isAfter(goesOn)) {
        break;
      }
      looks.add(look);
    }
    assertThat(looks).as("looks while it stood still").hasSizeGreaterThan(1);
    return looks;
  }

  private static void flat(List<Look> looks) {
    System.out.println("while it stood still: " + looks);
    long first = looks.get(0).bytes();
    assertThat(looks).as("live bytes").allMatch(look -> look.bytes() < first + FLAT);
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
