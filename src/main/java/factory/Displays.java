package factory;

import com.typesafe.config.Config;
import factory.operations.Console;
import factory.operations.Consoles;
import factory.operations.Desk;
import factory.operations.History;
import factory.operations.Recorder;
import factory.operations.Snapshot;
import factory.operations.web.Report;
import factory.operations.web.WebPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything on which a user sees the plant: the console, the web page, the report at the end. */
final class Displays {
  private static final Logger LOG = LoggerFactory.getLogger(Displays.class);

  private final Console console;
  private final Recorder recorder;
  private final History wholeRun;
  private final @Nullable WebPage page;
  private final @Nullable Path report;
  private final Duration linger;

  private Displays(FactorySettings settings, Config config) {
    WatchingSettings watching = settings.watching();
    linger = watching.linger();
    InstantSource clock = InstantSource.system();
    History history = new History(watching.keep(), watching.every());
    wholeRun = History.ofWholeRun(watching.every());
    recorder = new Recorder(List.of(history, wholeRun), clock);
    page =
        watching.web().enabled()
            ? WebPage.open(
                watching.web(),
                new WebPage.Watched(
                    settings.name(), settings.operations().every(), !linger.isZero()),
                history,
                clock,
                system(config))
            : null;
    report = watching.report();
    List<Console> all = new ArrayList<>();
    all.add(Console.open(settings.operations().console()));
    all.add(recorder); // before the page, which shows what it has written
    if (page != null) {
      all.add(page);
    }
    console = new Consoles(all);
  }

  /** Opens what the settings ask for. */
  static Displays open(FactorySettings settings, Config config) {
    return new Displays(settings, config);
  }

  /** An actor system with few threads, see {@code web-page} in {@code application.conf}. */
  private static ActorSystem<Void> system(Config config) {
    return ActorSystem.create(
        Behaviors.empty(), "web-page", config.getConfig("web-page").withFallback(config).resolve());
  }

  /** All of them. */
  Console console() {
    return console;
  }

  /** Whom the page asks about pids. */
  void ask(Desk desk) {
    if (page != null) {
      page.ask(desk);
    }
  }

  /** Completes when the page has been there for long enough after the end; at once without one. */
  CompletionStage<Void> linger() {
    if (page == null || !page.stays()) {
      return CompletableFuture.completedFuture(null);
    }
    LOG.info("the page stays for {} with the last figures; Ctrl-C ends it", Words.time(linger));
    return page.stay(linger);
  }

  /** Whether {@link #report} has something to write. */
  boolean wantsReport() {
    return report != null;
  }

  /** Writes the report, if one is wanted; what goes wrong with it does not change the run. */
  void report(String account) {
    if (report == null) {
      return;
    }
    Snapshot last = recorder.last();
    if (last == null) {
      LOG.warn("no report in {}: the run was over before anything of it was seen", report);
      return;
    }
    try {
      Report.write(report, account, last, Instant.now(), wholeRun);
      LOG.info("report in {}", report);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn("the report could not be written to {}: {}", report, e.toString());
    }
  }
}
