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
 * <p>In each of {@code -Dfactory.rounds} rounds a workload runs on the earlier jar, on this one and
 * on the earlier one again. The round's ratio is this jar's rate beside the mean of the other two,
 * so that a machine that grows slower by and by is slower for both; what counts is the median of
 * the rounds. The earlier jar's second rate beside its first is the control: where that differs by
 * as much as a change may cost, the machine is too restless for the check to say anything, and it
 * fails with that. {@code -Dfactory.base.jar} names a jar that is built already.
 */
class SpeedCheck {
  /** A change may cost no more. */
  private static final double LEAST = 0.8;

  private static final String ROUNDS = System.getProperty("factory.rounds", "5");
  private static final String COMMIT = System.getProperty("factory.base", "HEAD~1");
  private static final String BUILT = System.getProperty("factory.base.jar");

  /** What the figures are put beside. */
  private static final String BASE = BUILT == null ? COMMIT : BUILT;

  @TempDir private static Path folder;

  private static Path jar;
  private static Path base;

  @BeforeAll
  static void buildTheBase() throws Exception {
    assertThat(ROUNDS).as("-Dfactory.rounds").matches("[1-9]\\d{0,2}");
    jar = Path.of(System.getProperty("factory.jar")).toAbsolutePath();
    if (BUILT != null) {
      base = Path.of(BUILT).toAbsolutePath();
      assertThat(base).as("-Dfactory.base.jar").isRegularFile();
      return;
    }
    Path tree = folder.resolve("base");
    assertThat(code("git", "rev-parse", "--quiet", "--verify", COMMIT + "^{commit}"))
        .as("-Dfactory.base=%s names a commit (0: it does)", COMMIT)
        .isZero();
    run("git", "worktree", "prune"); // one that was interrupted has left its own behind
    System.out.printf("building %s%n", COMMIT);
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
        "--workload W1 --keys 100k --events 10M",
        "--workload W1 --keys 100k --dist zipf --events 10M",
        "--workload W2 --events 8M",
        "--workload W3 --events 40M",
        "--workload W3 --events 30M --custody files"
      })
  void aChangeCostsNoMoreThanAFifth(String workload) throws Exception {
    List<Double> ratios = new ArrayList<>();
    List<Double> controls = new ArrayList<>();
    StringBuilder rounds = new StringBuilder();
    for (int i = 0; i < Integer.parseInt(ROUNDS); i++) {
      double before = rate(base, workload);
      double now = rate(jar, workload);
      double after = rate(base, workload);
      ratios.add(2 * now / (before + after));
      controls.add(after / before);
      System.out.printf("%s: round %d of %s%n", workload, i + 1, ROUNDS);
      rounds.append(String.format(Locale.ROOT, " %.2f (%,.0f/s)", ratios.get(i), now));
    }
    double ratio = median(ratios);
    double control = median(controls);
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f times the rate of %s, which is %.2f times its own; rounds:%s%n",
        workload,
        ratio,
        BASE,
        control,
        rounds);
    assertThat(control)
        .as("rate of %s beside itself, %s: the machine is too restless", BASE, workload)
        .isBetween(LEAST, 1 / LEAST);
    assertThat(ratio).as("rate beside that of %s, %s", BASE, workload).isGreaterThan(LEAST);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Materials a second of one run whose answer is right. */
  private static double rate(Path factory, String workload) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("java", "-Xms3g", "-Xmx3g", "-Xmn800m", "-XX:+UseParallelGC", "-jar"));
    command.add(factory.toString());
    command.addAll(List.of("bench", "--parallelism", "4", "--json"));
    command.addAll(List.of(workload.split(" ", -1)));
    String line = run(command.toArray(String[]::new));
    assertThat(line).contains("\"verified\":true");
    return Double.parseDouble(line.replaceAll("(?s).*\"events_per_s\":([0-9.]+),.*", "$1"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    File said = Files.createTempFile(folder, "said", ".txt").toFile();
    int code = code(said, command);
    String out = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertThat(code).as("%s: %s", String.join(" ", command), out).isZero();
    return out;
  }

  private static int code(String... command) throws IOException, InterruptedException {
    return code(Files.createTempFile(folder, "said", ".txt").toFile(), command);
  }

  private static int code(File said, String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said)
        .start()
        .waitFor();
  }
}
