package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page as a person sees it, in headless Chromium. Pictures are left in {@code target/pictures}.
 */
class WebPageIT {
  private static final Path PICTURES = Path.of("target/pictures");
  private static final String RATE =
      "Number(document.querySelector('#rate-assembled').innerText.replaceAll(',', ''))";
  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir private Path folder;

  @BeforeAll
  static void makeRoomForPictures() throws IOException {
    Files.createDirectories(PICTURES);
  }

  @Test
  void theFlowIsSeenAsItMoves() throws Exception {
    try (Jar factory = demonstration();
        Browser browser = browser()) {
      browser.window(1280, 900, false).open(Page.address(factory));
      browser.until("document.querySelector('#link').textContent === 'live'");
      browser.until("FactoryCharts.points().length === 10 && FactoryCharts.points()[0] > 4");
      long before = figure(browser, "#custody tr td:nth-child(2)");
      browser.until(
          "Number(document.querySelector('#custody td:nth-child(2)').innerText.replaceAll(',', '')) > "
              + before);
      browser.until("document.querySelectorAll('#shipments tr').length > 1");
      browser.until(RATE + " > 500 && " + RATE + " < 4000");
      browser.until(
          "['tcp', 'udp'].every(c => document.querySelector('#pclass').innerText.includes(c))");
      assertThat(browser.text("#flow"))
          .contains("Source", "Lines", "Workshops", "Warehouse", "Destination", "discard");
      assertThat(browser.text("#slow")).startsWith("Who is slowing us?");
      assertThat(browser.text("#latency")).contains("material to product", " s");
      assertThat(browser.eval("FactoryCharts.points().slice(0, 5).every(n => n > 4)"))
          .isEqualTo("true");
      browser.eval("document.querySelector('[data-by=oldest]').click()");
      browser.until("document.querySelectorAll('#leading tbody tr').length === 10");
      pictures(browser);
      assertThat(browser.errors()).isEmpty();
      factory.signal("TERM");
      browser.until("document.querySelector('#link').textContent === 'ended'");
      assertThat(browser.text("#balance")).isEqualTo("balances");
      assertThat(browser.text("#station-destination .big")).isEqualTo("0 products/s");
      factory.end().withCode(0).balances().quietly();
    }
  }

  @Test
  void whyAnswersForAPidInEachStateAndAScriptIsText() throws Exception {
    try (Jar factory = parkingTheFirst();
        Browser browser = browser()) {
      Page.record(factory, "broken", 0);
      Page.until(() -> Page.metric(factory, "factory_parked_pids") == 1, "one is parked");
      Page.record(factory, "whole", 1);
      Page.record(factory, "half", 0);
      Page.record(factory, SCRIPT, 0);
      Page.until(
          () -> Page.metric(factory, "factory_products_shipped_total") == 1, "one is shipped");
      browser.window(1280, 900, false).open(Page.address(factory));
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
          .isEqualTo("Let the contract of " + SCRIPT + " end 1 min later than it would?");
      assertThat(browser.text("#why-answer")).contains("its contract ends in 1 h");
      browser.until("document.querySelector('.answer [data-action=extend]')"); // once more
      assertThat(browser.text("#why-answer")).contains("its contract ends in 1 h");
      assertThat(ask(browser, "half ")).as("pasted with a blank").contains("half is open");
      assertThat(act(browser, "half", "close", false)).startsWith("Close the product of half now?");
      assertThat(ask(browser, "half")).as("it was not meant").contains("half is open");
      act(browser, "broken", "release", true);
      Page.until(
          () -> Page.metric(factory, "factory_materials_scrapped_total") == 1, "it is scrapped");
      assertThat(ask(browser, "broken")).contains("broken is in the scrap", "as parked");
      act(browser, SCRIPT, "close", true);
      Page.until(
          () -> Page.metric(factory, "factory_products_shipped_total") == 2, "it is shipped");
      assertThat(ask(browser, SCRIPT)).contains("is shipped", "closed by-hand, 1 material,");
      assertThat(browser.errors()).isEmpty();
      factory.stdin().close();
      assertThat(factory.end().withCode(0).balances().err())
          .anyMatch(line -> line.contains("by hand: close pid [" + SCRIPT + "]"));
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

  private Jar.Order page(String name) {
    return Page.order(folder.resolve(name));
  }

  // ---- the browser ----

  private Browser browser() throws IOException, InterruptedException {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    return Browser.start(folder.resolve("profile"));
  }

  private static long figure(Browser browser, String selector) {
    return Jar.number(browser.text(selector));
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
            ? "document.querySelector('.answer .done')"
            : "!document.querySelector('#confirm').open");
    return asked;
  }

  private static void pictures(Browser browser) throws Exception {
    browser.picture(PICTURES.resolve("light.png"));
    browser.window(1280, 900, true);
    browser.until("getComputedStyle(document.body).backgroundColor === 'rgb(16, 20, 26)'");
    browser.picture(PICTURES.resolve("dark.png"));
    browser.window(1000, 900, false);
    browser.until("innerWidth === 1000");
    assertThat(
            browser.eval(
                "[...document.querySelectorAll('.station h3')].filter(h => h.scrollWidth > h.clientWidth).length"))
        .as("headings that stick out of their stations")
        .isEqualTo("0");
    browser.picture(PICTURES.resolve("narrow.png"));
    browser.window(390, 844, false);
    browser.until("innerWidth === 390");
    assertThat(browser.eval("document.documentElement.scrollWidth"))
        .as("nothing is wider than a phone")
        .isEqualTo("390");
    assertThat(browser.eval(Page.WIDE_WITH_SCRAP))
        .as("nor are many reasons for scrap")
        .isEqualTo("390");
    assertThat(browser.eval("document.querySelector('#leading').scrollWidth <= innerWidth - 40"))
        .as("nor the table of workers wider than its card")
        .isEqualTo("true");
    assertThat(
            browser.eval(
                "(['12,345', '23:59:59', '3,000,000', '30,000,000', '12,345', '59 min 59 s'].forEach((text, i) => { document.querySelectorAll('#shipments tr:first-child td')[i].textContent = text; }), "
                    + Page.CUT_TABLES
                    + ")"))
        .as("tables that are cut, with a large shipment")
        .isEqualTo("0");
    browser.picture(PICTURES.resolve("phone.png"));
  }
}
