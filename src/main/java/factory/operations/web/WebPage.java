package factory.operations.web;

import factory.operations.Console;
import factory.operations.Desk;
import factory.operations.History;
import factory.operations.Snapshot;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.IncomingConnection;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.ThrottleMode;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web page, which shows what Ops shows. A port that is taken is said in one line, and the
 * factory goes on without a page.
 *
 * <p>Connections are taken at a limited pace and number, see {@link Places}; one that sends no
 * request for {@link #FIRST_REQUEST} is closed, so that slow visitors do not keep others out.
 */
public final class WebPage implements Console {
  /** Most bytes of an address that is asked for; {@code max-uri-length} of its server. */
  public static final int LONGEST_ADDRESS = 8 * 1024;

  /** How long a connection may take to ask for something. */
  static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

  /**
   * To take a connection costs less than an answer, and a crowd that is at once refused comes again
   * at once: a probe stands in one row with it. As many as there are places come at once.
   */
  private static final int CONNECTIONS_FOR_A_REQUEST = 2;

  /** Connections that have lost their place and are not gone yet. */
  private static final int LEAVING = 64;

  /**
   * How long open pages are waited for at the end; less than Ops waits for all that is shown, and
   * by more than two ticks of the page's scheduler, 100 ms each.
   */
  private static final Duration FAREWELL = Duration.ofMillis(1_500);

  private static final Logger LOG = LoggerFactory.getLogger(WebPage.class);

  private final WebSettings settings;
  private final History history;
  private final InstantSource clock;
  private final boolean lingers;
  private final ActorSystem<?> system;
  private final Materializer materializer;
  private final Metrics metrics = new Metrics();
  private final Streams streams;
  private final Places places;
  private final Site site;
  private final CompletionStage<ServerBinding> binding;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Begins to listen; returns before it does.
   *
   * @param watched whose page it is
   * @param history is shown and not written
   * @param system the page's own; terminated by {@link #close}
   */
  public static WebPage open(
      WebSettings settings,
      Watched watched,
      History history,
      InstantSource clock,
      ActorSystem<?> system) {
    return new WebPage(settings, watched, history, clock, system);
  }

  /**
   * A factory.
   *
   * @param name its name
   * @param every how often Ops shows it
   * @param lingers whether its last state stays for as long as the process does
   */
  public record Watched(String name, Duration every, boolean lingers) {}

  private WebPage(
      WebSettings settings,
      Watched watched,
      History history,
      InstantSource clock,
      ActorSystem<?> system) {
    this.settings = settings;
    this.history = history;
    this.clock = clock;
    this.lingers = watched.lingers();
    this.system = system;
    this.materializer = Materializer.createMaterializer(system);
    this.streams = new Streams(settings.maxStreams(), materializer);
    this.places = new Places(settings.maxConnections());
    Health health = new Health(watched.name(), watched.every(), clock);
    this.site = new Site(settings, health, history, System::nanoTime, streams, materializer);
    this.binding = listen();
  }

  private CompletionStage<ServerBinding> listen() {
    CompletionStage<ServerBinding> listening =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .connectionSource()
            .throttle(
                settings.maxRequests() * CONNECTIONS_FOR_A_REQUEST,
                Duration.ofSeconds(1),
                settings.maxConnections(),
                ThrottleMode.shaping())
            .mapAsyncUnordered(settings.maxConnections() + LEAVING, this::serve)
            .toMat(Sink.ignore(), Keep.left())
            .run(materializer);
    return listening.whenComplete(
        (bound, failure) -> {
          if (failure == null) {
            int port = bound.localAddress().getPort();
            String token = settings.token() == null ? "" : " (asks for the token)";
            LOG.info("page at http://{}:{}/{}", shown(settings.host()), port, token);
            warnOfStrangers();
          } else {
            notListening(failure);
          }
        });
  }

  /** Names of others mean a proxy, and whoever comes by that comes from this machine. */
  private void warnOfStrangers() {
    List<String> others =
        settings.hosts().stream().filter(name -> !WebSettings.isLoopback(name)).toList();
    if (settings.token() == null && !others.isEmpty()) {
      LOG.warn(
          "the page may be asked for as {} (factory.operations.web.hosts) and has no token: whoever"
              + " comes by a proxy may look and act unless the proxy asks who it is; set"
              + " factory.operations.web.token",
          String.join(", ", others));
    }
  }

  private CompletionStage<Done> serve(IncomingConnection connection) {
    Visit visit = places.enter();
    // No stream's own time-out: the library takes that for a failure, and answers 500 to nothing.
    Cancellable silence =
        system
            .scheduler()
            .scheduleOnce(FIRST_REQUEST, visit::leaveIfSilent, system.executionContext());
    Flow<HttpRequest, HttpResponse, CompletionStage<Done>> flow =
        Flow.of(HttpRequest.class)
            .mapAsync(
                1,
                request -> {
                  request
                      .getHeader(TimeoutAccess.class)
                      .ifPresent(time -> time.timeoutAccess().updateHandler(late -> Site.TOO_LATE));
                  silence.cancel();
                  return site.answer(request, visit);
                })
            .map(visit::gets)
            .via(visit.door().flow())
            .watchTermination(Keep.right());
    return connection
        .handleWith(flow, materializer)
        .handle(
            (done, failure) -> {
              silence.cancel();
              visit.over();
              return Done.done();
            });
  }

  private void notListening(Throwable failure) {
    boolean taken = false;
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      taken |= cause instanceof BindException && isTaken(cause);
      last = cause;
    }
    if (taken) {
      LOG.warn(
          "no web page: port {} of {} is taken; set factory.operations.web.port to another, or 0"
              + " for any that is free. The factory goes on",
          settings.port(),
          settings.host());
    } else {
      LOG.warn(
          "no web page: cannot listen at {}:{} ({}); see factory.operations.web.host and port. The"
              + " factory goes on",
          settings.host(),
          settings.port(),
          last.getMessage());
    }
    system.terminate();
  }

  private static boolean isTaken(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("in use");
  }

  /** Whom pids are asked about. */
  public void ask(Desk desk) {
    site.ask(desk);
  }

  /** The port that is listened at; fails if there is none. */
  public CompletionStage<Integer> port() {
    return binding.thenApply(bound -> bound.localAddress().getPort());
  }

  /** Written here only if a page is open; others write what they ask for on the page's threads. */
  @Override
  public void show(Snapshot snapshot) {
    Edition edition = new Edition(snapshot, clock.instant(), history, metrics);
    site.show(edition);
    if (!streams.isEmpty()) {
      streams.tell(edition.state());
    }
  }

  @Override
  public void close(Runnable done) {
    if (!closed.compareAndSet(false, true)) {
      done.run();
      return;
    }
    if (stays()) {
      site.end();
      streams.end();
      done.run();
      return;
    }
    streams.close();
    CompletionStage<Object> end =
        binding
            .thenCompose(bound -> bound.terminate(FAREWELL))
            .handle((terminated, failure) -> NotUsed.getInstance());
    end.whenComplete(
        (ended, unused) -> {
          system.terminate();
          done.run();
        });
  }

  /** Whether it is there after its end. */
  public boolean stays() {
    return lingers && !binding.toCompletableFuture().isCompletedExceptionally();
  }

  /** Completes after this time; before it where there turns out to be no page. */
  public CompletionStage<Void> stay(Duration time) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    binding.whenComplete(
        (bound, failure) -> {
          if (failure != null) {
            end.complete(null);
          }
        });
    return end.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** As a browser wants it. */
  private static String shown(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
