package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.History;
import factory.operations.PlantPictures;
import factory.operations.Snapshot;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who is answered what, without a network between. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteTest {
  private static final String TOKEN = "correct-horse-battery";
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private final History history = new History(Duration.ofMinutes(1), Duration.ofSeconds(1));
  private ActorSystem<Void> system;
  private Materializer materializer;

  /** Of the limits: no time passes in which whoever comes too often would come less often. */
  private long nanos;

  @BeforeAll
  void start() {
    system = ActorSystem.create(Behaviors.empty(), "site-test");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterAll
  void stop() {
    system.terminate();
  }

  private Site site(String host, String token, int maxRequests) {
    return new Site(
        new WebSettings(true, host, 8080, token, List.of(), 10, 10, maxRequests),
        new Health("orders", Duration.ofSeconds(1), () -> START),
        history,
        () -> nanos,
        new Streams(10, materializer),
        materializer);
  }

  private Site local() {
    return site("127.0.0.1", null, 1_000);
  }

  private void show(Site site, Snapshot snapshot) {
    site.show(new Edition(snapshot, START, history, new Metrics()));
  }

  private static CompletableFuture<HttpResponse> ask(Site site, HttpRequest request) {
    return ask(site, request, new Places(1).enter());
  }

  private static CompletableFuture<HttpResponse> ask(Site site, HttpRequest request, Visit visit) {
    return site.answer(request.addHeader(RawHeader.create("Host", "localhost")), visit)
        .toCompletableFuture();
  }

  private static int status(Site site, HttpRequest request) {
    return ask(site, request).orTimeout(30, TimeUnit.SECONDS).join().status().intValue();
  }

  private static int status(Site site, String path) {
    return status(site, HttpRequest.GET(path));
  }

  // ---- health ----

  @Test
  void aFactoryIsReadyFromItsFirstReportsToTheEndOfItsWorkshops() {
    Site site = local();
    assertThat(status(site, "/health/ready")).isEqualTo(503);
    assertThat(status(site, "/metrics")).as("nothing to say").isEqualTo(503);
    assertThat(status(site, "/api/state")).isEqualTo(503);
    show(site, PlantPictures.busy());
    assertThat(status(site, "/health/ready")).isEqualTo(200);
    assertThat(status(site, "/metrics")).isEqualTo(200);
    show(site, PlantPictures.ended());
    assertThat(status(site, "/health/ready")).isEqualTo(503);
    assertThat(status(site, "/metrics")).as("the last figures").isEqualTo(200);
  }

  // ---- methods ----

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/state, 'GET, HEAD'",
    "POST, /api/state, 'GET, HEAD'",
    "GET, /api/act, POST",
    "HEAD, /api/act, POST",
    "PUT, /api/act, POST"
  })
  void aMethodThatIsNotAllowedIsAnsweredWithThoseThatAre(
      String method, String path, String allowed) {
    HttpRequest request =
        HttpRequest.create(path).withMethod(HttpMethods.lookup(method).orElseThrow());
    HttpResponse response = ask(local(), request).orTimeout(30, TimeUnit.SECONDS).join();
    assertThat(response.status().intValue()).isEqualTo(405);
    assertThat(response.getHeader("Allow")).map(header -> header.value()).contains(allowed);
  }

  @ParameterizedTest
  @CsvSource({"GET", "HEAD", "POST", "PUT", "DELETE"})
  void whereThereIsNothingThereIsNothingForAnyMethod(String method) {
    for (String path : List.of("/no-such", "/api", "/health/", "/health/dead")) {
      HttpRequest request =
          HttpRequest.create(path).withMethod(HttpMethods.lookup(method).orElseThrow());
      assertThat(status(local(), request)).as(path).isEqualTo(404);
    }
  }

  // ---- the token ----

  @ParameterizedTest
  @CsvSource({
    "/api/state, 401",
    "/api/history, 401",
    "/api/stream, 401",
    "/api/why?pid=a, 401",
    "/api/workers?by=oldest, 401",
    "/metrics, 401",
    "/no-such, 401",
    "/, 200",
    "/page.js, 200",
    "/health/live, 200",
    "/health/ready, 200"
  })
  void withATokenOnlyThePagesFilesAndHealthAreForEveryone(String path, int without) {
    Site site = site("0.0.0.0", TOKEN, 1_000);
    site.ask(new PaperDesk(CompletableFuture.completedFuture(new Why.Unknown("a", true, ""))));
    show(site, PlantPictures.busy());
    assertThat(status(site, path)).isEqualTo(without);
    int with = path.equals("/no-such") ? 404 : 200;
    assertThat(status(site, withToken(HttpRequest.GET(path)))).isEqualTo(with);
    assertThat(status(site, HttpRequest.HEAD(path))).isEqualTo(without);
  }

  @Test
  void anActionNeedsTheTokenAsWell() {
    Site site = site("0.0.0.0", TOKEN, 1_000);
    site.ask(new PaperDesk(new CompletableFuture<>()));
    HttpRequest order =
        HttpRequest.POST("/api/act")
            .withEntity("{\"pid\":\"a\",\"action\":\"close\"}")
            .addHeader(RawHeader.create(Guard.ACTION_HEADER, "1"));
    assertThat(status(site, order)).isEqualTo(401);
    assertThat(status(site, withToken(order))).isEqualTo(200);
  }

  @Test
  void theLogNamesThePidThatWasActedOnInOneLineAndWhetherItWasDone() {
    Site site = local();
    site.ask(new PaperDesk(new CompletableFuture<>()));
    Logger logger = (Logger) LoggerFactory.getLogger(Questions.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      assertThat(status(site, close("a\\n\\u001b[2J"))).isEqualTo(200);
      assertThat(status(site, close("nobody\\n"))).isEqualTo(409);
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "by hand: close pid [a??[2J]: as you wish",
            "by hand, not done: close pid [nobody?]: it has no worker");
  }

  private static HttpRequest close(String pid) {
    return HttpRequest.POST("/api/act")
        .withEntity("{\"pid\":\"" + pid + "\",\"action\":\"close\"}")
        .addHeader(RawHeader.create(Guard.ACTION_HEADER, "1"));
  }

  private static HttpRequest withToken(HttpRequest request) {
    return request.addHeader(RawHeader.create("Authorization", "Bearer " + TOKEN));
  }

  // ---- too much ----

  @Test
  void whoeverComesTooOftenWaitsForTheRefusalAndProbesAreAnsweredMeanwhile() {
    Site site = site("127.0.0.1", null, 5);
    for (int i = 0; i < 5; i++) {
      assertThat(status(site, "/page.css")).isEqualTo(200);
    }
    Places places = new Places(2);
    Visit visit = places.enter();
    CompletableFuture<HttpResponse> sixth = ask(site, HttpRequest.GET("/page.css"), visit);
    Visit silent = places.enter();
    assertThat(sixth).isNotDone();
    assertThat(status(site, "/health/live")).isEqualTo(200);
    HttpResponse refusal = sixth.orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(refusal.status().intValue()).isEqualTo(429);
    assertThat(refusal.getHeader("Retry-After")).map(h -> h.value()).contains("15");
    assertThat(words(refusal)).contains("too many requests", "web.max-requests");
    places.enter();
    assertThat(visit.asks()).as("was answered just now").isTrue();
    assertThat(silent.asks()).as("has waited for longer").isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/page.css", "/health/live", "/api/why?pid=a", "/api/stream"})
  void whoHasLostThePlaceIsToldSoAtOnceAndIsNeverLeftWithoutAnAnswer(String path) {
    Site site = local();
    site.ask(new PaperDesk(new CompletableFuture<>()));
    Places places = new Places(1);
    Visit visit = places.enter();
    places.enter();
    assertIsSentAway(ask(site, HttpRequest.GET(path), visit));
  }

  @Test
  void whoLosesThePlaceBetweenAskingAndBeingServedIsToldSo() {
    Places places = new Places(1);
    Visit visit = places.enter();
    assertThat(visit.asks()).isTrue();
    places.enter();
    assertThat(visit.served()).as("as by a site that has come so far").isFalse();
    CompletableFuture<HttpResponse> refusal = new CompletableFuture<>();
    visit.waitsFor(refusal);
    assertIsSentAway(refusal);
    assertThat(isShut(visit)).as("before it has its answer").isFalse();
    HttpResponse answer = visit.gets(HttpResponse.create());
    assertThat(answer.getHeader("Connection")).map(h -> h.value()).contains("close");
    assertThat(visit.gets(answer).getHeaders()).as("said once").hasSize(1);
  }

  @Test
  void whoLosesThePlaceWhileTheRefusalIsHeldBackGetsItAndLeavesWithIt() {
    Site site = site("127.0.0.1", null, 1);
    assertThat(status(site, "/page.css")).isEqualTo(200);
    Places places = new Places(1);
    Visit visit = places.enter();
    CompletableFuture<HttpResponse> refusal = ask(site, HttpRequest.GET("/page.css"), visit);
    assertThat(refusal).isNotDone();
    places.enter();
    assertIsSentAway(refusal);
    assertThat(isShut(visit)).isFalse();
  }

  @Test
  void whoIsBetweenTwoRequestsIsSentAwayWithoutAWord() {
    Places places = new Places(1);
    Visit visit = places.enter();
    assertThat(visit.asks()).isTrue();
    assertThat(visit.gets(HttpResponse.create()).getHeaders()).isEmpty();
    assertThat(isShut(visit)).isFalse();
    places.enter();
    assertThat(isShut(visit)).isTrue();
  }

  @Test
  void aRequestThatComesAsTheSilentAreClosedIsToldSo() {
    Visit silent = new Places(1).enter();
    silent.leaveIfSilent();
    assertThat(isShut(silent)).isTrue();
    assertIsSentAway(ask(local(), HttpRequest.GET("/api/why?pid=a"), silent));
    Visit quick = new Places(1).enter();
    assertThat(quick.asks()).isTrue();
    quick.leaveIfSilent();
    assertThat(isShut(quick)).isFalse();
  }

  private void assertIsSentAway(CompletableFuture<HttpResponse> answer) {
    assertThat(answer).isDone();
    HttpResponse response = answer.join();
    assertThat(response.status().intValue()).isEqualTo(429);
    assertThat(response.getHeader("Connection")).map(h -> h.value()).contains("close");
    assertThat(response.getHeader("Retry-After")).map(h -> h.value()).contains("15");
    assertThat(words(response))
        .contains("lost its place", "web.max-connections")
        .as("it may have asked only once")
        .doesNotContain("too many requests");
  }

  private String words(HttpResponse response) {
    return response
        .entity()
        .toStrict(30_000, materializer)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .getData()
        .utf8String();
  }

  /** Whether nothing goes through any more. */
  private boolean isShut(Visit visit) {
    return Source.single("answer")
        .via(visit.door().flow())
        .runWith(Sink.seq(), materializer)
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/metrics, 20, /health/live", "/health/live, 100, /metrics"})
  void thoseWhoScrapeAndProbesAreLimitedEachByThemselves(String path, int limit, String other) {
    Site site = local();
    show(site, PlantPictures.busy());
    List<CompletableFuture<HttpResponse>> crowd =
        IntStream.range(0, 2_000).mapToObj(i -> ask(site, HttpRequest.GET(path))).toList();
    assertThat(crowd.stream().filter(CompletableFuture::isDone).count()).isEqualTo(limit);
    assertThat(status(site, "/page.css")).isEqualTo(200);
    CompletableFuture<HttpResponse> probe = ask(site, HttpRequest.GET(other));
    assertThat(probe).as("at once").isDone();
    assertThat(probe.join().status().intValue()).isEqualTo(200);
  }

  @Test
  void eventsThatWereAskedForAndNeverReadTakeNoPlaceOnceTheVisitorIsGone() {
    Site site = local();
    Visit visit = new Places(1).enter();
    HttpRequest stream =
        HttpRequest.GET("/api/stream").addHeader(RawHeader.create("Host", "localhost"));
    for (int i = 0; i < 10; i++) { // one after the other on one connection, none is read
      assertThat(site.answer(stream, visit).toCompletableFuture().join().status().intValue())
          .isEqualTo(200);
    }
    assertThat(status(site, "/api/stream")).isEqualTo(503);
    visit.over();
    assertThat(status(site, "/api/stream")).isEqualTo(200);
  }

  @Test
  void onlyAFewQuestionsAreUnderWayAtOnceAndOneMoreIsRefused() {
    Site site = local();
    CompletableFuture<Why> answer = new CompletableFuture<>();
    site.ask(new PaperDesk(answer));
    List<CompletableFuture<HttpResponse>> open =
        IntStream.range(0, 8).mapToObj(i -> ask(site, HttpRequest.GET("/api/why?pid=a"))).toList();
    assertThat(open).noneMatch(CompletableFuture::isDone);
    HttpResponse refusal = ask(site, HttpRequest.GET("/api/why?pid=a")).join();
    assertThat(refusal.status().intValue()).isEqualTo(429);
    assertThat(refusal.getHeader("Retry-After")).map(h -> h.value()).contains("5");
    answer.complete(new Why.Unknown("a", true, ""));
    assertThat(open).allMatch(CompletableFuture::isDone);
    assertThat(status(site, "/api/why?pid=a")).isEqualTo(200);
  }

  @Test
  void onlySoManyQuestionsAreTakenInASecond() {
    Site site = local();
    site.ask(new PaperDesk(CompletableFuture.completedFuture(new Why.Unknown("a", true, ""))));
    assertThat(IntStream.range(0, 200).filter(i -> status(site, "/api/why?pid=a") == 200).count())
        .isEqualTo(20);
    nanos += 500_000_000;
    assertThat(IntStream.range(0, 20).filter(i -> status(site, "/api/why?pid=a") == 200).count())
        .as("half a second later")
        .isEqualTo(10);
  }

  @Test
  void nobodyCanBeAskedBeforeTheDepartmentsAreOpen() {
    assertThat(status(local(), "/api/why?pid=a")).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/why?pid=a, 200",
    "/api/why?pid=%C3%A9+%F0%9F%98%80&x=%EF%BF%BD, 200",
    "/api/why?pid=a%0Ab, 200",
    "/api/why?pid=a&pid=b, 400",
    "/api/why?pid=a&pid=a, 400",
    "/api/why?pid=%FF, 400",
    "/api/why?pid=a%C3, 400",
    "/api/why?pid=%ED%A0%80, 400",
    "/api/workers?by=oldest, 200",
    "/api/workers?by=oldest&by=largest, 400"
  })
  void whatMayBeReadInTwoWaysOrInNoneIsNotAnswered(String address, int expected) {
    Site site = local();
    site.ask(new PaperDesk(CompletableFuture.completedFuture(new Why.Unknown("a", true, ""))));
    assertThat(status(site, address)).isEqualTo(expected);
  }

  @Test
  void anActionThatIsNoUtf8IsDoneToNobody() {
    Site site = local();
    site.ask(new PaperDesk(new CompletableFuture<>()));
    byte[] order =
        "{\"pid\":\"\u00e9\",\"action\":\"close\"}".getBytes(StandardCharsets.ISO_8859_1);
    HttpRequest request =
        HttpRequest.POST("/api/act")
            .withEntity(order)
            .addHeader(RawHeader.create(Guard.ACTION_HEADER, "1"));
    assertThat(status(site, request)).isEqualTo(400);
  }

  /** Answers each question about a pid alike. */
  private record PaperDesk(CompletionStage<Why> answer) implements Desk {
    @Override
    public CompletionStage<Why> why(String pid) {
      return answer;
    }

    @Override
    public CompletionStage<Verdict> act(String pid, List<String> parts, Action action) {
      boolean done = !pid.startsWith("nobody");
      return CompletableFuture.completedFuture(
          new Verdict(done, done ? "as you wish" : "it has no worker"));
    }

    @Override
    public CompletionStage<List<WorkerNote>> leading(Kind kind) {
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
