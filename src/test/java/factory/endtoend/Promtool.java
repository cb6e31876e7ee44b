package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own tool, by whose rules files and figures are judged. */
public final class Promtool {
  private Promtool() {}

  /** Skips the test that calls it where there is none. */
  public static void needed() {
    assumeTrue(
        Browser.onPath("promtool").isPresent(), "no promtool is installed to judge by its rules");
  }

  /**
   * What it says of what it has no fault to find with.
   *
   * @param input what it reads
   * @param command as {@code check metrics}
   */
  public static String says(Path input, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("promtool"));
    all.addAll(List.of(command));
    Process tool =
        new ProcessBuilder(all).redirectInput(input.toFile()).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as("%s: %s", Files.readString(input), said).isZero();
    return said;
  }
}
