package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import factory.endtoend.Browser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that asks for a token, in headless Chromium. */
final class PageTokenIT {
  private static final String TOKEN = "0123456789abcdef";
  private static final String NOTE = "document.querySelector('#token-note').textContent";
  private static final String LINK = "document.querySelector('#link').textContent";

  @TempDir private Path profile;

  @Test
  void whoKnowsTheTokenFollowsOnceAndIsLedByTheLinksToo() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    WebPage page = TestPage.open(TestPage.settings(TOKEN, List.of(), 100, 10, 1_000));
    int port = TestPage.port(page);
    try (Browser browser = Browser.start(profile)) {
      browser.open("http://127.0.0.1:" + port + "/").until(LINK + " === 'token needed'");
      assertThat(browser.eval(NOTE)).isEmpty();
      give(browser, "wei\u00df-ich-nicht-\u4e16");
      browser.until(NOTE + ".startsWith('A token has visible ASCII characters only')");
      give(browser, "0123456789abcdeF");
      browser.until(NOTE + ".startsWith('That is not the token')");
      browser.eval(
          "(window.followers = 0, window.real = window.fetch, window.fetch = (path, options) => {"
              + " if (path === 'api/stream') { window.followers++;"
              + " options.signal.addEventListener('abort', () => window.followers--); }"
              + " return window.real(path, options); })");
      give(browser, TOKEN);
      give(browser, TOKEN); // somebody is impatient
      browser.until(LINK + " === 'live' && document.querySelector('#token-form').hidden");
      assertThat(browser.eval("window.followers")).as("followers").isEqualTo("1");
      browser.eval("document.querySelector('footer a[href=metrics]').click()");
      browser.until("document.body.innerText.includes('factory_materials_bought_total')");
    } finally {
      page.close(() -> {});
    }
  }

  private static void give(Browser browser, String token) {
    browser.eval(
        "(document.querySelector('#token').value = "
            + Browser.quoted(token)
            + ", document.querySelector('#token-form').requestSubmit())");
  }
}
