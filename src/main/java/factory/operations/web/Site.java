package factory.operations.web;

import factory.operations.Desk;
import factory.operations.History;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: who asks for what is sent where it is answered. For any thread.
 *
 * <p>Whoever asks too often waits some seconds for the refusal, so that a crowd that asks again and
 * again at once costs no more than one that is answered.
 */
final class Site {
  private static final Logger LOG = LoggerFactory.getLogger(Site.class);
  private static final long REFUSED_AFTER_SECONDS = 15; // before Pekko's request-timeout
  private static final String HEALTH = "/health/";
  private static final String EVENTS = "text/event-stream";
  private static final String ACT = "/api/act";

  /** What there is beside the page's files. */
  private static final Set<String> PATHS =
      Set.of(
          HEALTH + "live",
          HEALTH + "ready",
          "/metrics",
          "/api/state",
          "/api/history",
          "/api/stream",
          "/api/why",
          "/api/workers",
          ACT);

  private static final String NOTHING_HERE = "there is nothing at this address";
  private static final String WRONG_METHOD = "only GET and HEAD, and POST to " + ACT;

  /** Prometheus asks once in a second at most; a crowd is to cost little. */
  private static final int SCRAPES = 20;

  /** A probe has an answer of a few words; several orchestrators may ask several times a second. */
  private static final int PROBES = 100;

  private static final HttpResponse TOO_MANY =
      Replies.comeBackLater(
          "too many requests; see factory.operations.web.max-requests", REFUSED_AFTER_SECONDS);

  /** For who got no answer in time; without it Pekko says so, in a line of plain text. */
  static final HttpResponse TOO_LATE =
      Replies.refusal(503, "no answer came in time: the machine is busy; ask again in a while");

  /** For who loses the place while asking, however seldom that one asks. */
  static final HttpResponse GO_AWAY =
      Replies.comeBackLater(
              "this connection has lost its place: another one came, or it had said nothing for too"
                  + " long; ask again on a new one; see factory.operations.web.max-connections",
              REFUSED_AFTER_SECONDS)
          .addHeader(Connection.create("close"));

  private final Guard guard;
  private final Assets assets = new Assets();
  private final Health health;
  private final Streams streams;
  private final Questions questions;
  private final RateLimit visits;

  /**
   * Probes have a limit of their own, or a crowd at the page would seem to be the factory's end;
   * and those who scrape have one, or a crowd at the figures would.
   */
  private final RateLimit probes;

  private final RateLimit scrapes;
  private final Materializer materializer;
  private final byte[] noHistory;
  private volatile @Nullable Edition edition;

  Site(
      WebSettings settings,
      Health health,
      History history,
      LongSupplier nanos,
      Streams streams,
      Materializer materializer) {
    this.guard = new Guard(settings);
    this.noHistory = HistoryJson.write(history).getBytes(StandardCharsets.UTF_8);
    this.health = health;
    this.streams = streams;
    this.materializer = materializer;
    this.questions = new Questions(nanos, materializer);
    this.visits = new RateLimit(settings.maxRequests(), nanos);
    this.probes = new RateLimit(PROBES, nanos);
    this.scrapes = new RateLimit(SCRAPES, nanos);
  }

  /** What is shown from now on. */
  void show(Edition latest) {
    edition = latest;
    health.shown(latest.at());
  }

  /** Whom pids are asked about from now on. */
  void ask(Desk desk) {
    questions.ask(desk);
  }

  /** Nothing new will be shown, and nobody can be asked any more. */
  void end() {
    health.end();
    questions.end();
  }

  /**
   * Answers.
   *
   * @param visit who asks; may lose its place while a refusal is held back
   */
  CompletionStage<HttpResponse> answer(HttpRequest request, Visit visit) {
    if (!visit.asks()) {
      return done(GO_AWAY);
    }
    try {
      String path = request.getUri().path();
      if (!limit(path).pass()) {
        return later(visit);
      }
      if (!visit.served()) {
        return done(GO_AWAY);
      }
      CompletionStage<HttpResponse> answer = admitted(request, path, visit);
      return answer.whenComplete(
          (response, failure) -> {
            if (response == null || !response.entity().isChunked()) { // else the page is open
              visit.answered();
            }
          });
    } catch (IllegalArgumentException
        | org.apache.pekko.http.scaladsl.model.IllegalUriException e) {
      visit.answered();
      return done(Replies.refusal(400, "this address cannot be read"));
    } catch (RuntimeException e) {
      visit.answered();
      LOG.warn("the page failed to answer: {}", e.toString(), e);
      return done(Replies.refusal(500, "the page failed; the log says how"));
    }
  }

  private RateLimit limit(String path) {
    return path.startsWith(HEALTH) ? probes : path.equals("/metrics") ? scrapes : visits;
  }

  private CompletionStage<HttpResponse> admitted(HttpRequest request, String path, Visit visit) {
    Refusal refusal = guard.check(request, path.startsWith(HEALTH));
    boolean post = request.method().equals(HttpMethods.POST);
    if (refusal == null && needsToken(path)) {
      refusal = guard.checkToken(request);
    }
    if (refusal != null) {
      return refuse(request, refusal.status(), refusal.text());
    }
    if (post) {
      return act(request, path);
    }
    if (!request.entity().isKnownEmpty()) {
      return refuse(request, 400, "a body is not wanted here");
    }
    boolean get = request.method().equals(HttpMethods.GET);
    if (!get && !request.method().equals(HttpMethods.HEAD)) {
      return wrongMethod(request, path);
    }
    return look(request, path, visit);
  }

  /** The page's files have no figures; a balancer that asks whether it lives has no token. */
  private boolean needsToken(String path) {
    return assets.find(path) == null && !path.startsWith(HEALTH);
  }

  private CompletionStage<HttpResponse> act(HttpRequest request, String path) {
    if (!path.equals(ACT)) {
      return wrongMethod(request, path);
    }
    Refusal refusal = guard.checkAction(request);
    return refusal == null
        ? questions.act(request)
        : refuse(request, refusal.status(), refusal.text());
  }

  private CompletionStage<HttpResponse> look(HttpRequest request, String path, Visit visit) {
    Assets.Asset asset = assets.find(path);
    if (asset != null) {
      return done(file(request, asset));
    }
    Edition latest = edition;
    return switch (path) {
      case "/health/live" -> done(health.live());
      case "/health/ready" -> done(health.ready(latest));
      case "/metrics" ->
          done(latest == null ? tooEarly() : Replies.of(200, Metrics.TYPE, latest.metrics()));
      case "/api/state" ->
          done(latest == null ? tooEarly() : Replies.of(200, Replies.JSON, latest.stateBytes()));
      case "/api/history" ->
          done(Replies.of(200, Replies.JSON, latest == null ? noHistory : latest.history()));
      case "/api/stream" -> done(stream(request, latest, visit));
      case "/api/why" -> asked(request, "pid", questions::why);
      case ACT -> wrongMethod(request, path);
      case "/api/workers" -> asked(request, "by", questions::leading);
      default -> done(Replies.refusal(404, NOTHING_HERE));
    };
  }

  private static CompletionStage<HttpResponse> asked(
      HttpRequest request, String name, Function<String, CompletionStage<HttpResponse>> question) {
    String value;
    try {
      value = Asked.once(request.getUri(), name);
    } catch (IllegalArgumentException e) {
      return done(Replies.refusal(400, String.valueOf(e.getMessage())));
    }
    return question.apply(value);
  }

  private static HttpResponse file(HttpRequest request, Assets.Asset asset) {
    String tag = '"' + asset.tag() + '"';
    boolean known =
        request.getHeader("If-None-Match").map(h -> h.value().contains(tag)).orElse(false);
    HttpResponse response =
        known
            ? Replies.kept(304)
            : Replies.kept(200)
                .withEntity(HttpEntities.create(Replies.type(asset.type()), asset.bytes()));
    return response.addHeader(RawHeader.create("ETag", tag));
  }

  private static HttpResponse tooEarly() {
    return Replies.refusal(503, "the departments have not reported yet");
  }

  private HttpResponse stream(HttpRequest request, @Nullable Edition latest, Visit visit) {
    if (request.method().equals(HttpMethods.HEAD)) {
      return Replies.bare(200).withEntity(HttpEntities.create(Replies.type(EVENTS), new byte[0]));
    }
    Source<ByteString, NotUsed> events =
        streams.open(latest == null ? null : latest.state(), visit.end());
    return events == null
        ? Replies.refusal(503, "too many pages are open; see factory.operations.web.max-streams")
        : Replies.bare(200).withEntity(HttpEntities.createChunked(Replies.type(EVENTS), events));
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, int status, String text) {
    request.entity().getDataBytes().runWith(Sink.cancelled(), materializer);
    HttpResponse response = Replies.refusal(status, text);
    return done(
        status == 401
            ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer"))
            : response);
  }

  private CompletionStage<HttpResponse> wrongMethod(HttpRequest request, String path) {
    if (!PATHS.contains(path) && assets.find(path) == null) {
      return refuse(request, 404, NOTHING_HERE);
    }
    String allowed = path.equals(ACT) ? "POST" : "GET, HEAD";
    return refuse(request, 405, WRONG_METHOD)
        .thenApply(response -> response.addHeader(RawHeader.create("Allow", allowed)));
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private static CompletionStage<HttpResponse> later(Visit visit) {
    CompletableFuture<HttpResponse> refusal = new CompletableFuture<>();
    visit.waitsFor(refusal);
    return refusal
        .completeOnTimeout(TOO_MANY, REFUSED_AFTER_SECONDS, TimeUnit.SECONDS)
        .whenComplete((response, failure) -> visit.answered());
  }
}
