package factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.SlowedPlant.Slow;
import factory.endtoend.Browser;
import factory.operations.Consoles;
import factory.operations.History;
import factory.operations.Recorder;
import factory.operations.web.WebPage;
import factory.operations.web.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One stage after the other of a running factory is slowed, and the page in headless Chromium says
 * which: in words, in the picture of the flow, and as an alarm. Pictures are left in {@code
 * target/pictures}.
 */
final class SlowStagePageIT {
  private static final Path PICTURES = Path.of("target/pictures");

  @TempDir private Path profile;

  @Test
  void thePageNamesTheStageThatIsSlowed() throws Exception {
    assumeTrue(
        Browser.installed().isPresent(), "no Chromium is installed to look at the page with");
    Files.createDirectories(PICTURES);
    History history = new History(Duration.ofMinutes(15), Duration.ofMillis(100));
    Recorder recorder = new Recorder(List.of(history), InstantSource.system());
    WebPage page = page(history);
    try (SlowedPlant plant =
            new SlowedPlant(Slow.BLUEPRINT, new Consoles(List.of(recorder, page)));
        Browser browser = Browser.start(profile)) {
      int port = page.port().toCompletableFuture().get(60, TimeUnit.SECONDS);
      browser.window(1280, 900, false).open("http://127.0.0.1:" + port + "/");
      named(browser, Slow.BLUEPRINT, "workshop(s| 0| 1)\\. workers have ", "Workshops");
      plant.slow(Slow.STEVEDORE);
      named(browser, Slow.STEVEDORE, "stevedores\\. ", "Transportation line");
      plant.slow(Slow.DESTINATION);
      named(browser, Slow.DESTINATION, "driver\\. shipment ", "Destination");
      assertThat(browser.eval("document.querySelector('#alarm-history').textContent"))
          .as("those that are over")
          .contains(Slow.BLUEPRINT.alarm(), Slow.STEVEDORE.alarm());
      assertThat(browser.errors()).isEmpty();
      assertThat(plant.stop().account().balances()).isTrue();
    }
  }

  private static WebPage page(History history) {
    Config config = ConfigFactory.load();
    return WebPage.open(
        new WebSettings(true, "127.0.0.1", 0, null, List.of(), 256, 4, 200),
        new WebPage.Watched("slowed", Duration.ofMillis(100), false),
        history,
        InstantSource.system(),
        ActorSystem.create(
            Behaviors.empty(),
            "slow-stage-page",
            config.getConfig("web-page").withFallback(config).resolve()));
  }

  /** All three ways of naming it, in the same moment. */
  private static void named(Browser browser, Slow slow, String words, String station)
      throws Exception {
    browser.until(
        "new RegExp("
            + Browser.quoted("^Who is slowing us\\? " + words)
            + ").test(document.querySelector('#slow.held').innerText) && [...document.querySelectorAll('.station.held h3')].map(h => h.firstChild.data).join() === "
            + Browser.quoted(station)
            + " && [...document.querySelectorAll('#alarms li span')].filter(s => s.innerText.startsWith('bottleneck/')).map(s => s.innerText.split(',')[0]).join() === "
            + Browser.quoted(slow.alarm()));
    browser.picture(
        PICTURES.resolve("slow-" + station.split(" ")[0].toLowerCase(Locale.ROOT) + ".png"));
  }
}
