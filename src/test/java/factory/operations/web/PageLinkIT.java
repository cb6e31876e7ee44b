package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import factory.endtoend.Browser;
import factory.operations.History;
import factory.operations.PlantPictures;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of its link, with events that a test sends as it likes. */
final class PageLinkIT {
  private static final String END = "event: end\ndata: {}\n\n";

  /** Ends the events; without {@link #END} before it, as a process that is killed does. */
  private static final String CUT = "";

  private static final String ANEW =
      "The factory was started anew since this was asked; ask again.";

  private final Assets assets = new Assets();
  private final History history = new History(Duration.ofMinutes(1), Duration.ofSeconds(1));
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger(1);
  private volatile boolean away;

  @TempDir private Path profile;

  @Test
  void anEndIsAnEndAndOfTheNextFactoryItIsSaidThatItIsLost() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    try (Browser browser = Browser.start(profile)) {
      events.add("event: state\ndata: {broken\n\n"); // it costs itself, not those behind it
      events.add(state().replace("demonstration", "demon\u2028stration"));
      browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      browser.until("document.querySelector('#link').textContent === 'live'");
      browser.until("document.querySelectorAll('#charts canvas').length > 0"); // refused at first
      anOlderAnswerIsNotShownInPlaceOfANewerOne(browser);
      browser.eval(
          "(window.tries = 0, window.real = window.fetch, window.fetch = (...a) => { window.tries++; return window.real(...a); })");
      away = true;
      events.add(END);
      browser.until("document.querySelector('#link').textContent === 'ended'");
      ask(browser, "any");
      browser.until("document.querySelector('.answer.bad')");
      assertThat(browser.text("#why-answer p")).isEqualTo("The factory has ended.");
      browser.eval("(window.tries = 0)");
      events.add(CUT);
      browser.until("window.tries > 1");
      assertThat(browser.text("#link")).as("it is not lost").isEqualTo("ended");
      away = false;
      events.add(state());
      browser.until("document.querySelector('#link').textContent === 'live'");
      onlyOfAnotherRunIsSaidThatTheAnswerIsOld(browser);
      away = true;
      events.add(CUT);
      browser.until("document.querySelector('#link').textContent === 'connection lost'");
    } finally {
      events.add(CUT);
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private void onlyOfAnotherRunIsSaidThatTheAnswerIsOld(Browser browser) throws Exception {
    assertThat(browser.text("#why-answer")).as("of another name").isEqualTo(ANEW);
    assertThat(browser.eval("document.querySelector('#leading').hidden")).isEqualTo("true");
    begin(browser, state().replace("the disk is slow", "the disk is slower"), "slower");
    assertThat(browser.text(".answer p")).as("the same").contains("status 404");
    begin(
        browser,
        state()
            .replace("the disk is slow", "it begins later")
            .replaceAll("(\"started\":\"2026-03-02T)[0-9:.]+", "$108:30:00"),
        "begins later");
    assertThat(browser.text("#why-answer")).isEqualTo(ANEW);
    begin(
        browser,
        state()
            .replace("the disk is slow", "it is young")
            .replaceAll("(\"runningSeconds\":)[0-9.]+", "$11.5"),
        "is young");
    assertThat(browser.text("#why-answer")).isEqualTo(ANEW);
  }

  /** A pid is asked for; then the events end, and others begin, with this state. */
  private void begin(Browser browser, String state, String bottleneck) throws Exception {
    ask(browser, "any");
    browser.until("document.querySelector('.answer.bad')");
    events.add(CUT);
    events.add(state);
    browser.until("document.querySelector('#slow').innerText.includes('" + bottleneck + "')");
  }

  private static void anOlderAnswerIsNotShownInPlaceOfANewerOne(Browser browser) throws Exception {
    // Their text is there at once, so that the page is done with an answer before the next command
    browser.eval(
        "(window.own = window.fetch, window.fetch = () => new Promise(done => window.answers.push("
            + "body => done(Object.assign(new Response(), {json: async () => body})))), 0)");
    ofTwoQuestions(browser);
    ofTwoLists(browser);
    ofAnActionAndAQuestion(browser);
    browser.eval("(window.fetch = window.own, 0)");
  }

  private static void ofTwoQuestions(Browser browser) throws Exception {
    browser.eval("(window.answers = [], 0)");
    ask(browser, "first");
    ask(browser, "second");
    answer(browser, 1, underWay("second"));
    answer(browser, 0, underWay("first"));
    browser.until("document.querySelector('#why-answer h3').textContent.includes('under way')");
    assertThat(browser.text("#why-answer h3")).contains("second");
  }

  private static void ofTwoLists(Browser browser) throws Exception {
    browser.eval(
        "(window.answers = [], ['oldest', 'hottest'].forEach(by =>"
            + " document.querySelector('[data-by=' + by + ']').click()), 0)");
    String worker =
        "[{pid: '%s', workshop: 0, hiredForSeconds: 1, materials: 1, bytes: 1, perSecond: 1, parked: false}]";
    answer(browser, 1, worker.formatted("the hottest"));
    answer(browser, 0, worker.formatted("the oldest"));
    browser.until("!document.querySelector('#leading').hidden");
    assertThat(browser.text("#leading tbody")).contains("the hottest").doesNotContain("the oldest");
    assertThat(browser.eval("document.querySelector('[aria-pressed=true]').dataset.by"))
        .isEqualTo("hottest");
  }

  private static void ofAnActionAndAQuestion(Browser browser) throws Exception {
    browser.eval("(window.answers = [], 0)");
    ask(browser, "closed");
    answer(
        browser,
        0,
        "{pid: 'closed', state: 'open', workshop: 0, hiredForSeconds: 1, materials: 1, bytes: 1,"
            + " finished: 0, contract: {clock: 'wall', termSeconds: 2, leftSeconds: 1},"
            + " closedBy: [], missing: [], fields: {}, cut: false, held: {count: 0, spans: []}}");
    browser.until("document.querySelector('[data-action=close]')");
    browser.eval("document.querySelector('[data-action=close]').click()");
    browser.until("document.querySelector('#confirm').open");
    browser.eval("document.querySelector('#confirm button[value=yes]').click()");
    browser.until("window.answers.length === 2");
    ask(browser, "later");
    answer(browser, 2, underWay("later"));
    answer(browser, 1, "{done: true, text: 'it is closed'}");
    browser.until("document.querySelector('#why-answer h3').textContent.includes('under way')");
    assertThat(browser.text("#why-answer")).contains("later").doesNotContain("it is closed");
  }

  private static void ask(Browser browser, String pid) {
    browser.eval(
        "(document.querySelector('#pid').value = "
            + Browser.quoted(pid)
            + ", document.querySelector('#why-form').requestSubmit(), 0)");
  }

  private static String underWay(String pid) {
    return "{pid: '%s', state: 'under-way', text: 'on a line'}".formatted(pid);
  }

  /** Answers the fetch of this number, as counted from the first that was made to wait. */
  private static void answer(Browser browser, int number, String body) {
    browser.eval("(window.answers[" + number + "](" + body + "), 0)");
  }

  private static String state() {
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    return "event: state\ndata: " + StateJson.write(PlantPictures.busy(), now, null) + "\n\n";
  }

  private void answer(HttpExchange asked) throws IOException {
    try (asked) {
      String path = asked.getRequestURI().getPath();
      Assets.Asset asset = assets.find(path);
      if (asset != null) {
        asked.getResponseHeaders().set("Content-Type", asset.type());
        send(asked, asset.bytes());
      } else if (path.equals("/api/history") && refusals.getAndDecrement() > 0) {
        asked.sendResponseHeaders(429, -1);
      } else if (path.equals("/api/history")) {
        send(asked, HistoryJson.write(history).getBytes(StandardCharsets.UTF_8));
      } else if (path.equals("/api/why") && !away) {
        asked.sendResponseHeaders(404, -1);
      } else if (!away) {
        stream(asked);
      } // else it is closed without a word
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange asked, byte[] bytes) throws IOException {
    asked.sendResponseHeaders(200, bytes.length);
    asked.getResponseBody().write(bytes);
  }

  private void stream(HttpExchange asked) throws IOException, InterruptedException {
    asked.sendResponseHeaders(200, 0);
    OutputStream body = asked.getResponseBody();
    for (String event = events.take(); !event.equals(CUT); event = events.take()) {
      body.write(event.getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
  }
}
