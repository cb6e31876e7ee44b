package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page as a person sees it, in headless Chromium, and as Prometheus and others ask it. Pictures
 * are left in {@code target/pictures}.
 */
class WebPageIT {
  private static final Pattern ADDRESS = Pattern.compile("page at (http://127\\.0\\.0\\.1:\\d+/)");
  private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(\\{.*\\})? (\\S+)$");
  private static final Path PICTURES = Path.of("target/pictures");
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String NUMBER =
      "Number(document.querySelector('%s').innerText.replaceAll(',', ''))";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @BeforeAll
  static void makeRoomForPictures() throws IOException {
    Files.createDirectories(PICTURES);
  }

  @Test
  void theFlowIsSeenAsItMoves() throws Exception {
    try (Jar factory = demonstration();
        Browser browser = browser()) {
      browser.window(1280, 900, false).open(address(factory));
      browser.until("document.querySelector('#link').textContent === 'live'");
      browser.until("FactoryCharts.points().length === 10 && FactoryCharts.points()[0] > 4");
      long before = Jar.number(browser.text("#custody tr td:nth-child(2)"));
      browser.until(NUMBER.formatted("#custody td:nth-child(2)") + " > " + before);
      browser.until("document.querySelectorAll('#shipments tr').length > 1");
      browser.until("(n => n >= 500 && n <= 4000)(" + NUMBER.formatted("#rate-materials") + ")");
      assertThat(browser.text("#pclass")).contains("tcp", "udp");
      assertThat(browser.text("#flow"))
          .contains("Source", "Lines", "Workshops", "Warehouse", "Destination", "discard");
      assertThat(browser.text("#slow")).startsWith("Who is slowing us?");
      assertThat(browser.text("#latency")).contains("material to product", " s");
      browser.until("FactoryCharts.points().slice(0, 5).every(n => n > 4)");
      browser.eval("document.querySelector('[data-by=oldest]').click()");
      browser.until("document.querySelectorAll('#leading tbody tr').length === 10");
      pictures(browser);
      assertThat(browser.errors()).isEmpty();
      factory.signal("TERM");
      browser.until("document.querySelector('#link').textContent === 'ended'");
      assertThat(browser.text("#balance")).isEqualTo("balances");
      assertThat(browser.text("#station-destination .big")).isEqualTo("0/s");
      factory.end().withCode(0).balances().quietly();
    }
  }

  @Test
  void whyAnswersForAPidInEachStateAndAScriptIsText() throws Exception {
    try (Jar factory = parkingTheFirst();
        Browser browser = browser()) {
      record(factory, "broken", 0);
      until(() -> metric(factory, "factory_parked_pids") == 1, "one is parked");
      record(factory, "whole", 1);
      record(factory, "half", 0);
      record(factory, SCRIPT, 0);
      until(() -> metric(factory, "factory_products_shipped_total") == 1, "one is shipped");
      browser.window(1280, 900, false).open(address(factory));
      browser.until("document.querySelector('#link').textContent === 'live'");
      assertThat(ask(browser, "half")).contains("half is open", "1 material,", "done = 1");
      assertThat(ask(browser, "whole")).contains("whole is shipped", "shipment 1");
      assertThat(ask(browser, "broken")).contains("broken is parked", "drill at worker.assemble");
      assertThat(ask(browser, "nobody")).contains("nobody was never seen", "looked in ");
      assertThat(ask(browser, SCRIPT)).contains(SCRIPT + " is open");
      assertThat(browser.eval("document.querySelectorAll('#why-answer script').length"))
          .isEqualTo("0");
      browser.eval("document.querySelector('[data-by=largest]').click()");
      browser.until("document.querySelector('#leading').innerText.includes('<script>')");
      browser.picture(PICTURES.resolve("why.png"));
      assertThat(act(browser, SCRIPT, "extend", true))
          .isEqualTo("Let the contract of " + SCRIPT + " end 60 s later than it would?");
      assertThat(browser.text("#why-answer")).contains("its contract ends in 36");
      assertThat(act(browser, "half", "close", false)).startsWith("Close the product of half now?");
      assertThat(ask(browser, "half")).as("it was not meant").contains("half is open");
      act(browser, "broken", "release", true);
      until(() -> metric(factory, "factory_materials_scrapped_total") == 1, "it is scrapped");
      assertThat(ask(browser, "broken")).contains("broken is in the scrap", "as parked");
      act(browser, SCRIPT, "close", true);
      until(() -> metric(factory, "factory_products_shipped_total") == 2, "it is shipped");
      assertThat(ask(browser, SCRIPT)).contains("is shipped", "closed by-hand, 1 material,");
      assertThat(browser.errors()).isEmpty();
      factory.stdin().close();
      assertThat(factory.end().withCode(0).balances().err())
          .anyMatch(line -> line.contains("by hand: close pid [" + SCRIPT + "]"));
    }
  }

  @Test
  void theMetricsAreTheAccountAndASecondFactoryGoesOnWithoutAPort() throws Exception {
    try (Jar factory = sessions().start()) {
      for (int i = 0; i < 500; i++) {
        record(factory, "pid-" + i, 1);
      }
      factory.stdin().write("no json\nnone either\n".getBytes(StandardCharsets.UTF_8));
      factory.stdin().flush();
      until(
          () ->
              metric(factory, "factory_materials_shipped_total") == 500
                  && metric(factory, "factory_materials_scrapped_total") == 2,
          "all is shipped");
      String text = get(address(factory) + "metrics");
      promtool(text);
      Map<String, Double> values = values(text);
      String port = address(factory).replaceAll(".*:(\\d+)/", "$1");
      Jar.Ended second =
          Jar.in(folder.resolve("second"))
              .set("operations.web.enabled=true", "operations.web.port=" + port)
              .set("source.generator.materials=1000", "source.rate=unlimited")
              .set("destination.kind=discard", "operations.console=off")
              .run();
      second.withCode(0).balances();
      assertThat(second.err())
          .anyMatch(
              line ->
                  line.contains("no web page: port " + port + " of 127.0.0.1 is taken")
                      && line.contains("set factory.operations.web.port"));
      factory.stdin().close();
      Jar.Ended end = factory.end().withCode(0).balances();
      assertThat(values.get("factory_materials_bought_total")).isEqualTo(end.account("bought"));
      assertThat(values.get("factory_materials_shipped_total")).isEqualTo(end.account("shipped"));
      assertThat(values.get("factory_materials_scrapped_total")).isEqualTo(end.account("scrapped"));
      assertThat(values.get("factory_materials_open")).isEqualTo(end.account("open"));
      report(folder.resolve("report.html"));
    }
  }

  // ---- factories ----

  private Jar demonstration() throws IOException, InterruptedException {
    return page("demonstration")
        .set("source.rate=2000", "destination.kind=discard", "transportation.driver.every=1 s")
        .start();
  }

  private Jar parkingTheFirst() throws IOException, InterruptedException {
    return page("parking")
        .set("source.kind=stdin", "source.pid=[id]", "contract.term=1 h")
        .set("blueprint.kind=merge", "blueprint.complete-when=done = 1")
        .set("drill=[{ at = worker.assemble, pass = 1 }]", "workshops=2")
        .set("transportation.driver.every=200 ms")
        .start();
  }

  private Jar.Order sessions() {
    return page("sessions")
        .set("source.kind=stdin", "source.pid=[id]", "contract.term=1 h")
        .set("blueprint.kind=merge", "blueprint.complete-when=done = 1")
        .set("operations.report=" + folder.resolve("report.html"))
        .set("transportation.driver.every=200 ms", "workshops=2");
  }

  private Jar.Order page(String name) {
    return Jar.in(folder.resolve(name))
        .set("operations.web.enabled=true", "operations.web.port=0", "operations.console=off");
  }

  private static void record(Jar factory, String pid, int done) throws IOException {
    String line = "{\"id\":" + Browser.quoted(pid) + ",\"done\":" + done + "}\n";
    factory.stdin().write(line.getBytes(StandardCharsets.UTF_8));
    factory.stdin().flush();
  }

  private static String address(Jar factory) throws InterruptedException {
    factory.says("page at ");
    return factory.log().stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  // ---- the browser ----

  private Browser browser() throws IOException, InterruptedException {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    return Browser.start(folder.resolve("profile"));
  }

  private static String ask(Browser browser, String pid) throws InterruptedException {
    browser.eval(
        "(document.querySelector('#why-answer').replaceChildren(), document.querySelector('#pid').value = "
            + Browser.quoted(pid)
            + ", document.querySelector('#why-form').requestSubmit())");
    browser.until(
        "document.querySelector('.answer') && !document.querySelector('.answer').innerText.includes('asking')");
    return browser.text("#why-answer");
  }

  /** Asks for a pid and acts on it; what one is asked before that. */
  private static String act(Browser browser, String pid, String action, boolean sure)
      throws InterruptedException {
    ask(browser, pid);
    browser.eval("document.querySelector('[data-action=" + action + "]').click()");
    browser.until("document.querySelector('#confirm').open");
    String asked = browser.text("#confirm-text");
    String answer = sure ? "yes" : "no";
    browser.eval("document.querySelector('#confirm button[value=" + answer + "]').click()");
    browser.until(
        sure
            ? "!document.querySelector('.answer [data-action]')"
            : "!document.querySelector('#confirm').open");
    return asked;
  }

  private static void pictures(Browser browser) throws Exception {
    browser.picture(PICTURES.resolve("light.png"));
    browser.window(1280, 900, true);
    browser.until("getComputedStyle(document.body).backgroundColor === 'rgb(16, 20, 26)'");
    browser.picture(PICTURES.resolve("dark.png"));
    browser.window(390, 844, false);
    browser.until("innerWidth === 390");
    assertThat(browser.eval("document.documentElement.scrollWidth"))
        .as("nothing is wider than a phone")
        .isEqualTo("390");
    browser.picture(PICTURES.resolve("phone.png"));
  }

  private void report(Path file) throws Exception {
    assertThat(file).content().contains("custody account of").doesNotContain("src=\"http");
    if (Browser.installed().isEmpty()) {
      return;
    }
    try (Browser browser = browser()) {
      browser.window(1280, 900, false).open(file.toUri().toString());
      browser.until("document.querySelector('#account')?.textContent.includes('balances')");
      browser.until("FactoryCharts.points()[0] > 1");
      browser.picture(PICTURES.resolve("report.png"));
      assertThat(browser.errors()).isEmpty();
    }
  }

  // ---- the metrics ----

  private static void until(BooleanSupplier condition, String what) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time until %s", what).isLessThan(limit);
      Thread.sleep(100);
    }
  }

  private static double metric(Jar factory, String name) {
    try {
      return values(get(address(factory) + "metrics")).getOrDefault(name, -1.0);
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The sum over all labels, by name. */
  private static Map<String, Double> values(String text) {
    Map<String, Double> values = new TreeMap<>();
    text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::find)
        .forEach(s -> values.merge(s.group(1), Double.valueOf(s.group(3)), Double::sum));
    return values;
  }

  private static String get(String address) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  /** Prometheus' own rules, where its tool is installed. */
  private void promtool(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("metrics.txt"), text);
    Process tool;
    try {
      tool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException notInstalled) {
      return;
    }
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }
}
