package factory.operations.web;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.operations.History;
import factory.operations.PlantPictures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Pages without a factory, as tests ask them; each with an actor system of its own. */
final class TestPage {
  private TestPage() {}

  /** Settings of a page at any port that is free. */
  static WebSettings settings(
      @Nullable String token,
      List<String> hosts,
      int maxConnections,
      int maxStreams,
      int maxRequests) {
    return new WebSettings(
        true, "127.0.0.1", 0, token, hosts, maxConnections, maxStreams, maxRequests);
  }

  /** A page that shows a busy factory. */
  static WebPage open(WebSettings settings) {
    return open(settings, "", false);
  }

  /**
   * The same with other settings of its server.
   *
   * @param lingers whether it stays when it is closed
   */
  static WebPage open(WebSettings settings, String server, boolean lingers) {
    Config config = ConfigFactory.parseString(server).withFallback(ConfigFactory.load());
    WebPage page =
        WebPage.open(
            settings,
            new WebPage.Watched("orders", Duration.ofSeconds(1), lingers),
            new History(Duration.ofMinutes(1), Duration.ofSeconds(1)),
            InstantSource.fixed(Instant.EPOCH), // a state that is shown once stays new
            ActorSystem.create(
                Behaviors.empty(),
                "web-page-test",
                config.getConfig("web-page").withFallback(config).resolve()));
    page.show(PlantPictures.busy());
    return page;
  }

  /** Where it listens, once it does. */
  static int port(WebPage page) {
    return page.port().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
