package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether this jar is slower than the one of an earlier commit; only on demand, since it wants a
 * quiet machine and some minutes:
 *
 * <pre>mvn verify -DskipUnitTests=true -Dit.test=SpeedCheck -Dfactory.base=main~1</pre>
 *
 * <p>Both jars run the same workload in turn, {@code -Dfactory.rounds} times; what counts is the
 * median of the rounds' ratios, which is the same on a fast and on a slow machine. {@code
 * -Dfactory.base.jar} names a jar that is built already.
 */
class SpeedCheck {
  /** A change may cost no more. */
  private static final double LEAST = 0.8;

  private static final int ROUNDS = Integer.getInteger("factory.rounds", 5);
  private static final String COMMIT = System.getProperty("factory.base", "HEAD~1");
  private static final String BUILT = System.getProperty("factory.base.jar");

  /** What the figures are put beside. */
  private static final String BASE = BUILT == null ? COMMIT : BUILT;

  @TempDir private static Path folder;

  private static Path jar;
  private static Path base;

  @BeforeAll
  static void buildTheBase() throws Exception {
    jar = Path.of(System.getProperty("factory.jar")).toAbsolutePath();
    if (BUILT != null) {
      base = Path.of(BUILT).toAbsolutePath();
      return;
    }
    Path tree = folder.resolve("base");
    run("git", "worktree", "add", "--detach", tree.toString(), COMMIT);
    run("mvn", "-q", "-B", "-f", tree.resolve("pom.xml").toString(), "-DskipTests", "package");
    base = tree.resolve("target/factory.jar");
  }

  @AfterAll
  static void putAway() throws Exception {
    if (Files.exists(folder.resolve("base"))) {
      run("git", "worktree", "remove", "--force", folder.resolve("base").toString());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "--workload W1 --keys 100k",
        "--workload W1 --keys 100k --dist zipf",
        "--workload W2",
        "--workload W3",
        "--workload W3 --custody files"
      })
  void aChangeCostsNoMoreThanAFifth(String workload) throws Exception {
    List<Double> ratios = new ArrayList<>();
    StringBuilder rounds = new StringBuilder();
    for (int i = 0; i < ROUNDS; i++) {
      double before = i % 2 == 0 ? rate(base, workload) : 0;
      double now = rate(jar, workload);
      before = before == 0 ? rate(base, workload) : before; // each is the first as often
      ratios.add(now / before);
      rounds.append(String.format(Locale.ROOT, " %.2f (%,.0f/s)", now / before, now));
    }
    double median = ratios.stream().sorted().toList().get(ROUNDS / 2);
    System.out.printf(
        Locale.ROOT, "%s: %.2f times %s's rate; rounds:%s%n", workload, median, BASE, rounds);
    assertThat(median).as("rate beside that of %s, %s", BASE, workload).isGreaterThan(LEAST);
  }

  /** Materials a second of one run whose answer is right. */
  private static double rate(Path factory, String workload) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("java", "-Xms3g", "-Xmx3g", "-Xmn800m", "-XX:+UseParallelGC", "-jar"));
    command.add(factory.toString());
    command.addAll(List.of("bench", "--events", "8M", "--parallelism", "4", "--json"));
    command.addAll(List.of(workload.split(" ", -1)));
    String line = run(command.toArray(String[]::new));
    assertThat(line).contains("\"verified\":true");
    return Double.parseDouble(line.replaceAll("(?s).*\"events_per_s\":([0-9.]+),.*", "$1"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    File said = Files.createTempFile(folder, "said", ".txt").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    int code = process.waitFor();
    String out = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertThat(code).as("%s: %s", String.join(" ", command), out).isZero();
    return out;
  }
}
