package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import factory.operations.History;
import factory.operations.PlantPictures;
import factory.operations.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateJsonTest {
  private static final Instant AT = Instant.parse("2026-03-02T09:15:27Z");

  @Test
  void saysWhatTheSnapshotSays() {
    String json = StateJson.write(PlantPictures.busy(), AT, null);
    assertThat(json)
        .contains("\"factory\":\"demonstration\"", "\"runningSeconds\":3723")
        .contains("\"bought\":12350,\"shipped\":12000,\"scrapped\":1,\"open\":344,\"inMotion\":5")
        .contains("\"stage\":\"destination\",\"actor\":\"driver\"")
        .contains("\"materialToProduct\":{\"count\":100,\"p50Seconds\":0.25")
        .contains("\"productToShipment\":{\"count\":0,\"p50Seconds\":null")
        .contains("\"productToShipment\":{\"count\":7,\"p50Seconds\":1")
        .contains("\"number\":3,\"at\":\"2026-03-02T09:15:04Z\",\"tookSeconds\":0.012")
        .contains("\"raised\":\"2026-03-02T09:13:24Z\",\"cleared\":null")
        .contains("\"sample\":null")
        .doesNotContain("\n");
  }

  @Test
  void howLargeItIsDoesNotGoByHowManyClassesThereAreAndHowLongTheirNamesAre() {
    String smile = "\ud83d\ude00";
    String json = StateJson.write(PlantPictures.withClasses(1_000, smile.repeat(500)), AT, null);
    assertThat(json)
        .hasSizeLessThan(20_000)
        .contains("{\"name\":\"" + smile.repeat(99) + "…\",\"count\":951},{\"name\":\"(other)\"")
        .contains("\"(other)\",\"count\":" + 950 * 951 / 2 + "}]");
    assertThat(StateJson.write(PlantPictures.withClasses(50), AT, null))
        .contains("{\"name\":\"class-49\",\"count\":1}]");
  }

  @Test
  void whatSomeTakeForTheEndOfALineIsEscaped() {
    assertThat(Json.text(json -> json.writeString("a\u2028b\u2029c\n")))
        .isEqualTo("\"a\\u2028b\\u2029c\\n\"");
  }

  @Test
  void theDocumentNamesEveryFieldOfTheStateAndTheHistory() throws Exception {
    String doc = Files.readString(Path.of("docs/web.md"));
    History history = history();
    String json =
        StateJson.write(PlantPictures.busy(), AT, history.newest()) + HistoryJson.write(history);
    Matcher name = Pattern.compile("\"(\\w+)\":").matcher(json);
    while (name.find()) {
      assertThat(doc).as("docs/web.md names it").contains("`" + name.group(1) + "`");
    }
  }

  @Test
  void theReportIsWholeAndNothingInItEndsItsScripts(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.html");
    Report.write(file, "balances </script><b> @library@", PlantPictures.busy(), AT, history());
    String html = Files.readString(file);
    assertThat(html)
        .contains("balances \\u003c/script\\u003e\\u003cb\\u003e \\u0040library\\u0040")
        .doesNotContain(PlantPictures.PID);
    assertThat(html).doesNotContainPattern("@\\w+@").doesNotContainPattern("src=\"|href=\"");
    assertThat(html.split("</script>", -1)).as("as many as the file has").hasSize(8);
  }

  private static History history() {
    History history = new History(Duration.ofMinutes(1), Duration.ofSeconds(1));
    new Recorder(List.of(history), InstantSource.fixed(AT)).show(PlantPictures.busy());
    return history;
  }
}
