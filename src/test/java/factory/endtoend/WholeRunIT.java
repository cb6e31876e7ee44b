package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import factory.endtoend.Jar.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run from its start to its end and behind it, as whoever watches its page sees it. */
@DisabledOnOs(OS.WINDOWS)
class WholeRunIT {
  private static final int RECORDS = 20_000;
  private static final int PIDS = 100;
  private static final int BAD = 3;
  private static final List<String> EXPECTED = List.of("line-full/0", "bottleneck/blueprint");

  @TempDir Path folder;

  @Test
  void alarmsOfARunAreOverWithItAndItsPageSaysWhatItsAccountSays() throws Exception {
    Path gate = folder.resolve("gate");
    try (Jar factory = heldBy(gate).start()) {
      String page = Page.address(factory);
      Page.until(() -> keys(page, "alarms").containsAll(EXPECTED), "its alarms stand");
      assertThat(alarms(page)).as("by the metrics as well").isGreaterThanOrEqualTo(2);
      Files.delete(gate);
      factory.says("the page stays for 1 h");
      Map<String, Object> last = state(page);
      Map<String, Double> metrics = metrics(page);
      assertThat(Json.at(last, "ended")).isEqualTo(true);
      assertThat(Json.at(last, "alarms")).as("those that stand").isEqualTo(List.of());
      assertThat(alarms(page)).isZero();
      assertThat(keys(page, "alarmHistory")).as("those that stood").containsAll(EXPECTED);
      assertThat((List<?>) Json.at(last, "alarmHistory"))
          .allSatisfy(alarm -> assertThat(Json.at(alarm, "cleared")).isNotNull());
      assertThat(Json.at(last, "bottleneck", "stage")).isEqualTo("none");
      Ended end = factory.signal("TERM").end().withCode(0).balances().quietly();
      for (String figure : List.of("bought", "shipped", "scrapped", "open")) {
        assertThat(Json.number(last, "custody", figure))
            .as(figure)
            .isEqualTo(end.account(figure))
            .isEqualTo(metrics.get(metric(figure)).longValue());
      }
      assertThat(end.account("shipped")).isEqualTo(RECORDS);
      assertThat(end.account("scrapped")).isEqualTo(BAD);
      assertThat(Json.number(last, "custody", "inMotion")).isZero();
      assertThat(end.out()).anyMatch(line -> line.contains(" in " + PIDS + " products, "));
      assertThat(Json.number(last, "transport", "shippedProducts")).isEqualTo(PIDS);
    }
  }

  /** A blueprint that ends no material before the gate is away, and lines that are soon full. */
  private Jar.Order heldBy(Path gate) throws IOException {
    StringBuilder records = new StringBuilder("no json\n".repeat(BAD));
    for (int i = 0; i < RECORDS; i++) {
      records.append("{\"id\":").append(i % PIDS).append("}\n");
    }
    Path in = Files.writeString(folder.resolve("in.jsonl"), records);
    return Page.order(folder)
        .set("source.kind=files", "source.paths=[\"" + in + "\"]", "source.pid=[id]")
        .set("workshops=1", "line.capacity=1024", "line.batch=128", "contract.term=1 h")
        .set("destination.kind=discard", "operations.web.linger=1 h", "operations.every=200 ms")
        .set("operations.alarms.line-full=300 ms", "operations.alarms.bottleneck=300 ms")
        .set(SlowPlugIn.holding(folder, gate));
  }

  private static Map<String, Object> state(String page) throws IOException, InterruptedException {
    return Json.object(Page.get(page + "api/state"));
  }

  private static Map<String, Double> metrics(String page) throws IOException, InterruptedException {
    return Page.values(Page.get(page + "metrics"));
  }

  private static double alarms(String page) throws IOException, InterruptedException {
    return metrics(page).getOrDefault("factory_alarms", 0.0);
  }

  /** Of alarms; none as long as there is no state. */
  private static List<String> keys(String page, String list) {
    try {
      return state(page).get(list) instanceof List<?> alarms
          ? alarms.stream().map(alarm -> (String) Json.at(alarm, "key")).toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String metric(String figure) {
    return "factory_materials_" + figure + (figure.equals("open") ? "" : "_total");
  }
}
