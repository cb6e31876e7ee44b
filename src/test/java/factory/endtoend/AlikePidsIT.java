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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pids of two parts that are written as the same text: command, API and page tell them apart. */
class AlikePidsIT {
  @TempDir Path folder;

  @Test
  void eachIsShownForItselfAndTheOneThatIsMeantIsClosed() throws Exception {
    try (Jar factory = start()) {
      String url = bothOpen(factory);
      assertThat(why(url))
          .containsSubsequence(
              "client 'a', agent 'b c'",
              "pid a b c: open in workshop ",
              "client 'a b', agent 'c'",
              "pid a b c: open in workshop ",
              "earlier    shipment 1 of ",
              "closed by complete");
      assertThat(close(url, "")).contains("2 pids are written so: say by its parts");
      assertThat(close(url, ",\"parts\":[\"a b\",\"c\"]")).contains("\"done\":true");
      factory.until(() -> Files.exists(folder.resolve("out/shipment-00000002")), "it is shipped");
      assertThat(why(url)).doesNotContain("pids are written so").contains("agent = b c");
      factory.stdin().close();
      assertThat(factory.end().withCode(0).balances().err())
          .anyMatch(line -> line.contains("by hand, not done: close pid [a b c]: 2 pids"))
          .anyMatch(line -> line.contains("by hand: close pid [a b c]: it is closed"));
    }
  }

  private Jar start() throws IOException {
    return Page.order(folder)
        .set("source.kind=stdin", "source.pid=[client,agent]", "contract.term=1 h")
        .set("blueprint.kind=merge", "blueprint.complete-when=\"material.end = 1\"")
        .set("transportation.driver.every=200 ms", "workshops=2")
        .start();
  }

  /** Ships one of them, and sends a record of each; where the factory may be asked. */
  private String bothOpen(Jar factory) throws Exception {
    record(factory, "a", "b c", ",\"end\":1");
    factory.until(() -> Files.exists(folder.resolve("out/shipment-00000001")), "it is shipped");
    record(factory, "a", "b c", "");
    record(factory, "a b", "c", "");
    String url = url(factory);
    factory.until(() -> why(url).contains("2 pids are written so"), "both are open");
    return url;
  }

  @Test
  void thePageNamesThePartsOfEach() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    try (Jar factory = start();
        Browser browser = Browser.start(folder.resolve("profile"))) {
      browser.window(1280, 900, false).open(bothOpen(factory) + "/");
      browser.until("document.querySelector('#link').textContent === 'live'");
      browser.eval(
          "(document.querySelector('#pid').value = 'a b c', document.querySelector('#why-form').requestSubmit())");
      browser.until("document.querySelectorAll('.alike').length === 2");
      assertThat(browser.text("#why-answer"))
          .contains("a b c: 2 pids are written so", "client “a”, agent “b c”", "Earlier");
      browser.eval("document.querySelectorAll('[data-action=close]')[1].click()");
      browser.until("document.querySelector('#confirm').open");
      assertThat(browser.text("#confirm-text")).contains("client “a b”, agent “c”");
      assertThat(browser.errors()).isEmpty();
    }
  }

  private String why(String url) {
    return FactoryProcess.run(folder, "why", "a b c", "--url", url).exitedWith(0).out();
  }

  private static String close(String url, String parts) throws Exception {
    HttpRequest order =
        HttpRequest.newBuilder(URI.create(url + "/api/act"))
            .header("X-Factory-Action", "1")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"pid\":\"a b c\",\"action\":\"close\"" + parts + "}"))
            .build();
    return HttpClient.newHttpClient().send(order, BodyHandlers.ofString()).body();
  }

  private static void record(Jar factory, String client, String agent, String more)
      throws IOException {
    String line = "{\"client\":\"%s\",\"agent\":\"%s\"%s}\n".formatted(client, agent, more);
    factory.stdin().write(line.getBytes(StandardCharsets.UTF_8));
    factory.stdin().flush();
  }

  private static String url(Jar factory) throws InterruptedException {
    return Page.address(factory).replaceFirst("/$", "");
  }
}
