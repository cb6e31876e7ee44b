package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.FactoryProcess.Ended;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event time on the built jar. */
class EventTimeIT {
  private static final Pattern LIVE = Pattern.compile("bought ([\\d,]+) = .*? ([\\d,]+) workers");

  @TempDir Path folder;

  /**
   * Many pids are alive at once and are over together. The same with a million in 1.5 GB takes
   * longer; the command and what it gave stand in {@code docs/performance-history.md}.
   */
  @Test
  void manyWorkersCloseAsTheWatermarkPassesAndTheLineGoesOn() throws IOException {
    int pids = 150_000;
    int others = 10 * pids;
    int all = pids + others;
    Path input = folder.resolve("in.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(input)) {
      for (int i = 0; i < pids; i++) {
        out.write("{\"p\":\"pid-%d\",\"t\":%d}%n".formatted(i, i / 100));
      }
      for (int i = 0; i < others; i++) {
        out.write("{\"p\":\"other-%d\",\"t\":%d}%n".formatted(i % 100, 7_200_000 + i / 100));
      }
    }
    Ended ended =
        FactoryProcess.run(
            folder,
            List.of("-Xmx320m", "-Xmn48m"),
            args(
                input,
                "memory.open-assemblies=300 MiB",
                "destination.kind=discard",
                "contract.term=30 m",
                "operations.every=100 ms",
                "operations.console=lines"));
    ended.exitedWith(0).account().isExactly(all, all, 0, 0);
    assertThat(ended.out()).contains("in 150,100 products");
    long most = 0;
    boolean bothMove = false;
    for (MatchResult line : LIVE.matcher(ended.out() + ended.err()).results().toList()) {
      long bought = number(line.group(1));
      long live = number(line.group(2));
      bothMove |= live < most && bought < all;
      most = Math.max(most, live);
    }
    assertThat(most).as("alive at once").isGreaterThan(pids / 2L);
    assertThat(bothMove).as("they close while the line goes on").isTrue();
  }

  @Test
  void lateRecordsAreInTheScrapAndARestartSkipsThemAll() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("in.jsonl"),
            """
            {"p":"a","t":1000}
            {"p":"a","t":61000}
            {"p":"a","t":31000}
            {"p":"b","t":200000}
            {"p":"a","t":139999}
            {"p":"a","t":140000}
            """);
    String[] args =
        args(input, "contract.term=30 s", "contract.grace=1 m", "operations.console=off");
    Ended ended = FactoryProcess.run(folder, args);
    ended.exitedWith(0).account().isExactly(6, 5, 1, 0);
    assertThat(ended.out()).contains("late 1");
    Shipped shipped = Shipped.in(folder.resolve("out"));
    assertThat(shipped.products()).hasSize(3);
    assertThat(shipped.products())
        .filteredOn(product -> product.get("materials").equals(3L))
        .singleElement()
        .satisfies(
            product -> {
              assertThat(product).containsEntry("closed", "contract");
              assertThat(product).containsEntry("first", "1970-01-01T00:00:01Z");
            });
    Map<String, Object> late = shipped.scrap().get(0);
    assertThat(late).containsEntry("reason", "late").containsEntry("line", 5L);
    FactoryProcess.run(folder, args).exitedWith(0).account().isExactly(0, 0, 0, 0);
  }

  @Test
  void oneLineSaysWhatIsMissing() {
    Ended ended =
        FactoryProcess.run(
            folder,
            "check",
            "--set",
            "factory.source.kind=stdin",
            "--set",
            "factory.source.pid=[p]",
            "--set",
            "factory.contract.clock=event");
    ended.exitedWith(2);
    assertThat(ended.err())
        .contains("factory.contract.clock: needs factory.source.event-time.field")
        .doesNotContain("\tat ");
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private String[] args(Path input, String... more) {
    List<String> settings =
        List.of(
            "source.kind=files",
            "source.paths=[\"" + input + "\"]",
            "source.pid=[p]",
            "source.event-time={field=t,format=epoch-ms,unit=ms}",
            "contract.clock=event",
            "blueprint.kind=merge",
            "destination.directory=" + folder.resolve("out"));
    List<String> args = new ArrayList<>(List.of("run"));
    settings.forEach(setting -> args.addAll(List.of("--set", "factory." + setting)));
    for (String setting : more) {
      args.addAll(List.of("--set", "factory." + setting));
    }
    return args.toArray(String[]::new);
  }
}
