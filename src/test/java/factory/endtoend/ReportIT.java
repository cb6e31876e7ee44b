package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code --report} on the built jar: a run as one file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIT {
  private static final Path PICTURES = Path.of("target/pictures");

  @TempDir private static Path folder;
  private Path file;

  @BeforeAll
  void run() throws Exception {
    file = folder.resolve("the run.html");
    FactoryProcess.Ended run =
        FactoryProcess.run(
            folder,
            "run",
            "--report",
            "the run.html",
            "--set=factory.source.generator.materials=6000",
            "--set=factory.source.rate=2000",
            "--set=factory.operations.history.every=200 ms",
            "--set=factory.operations.every=200 ms",
            "--set=factory.destination.kind=discard");
    assertThat(run.exitedWith(0).err()).contains("report in the run.html");
  }

  @Test
  void itIsOneFileWithTheAccountAndChartsThatHavePoints() throws Exception {
    String html = Files.readString(file);
    assertThat(html)
        .doesNotContainPattern("(?i)(src|href|action)\\s*=\\s*[\"'](?!data:)")
        .doesNotContainPattern("@import|url\\((?!data:)");
    assertThat(data(html, "account")).contains("custody account of demonstration", "  balances");
    Map<String, Object> state = Json.object(data(html, "state"));
    assertThat(Json.number(state, "custody", "bought")).isEqualTo(6_000);
    assertThat(Json.at(state, "ended")).isEqualTo(true);
    Map<String, Object> history = Json.object(data(html, "history"));
    int samples = ((List<?>) history.get("at")).size();
    assertThat(samples).isGreaterThan(5);
    assertThat((List<?>) history.get("assembledPerSecond"))
        .hasSize(samples)
        .anyMatch(figure -> ((Number) figure).doubleValue() > 0);
  }

  @Test
  void aBrowserDrawsItWithoutANetwork() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    try (Browser browser = Browser.start(folder.resolve("profile"))) {
      browser.window(1280, 900, false).open(file.toUri().toString());
      browser.until("document.querySelector('#account')?.textContent.includes('balances')");
      browser.until("FactoryCharts.points().length === 10");
      assertThat(browser.eval("FactoryCharts.points().slice(0, 5).every(n => n > 5)"))
          .as(browser.eval("FactoryCharts.points()"))
          .isEqualTo("true");
      assertThat(browser.text("header")).containsPattern("report of a run, \\d+ \\w+ 20\\d\\d");
      browser.picture(Files.createDirectories(PICTURES).resolve("report.png"));
      copiesOfTheChartsArePrinted(browser);
      browser.window(390, 844, false);
      browser.until("innerWidth === 390");
      assertThat(browser.eval(Page.CUT_TABLES)).as("tables that are cut").isEqualTo("0");
      assertThat(browser.eval("document.querySelector('#account').scrollWidth <= innerWidth"))
          .as("the account is read without moving it")
          .isEqualTo("true");
      assertThat(browser.eval(Page.WIDE_WITH_SCRAP)).as("wide by scrap").isEqualTo("390");
      browser.picture(PICTURES.resolve("report-phone.png"));
      assertThat(browser.errors()).isEmpty();
    }
  }

  /** What the browser does before it prints, and after it. */
  private static void copiesOfTheChartsArePrinted(Browser browser) throws Exception {
    browser.eval("dispatchEvent(new Event('beforeprint'))");
    assertThat(
            browser.eval(
                "[...document.querySelectorAll('canvas.copy')].filter(c => c.getContext('2d')"
                    + ".getImageData(0, 0, c.width, c.height).data.some(v => v > 0)).length"))
        .as("copies with something on them")
        .isEqualTo("10");
    browser.eval("dispatchEvent(new Event('afterprint'))");
    browser.until("document.querySelectorAll('canvas.copy').length === 0");
  }

  @ParameterizedTest
  @CsvSource({
    "no/such/run.html, must be a file in a directory that exists",
    "., must be a file in a directory that exists",
    "'', is empty"
  })
  void wherePathsAreWrongThatIsSaidBeforeAnythingIsBought(String path, String rule) {
    assertThat(FactoryProcess.run(folder, "run", "--report", path).exitedWith(2).complaints())
        .singleElement()
        .asString()
        .startsWith("--report " + path)
        .contains(rule);
  }

  /** What stands in the file for its scripts. */
  private static String data(String html, String name) {
    Matcher found =
        Pattern.compile("id=\"" + name + "-data\">(.*?)</script>", Pattern.DOTALL).matcher(html);
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }
}
