package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.endtoend.Browser;
import factory.operations.Action;
import factory.operations.ClosedBy;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page makes of pids that nobody would think of, in headless Chromium. */
final class PagePidIT {
  private static final Path PICTURES = Path.of("target/pictures");

  /** Right-to-left override: what follows is drawn from right to left. */
  private static final String TURNED = "abc\u202efed";

  /** A field of the page keeps no line break. */
  private static final String BROKEN = "a\nb\r";

  private static final String OPEN = "open";

  @TempDir private Path profile;

  @Test
  void noPidIsTakenForAnotherOneOrDisturbsTheWordsBesideIt() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    WebPage page = TestPage.open(TestPage.settings(null, List.of(), 100, 10, 1_000));
    page.ask(new PaperDesk());
    try (Browser browser = Browser.start(profile)) {
      browser.window(1280, 900, false).open("http://127.0.0.1:" + TestPage.port(page) + "/");
      browser.until("document.querySelector('#link').textContent === 'live'");
      whatCannotBeSeenOfAPidIsShownByItsNumber(browser);
      aLetterThatIsReadFromTheRightTurnsNothingRound(browser);
      leadingWorkersAreToldApart(browser);
      Files.createDirectories(PICTURES);
      browser.picture(PICTURES.resolve("odd-pids.png"));
      oneOfTheListIsAskedForWithItsLineBreakAndOnceMoreWhereItStands(browser);
      aContractIsExtendedByWholeSecondsUpToTheLimitAlone(browser);
      aTimeIsWrittenAsTheFactoryWritesIt(browser);
      onlyAPidCanBeAskedFor(browser);
      aPidThatIsTooLongIsSaidInWordsWithTheLimit(browser);
      assertThat(browser.errors()).isEmpty();
    } finally {
      page.close(() -> {});
    }
  }

  private static void whatCannotBeSeenOfAPidIsShownByItsNumber(Browser browser) throws Exception {
    ask(browser, TURNED);
    browser.until("document.querySelector('.answer h4')");
    assertThat(browser.text("#why-answer h3")).isEqualTo("abcU+202Efed is under way");
    assertThat(browser.text("#why-answer"))
        .doesNotContain("\u202e")
        .contains("product \u2068log<U+200F>:4\u2069", "as \u2068ok<U+202E>\u2069");
    ask(browser, "  a \u00a0b ");
    browser.until("document.querySelector('#why-answer h3').innerText.includes('way')");
    assertThat(browser.text("#why-answer h3")).isEqualTo("␣␣a U+00A0b␣ is under way");
    ask(browser, "a  b");
    browser.until("document.querySelector('#why-answer h3').innerText.startsWith('a')");
    assertThat(browser.text("#why-answer h3")).as("two blanks").startsWith("a  b");
  }

  /** The words behind the pid are drawn behind it. */
  private static void aLetterThatIsReadFromTheRightTurnsNothingRound(Browser browser)
      throws Exception {
    ask(browser, "\u05d0\u05d1 1");
    browser.until("document.querySelector('#why-answer h3').innerText.includes('way')");
    assertThat(
            browser.eval(
                "(() => { const h3 = document.querySelector('#why-answer h3'), behind = document.createRange();"
                    + " behind.selectNodeContents(h3.lastChild);"
                    + " return behind.getBoundingClientRect().left >= h3.querySelector('bdi').getBoundingClientRect().right - 1; })()"))
        .isEqualTo("true");
  }

  private static void leadingWorkersAreToldApart(Browser browser) throws Exception {
    browser.eval("(document.querySelector('[data-by=oldest]').click(), 0)");
    browser.until("document.querySelectorAll('#leading tbody tr').length === 3");
    assertThat(browser.text("#leading tbody tr:first-child .pid")).isEqualTo("abcU+202Efed");
    assertThat(browser.text("#leading tbody tr:nth-child(2) .pid")).isEqualTo("abcdef");
    assertThat(browser.text("#leading tbody tr:last-child .pid")).isEqualTo("aU+000AbU+000D");
  }

  private static void oneOfTheListIsAskedForWithItsLineBreakAndOnceMoreWhereItStands(
      Browser browser) throws Exception {
    browser.eval("(document.querySelector('#leading tbody tr:last-child .pid').click(), 0)");
    browser.until("document.querySelector('#why-answer h3').innerText.includes('way')");
    assertThat(browser.text("#why-answer h3")).isEqualTo("aU+000AbU+000D is under way");
    browser.eval(
        "(document.querySelector('#why-answer').replaceChildren(), document.querySelector('#why-form').requestSubmit(), 0)");
    browser.until("document.querySelector('#why-answer h3')?.innerText.includes('way')");
    assertThat(browser.text("#why-answer h3")).isEqualTo("aU+000AbU+000D is under way");
    browser.eval(
        "(document.querySelector('#why-answer').replaceChildren(), document.querySelector('#pid').dispatchEvent(new Event('input')), document.querySelector('#why-form').requestSubmit(), 0)");
    browser.until("document.querySelector('#why-answer h3')?.innerText.includes('way')");
    assertThat(browser.text("#why-answer h3")).as("written by hand").isEqualTo("ab is under way");
  }

  private static void aContractIsExtendedByWholeSecondsUpToTheLimitAlone(Browser browser)
      throws Exception {
    for (String wrong : List.of("1.5", "0", "-5", "1e9", "8640001", "")) {
      ask(browser, OPEN);
      browser.until("document.querySelector('.answer [data-action=extend]')");
      extend(browser, wrong);
      assertThat(browser.text(".answer .wrong"))
          .as(wrong)
          .isEqualTo(
              "A contract is extended by a whole number of seconds, from 1 to 8,640,000 (100 days).");
      assertThat(browser.eval("document.querySelector('#confirm').open"))
          .as(wrong)
          .isEqualTo("false");
    }
    extend(browser, "8640000");
    assertThat(browser.text(".answer .wrong")).isEmpty();
    assertThat(browser.text("#confirm-text"))
        .isEqualTo("Let the contract of open end 100 days later than it would?");
    browser.eval("(document.querySelector('#confirm-yes').click(), 0)");
    browser.until("document.querySelector('.answer .done')?.innerText === 'as you wish'");
  }

  /** As {@code ViewsTest} has it of the factory's own words. */
  private static void aTimeIsWrittenAsTheFactoryWritesIt(Browser browser) throws Exception {
    ask(browser, OPEN);
    browser.until("document.querySelector('.answer dl')");
    assertThat(browser.text(".answer dl"))
        .contains("hired 8 min 50 s ago", "ends in 8 min 50 s", "another 8 min 50 s", "(term 1 h)");
    assertThat(
            browser.eval(
                "[0, 0.001, 0.57, 0.999, 1, 1.999, 59.999, 60, 119.999, 593.999, 3599.999, 3600, 7499.999,"
                    + " 172799.999, 172800, 183599.999].map(Factory.time).join('; ')"))
        .isEqualTo(
            "<1 ms; 1 ms; 570 ms; 999 ms; 1 s; 1.9 s; 59.9 s; 1 min; 1 min 59 s; 9 min 53 s;"
                + " 59 min 59 s; 1 h; 2 h 4 min; 47 h 59 min; 2 days; 2 days 2 h");
  }

  private static void extend(Browser browser, String seconds) {
    browser.eval(
        "(document.querySelector('.answer input').value = "
            + Browser.quoted(seconds)
            + ", document.querySelector('.answer [data-action=extend]').click(), 0)");
  }

  private static void onlyAPidCanBeAskedFor(Browser browser) throws Exception {
    ask(browser, "");
    browser.until("document.querySelector('#why-answer .note')");
    assertThat(browser.text("#why-answer"))
        .isEqualTo("Which pid? Enter one as it is written in products.");
    browser.eval(
        "(document.querySelector('#pid').value = 'a' + String.fromCharCode(0xd800),"
            + " document.querySelector('#why-form').requestSubmit(), 0)");
    browser.until("document.querySelector('.answer.bad')");
    assertThat(browser.text(".answer p"))
        .isEqualTo("This pid cannot be asked for: it has half a letter in it.");
  }

  private static void aPidThatIsTooLongIsSaidInWordsWithTheLimit(Browser browser) throws Exception {
    int most = WebPage.LONGEST_ADDRESS - "/api/why?pid=".length();
    ask(browser, "p".repeat(most));
    browser.until("document.querySelector('#why-answer h3').innerText.includes('way')");
    ask(browser, "p".repeat(most + 1));
    browser.until("document.querySelector('.answer.bad')");
    assertThat(browser.text(".answer p"))
        .isEqualTo(
            "This pid is too long to be asked for: in an address it takes 8,180 bytes, and the most"
                + " is 8,179.");
  }

  private static void ask(Browser browser, String pid) {
    browser.eval(
        "(document.querySelector('#why-answer').replaceChildren(), document.querySelector('#pid').value = "
            + Browser.quoted(pid)
            + ", document.querySelector('#why-form').requestSubmit(), 0)");
  }

  /** Says of each pid but the open one that it is under way, and of the turned one that it was. */
  private static final class PaperDesk implements Desk {
    @Override
    public CompletionStage<Why> why(String pid) {
      if (pid.equals(OPEN)) {
        Duration left = Duration.ofSeconds(530);
        Why.Contract contract = new Why.Contract(false, Duration.ofHours(1), left, null, null);
        List<String> closedBy = ClosedBy.of(contract, null, 1, 1, false, false);
        return CompletableFuture.completedFuture(
            new Why.Open(
                pid, 0, left, 1, 1, 0, contract, closedBy, null, Map.of(), false, Why.Held.NONE));
      }
      Why now = new Why.UnderWay(pid, "it waits");
      Why.Fate before = new Why.Shipped(1, "log\u200f:4", "ok\u202e", "contract", 2, null);
      return CompletableFuture.completedFuture(
          pid.equals(TURNED) ? new Why.Again(now, List.of(before), "out") : now);
    }

    @Override
    public CompletionStage<Verdict> act(String pid, List<String> parts, Action action) {
      return CompletableFuture.completedFuture(new Verdict(true, "as you wish"));
    }

    @Override
    public CompletionStage<List<WorkerNote>> leading(Kind kind) {
      return CompletableFuture.completedFuture(List.of(note(TURNED), note("abcdef"), note(BROKEN)));
    }

    private static WorkerNote note(String pid) {
      return new WorkerNote(pid, 0, Duration.ofSeconds(1), 1, 1, 1, false);
    }
  }
}
