package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.testkit.ParkedBundle;
import factory.testkit.Replay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs as users have them, with the real source and real shipments; of 400 pids one in a hundred
 * fails, each at another place.
 */
class ParkedReplayTest {
  private static final int PIDS = 400;
  private static final int EVENTS = 5;

  @TempDir private Path directory;

  @Test
  void replaysEachBundleFromThePositionsInFiles() throws Exception {
    List<String> records = records();
    Files.write(directory.resolve("a.jsonl"), records.subList(0, records.size() / 2));
    Files.write(directory.resolve("b.jsonl"), records.subList(records.size() / 2, records.size()));
    Config config =
        config("kind = files, paths = [\"%s/a.jsonl\", \"%1$s/b.jsonl\"]".formatted(directory));

    assertThat(run(config)).isZero();

    List<ParkedBundle> bundles = bundles(config);
    assertThat(bundles).allSatisfy(bundle -> assertThat(bundle.positions()).hasSize(EVENTS));
    failAgain(bundles);
  }

  @Test
  void replaysEachBundleWithTheMaterialsKeptFromStandardInput() throws Exception {
    Config config = config("kind = stdin");
    InputStream before = System.in;
    System.setIn(
        new ByteArrayInputStream(String.join("\n", records()).getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(run(config)).isZero();
    } finally {
      System.setIn(before);
    }

    failAgain(bundles(config));
  }

  @Test
  void aMendedBlueprintRunsThroughTheSameMaterials() throws Exception {
    Files.write(directory.resolve("a.jsonl"), records());
    Config config = config("kind = files, paths = [\"%s/a.jsonl\"]".formatted(directory));
    run(config);

    Config mended =
        ConfigFactory.parseString(
                "factory.blueprint.fields.amount = { op = sum, when = \"amount matches '^[0-9]+$'\" }")
            .withFallback(config);

    assertThat(bundles(mended))
        .allSatisfy(bundle -> assertThatCode(bundle::replay).doesNotThrowAnyException());
  }

  @Test
  void saysWhenTheMaterialsAreGone() throws Exception {
    Path file = directory.resolve("a.jsonl");
    Files.write(file, records());
    Config config = config("kind = files, paths = [\"%s\"]".formatted(file));
    run(config);
    Files.write(file, records().subList(0, 150));

    assertThatIllegalStateException()
        .isThrownBy(() -> bundles(config))
        .withMessageContaining("is not in the source any more");
  }

  /**
   * Every bundle of the right pids, each failing as it did; the position differs from pid to pid.
   */
  private static void failAgain(List<ParkedBundle> bundles) {
    assertThat(bundles)
        .extracting(ParkedBundle::pid)
        .containsExactlyInAnyOrder("o7", "o107", "o207", "o307");
    for (ParkedBundle bundle : bundles) {
      int pid = Integer.parseInt(bundle.pid().substring(1));
      assertThat(bundle.materials()).hasSize(EVENTS);
      assertThat(bundle.failing()).containsEntry("event", (long) (pid / 100 + 1));
      assertThatThrownBy(bundle::replay)
          .hasToString(bundle.failure())
          .hasMessageContaining("cannot sum '12kB'");
    }
  }

  private static List<String> records() {
    List<String> records = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      for (int pid = 0; pid < PIDS; pid++) {
        boolean bad = pid % 100 == 7 && event == pid / 100 + 1;
        records.add(
            "{\"order\":\"o%d\",\"event\":%d,\"amount\":%s}"
                .formatted(pid, event, bad ? "\"12kB\"" : "1.50"));
      }
    }
    return records;
  }

  private Config config(String source) {
    return ConfigFactory.parseString(
        """
        factory {
          source { %s, format = jsonl, pid = [order] }
          workshops = 2
          contract.term = 1 h
          blueprint { kind = merge, fields { amount = sum } }
          destination { kind = files, directory = "%s" }
          operations.console = off
        }
        """
            .formatted(source, directory.resolve("out")));
  }

  private static int run(Config config) throws Exception {
    ConfigStack stack = ConfigStack.of(config, List.of());
    return new Plant()
        .launch(stack, stack.settings())
        .exitCode()
        .toCompletableFuture()
        .get(120, TimeUnit.SECONDS);
  }

  private List<ParkedBundle> bundles(Config config) throws IOException {
    List<ParkedBundle> bundles = new ArrayList<>();
    Replay replay = Replay.of(config);
    try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
      files
          .filter(file -> file.getFileName().toString().equals("scrap.jsonl"))
          .sorted()
          .forEach(file -> bundles.addAll(replay.bundles(file)));
    }
    return bundles;
  }
}
