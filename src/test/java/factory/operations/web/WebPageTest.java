package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.PlantPictures;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's server, asked as visitors, probes and strangers ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPageTest {
  private static final int PATIENCE_MILLIS = 60_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> done = new ArrayList<>();
  private WebPage page;
  private int port;

  @BeforeAll
  void open() {
    page = page(0);
    page.ask(new PaperDesk());
    port = TestPage.port(page);
  }

  @AfterAll
  void close() {
    page.close(() -> {});
  }

  private static WebPage page(int port) {
    return TestPage.open(
        new WebSettings(true, "127.0.0.1", port, null, List.of(), 2_000, 3, 100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200, text/html",
    "/page.js, 200, text/javascript",
    "/chart.umd.js, 200, text/javascript",
    "/metrics, 200, text/plain",
    "/api/state, 200, application/json",
    "/api/history, 200, application/json",
    "/health/live, 200, application/json",
    "/health/ready, 200, application/json",
    "/api/workers?by=largest, 200, application/json",
    "/api/workers?by=nicest, 400, application/json",
    "/api/why, 400, application/json",
    "/api/why?pid=%zz, 400, text/plain",
    "/../../etc/passwd, 404, application/json",
    "/no%20such, 404, application/json"
  })
  void eachAddressAnswersWithItsTypeAndTheHeadersOfSafety(String path, int status, String type)
      throws Exception {
    String head = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("Content-Type: " + type);
    if (!path.contains("%zz")) {
      assertThat(head)
          .contains("Content-Security-Policy: default-src 'none'; script-src 'self';")
          .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: DENY");
    }
  }

  @Test
  void aPidIsAskedForAsItIsWritten() throws Exception {
    assertThat(get("/api/why?pid=a%20b%2F%3Cscript%3E").body())
        .isEqualTo(
            "{\"pid\":\"a b/<script>\",\"state\":\"unknown\",\"never\":true,\"searched\":\"on paper\"}");
  }

  @Test
  void anActionIsDoneForWhoeverSendsTheHeaderAndForNobodyElse() throws Exception {
    String order = "{\"pid\":\"x\",\"action\":\"close\"}";
    assertThat(post(order).statusCode()).isEqualTo(403);
    assertThat(post(order, "X-Factory-Action", "1", "Origin", "http://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(done).isEmpty();
    assertThat(post(order, "X-Factory-Action", "1").body())
        .isEqualTo("{\"done\":true,\"text\":\"as you wish\"}");
    assertThat(done).containsExactly("x");
    assertThat(post("{}", "X-Factory-Action", "1").statusCode()).isEqualTo(400);
    assertThat(post("x".repeat(9_000), "X-Factory-Action", "1").statusCode()).isEqualTo(413);
    assertThat(chunked("x".repeat(9_000)).statusCode()).as("a size not told").isEqualTo(413);
    assertThat(post(order.replace("\"x\"", "\"nobody\""), "X-Factory-Action", "1").statusCode())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({
    "'DELETE / HTTP/1.1|Host: localhost', 405",
    "'POST / HTTP/1.1|Host: localhost|Content-Length: 0', 405",
    "'GET / HTTP/1.1|Host: evil.example', 421",
    "'GET / HTTP/1.1', 400",
    "'GET / HTTP/1.0', 400",
    "'GET /api/state HTTP/1.0', 400",
    "'GET /health/live HTTP/1.1', 400",
    "'GET /health/live HTTP/1.0', 200",
    "'HEAD /health/ready HTTP/1.0', 200",
    "'GET /health/live HTTP/1.0|Host: evil.example', 421",
    "'GET /health/live HTTP/1.0|Origin: http://evil.example', 403",
    "'POST /no-such HTTP/1.1|Host: localhost|Content-Length: 0', 404",
    "'GET / HTTP/9.9|Host: localhost', 505",
    "'\u0001\u0002 nonsense', 501",
    "'GET /%00 HTTP/1.1|Host: localhost', 404",
    "'GET / HTTP/1.1|Host: localhost|Content-Length: 5', 400",
    "'GET / HTTP/1.1|Host: localhost|Content-Length: x', 400",
    "'POST /api/act HTTP/1.1|Host: localhost|X-Factory-Action: 1|Content-Length: 99999999999', 413",
    "'POST /api/act HTTP/1.1|Host: localhost|X-Factory-Action: 1|Transfer-Encoding: chunked||zz', 400",
    "'POST /api/act HTTP/1.1|Host: localhost|X-Factory-Action: 1|Transfer-Encoding: chunked||3|abcdef', 400",
    "'POST /api/act HTTP/1.1|Host: localhost|X-Factory-Action: 1|Content-Length: 20||never more', 408"
  })
  void whatMakesNoSenseIsRefusedAndTheNextOneServed(String request, int status) throws Exception {
    assertThat(raw(request.replace("|", "\r\n") + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ");
    assertThat(get("/page.css").statusCode()).isEqualTo(200);
  }

  @Test
  void aPidThatFitsIntoTheLongestAddressIsAskedForAndNoneThatIsLonger() throws Exception {
    String why = "/api/why?pid=";
    String pid = "p".repeat(WebPage.LONGEST_ADDRESS - why.length());
    assertThat(get(why + pid).body()).startsWith("{\"pid\":\"ppp");
    assertThat(get(why + pid + "p").statusCode()).isEqualTo(414);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: a\r\n".repeat(500) + "\r\n"))
        .matches("(?s)HTTP/1.1 4(00|31) .*");
  }

  @Test
  void aThousandRequestsAtOnceAreAnswered() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(
          http.sendAsync(
              request(i % 2 == 0 ? "/api/state" : "/api/history"), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.orTimeout(60, TimeUnit.SECONDS).join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoeverGetsNoAnswerInTimeIsToldSoInTheFormOfAllRefusals() throws Exception {
    WebPage slow =
        TestPage.open(
            TestPage.settings(null, List.of(), 10, 10, 100),
            "web-page.pekko.http.server.request-timeout = 2 s",
            false);
    try {
      slow.ask(new StandingDesk());
      HttpRequest question =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + TestPage.port(slow) + "/api/why?pid=a"))
              .build();
      HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.body()).startsWith("{\"error\":\"no answer came in time");
    } finally {
      slow.close(() -> {});
    }
  }

  @Test
  void aPageThatLingersShowsTheLastFiguresAndThatItIsTheEnd() throws Exception {
    WebPage last = TestPage.open(TestPage.settings(null, List.of(), 10, 10, 100), "", true);
    int lastPort = TestPage.port(last);
    last.show(PlantPictures.ended());
    CompletableFuture<Void> closed = new CompletableFuture<>();
    last.close(() -> closed.complete(null));
    assertThat(closed).as("nobody waits for it").isDone();
    assertThat(get(lastPort, "/metrics").body()).contains("factory_materials_bought_total 10.0");
    assertThat(get(lastPort, "/health/live").statusCode()).isEqualTo(200);
    assertThat(get(lastPort, "/health/ready").statusCode()).isEqualTo(503);
    assertThat(get(lastPort, "/api/why?pid=a").body()).contains("the factory has ended");
    try (InputStream events =
        http.send(request(lastPort, "/api/stream"), BodyHandlers.ofInputStream()).body()) {
      StringBuilder text = new StringBuilder();
      int next = events.read();
      // Until the end, or what comes where nothing else does.
      while (next >= 0 && text.indexOf("end\ndata: {}\n") < 0 && text.indexOf("\n:\n") < 0) {
        text.append((char) next); // as it is ASCII
        next = events.read();
      }
      assertThat(text).contains("event: end\n");
      assertThat(text).startsWith("event: state\ndata: {").contains("\"ended\":true");
    }
  }

  @Test
  void visitorsThatSayNothingKeepNobodyOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      assertThat(get("/page.css").statusCode()).isEqualTo(200);
      Socket first = silent.get(0);
      first.setSoTimeout(PATIENCE_MILLIS);
      assertThat(restOf(first)).as("what is said as it is closed").isEmpty();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** All that comes until it is closed, whichever way. */
  private static String restOf(Socket socket) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(heard);
    } catch (SocketException e) { // reset; one that is not closed at all is another exception
      assertThat(e).hasMessageContaining("reset");
    }
    return heard.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void aPortThatIsTakenIsNoFailureOfTheFactory() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", 0));
      WebPage second = page(taken.getLocalPort());
      assertThat(
              second
                  .port()
                  .handle((bound, failure) -> failure)
                  .toCompletableFuture()
                  .orTimeout(30, TimeUnit.SECONDS)
                  .join())
          .isInstanceOf(CompletionException.class);
      second.show(PlantPictures.busy()); // nobody sees it
      CompletableFuture<Void> closed = new CompletableFuture<>();
      second.close(() -> closed.complete(null));
      closed.orTimeout(30, TimeUnit.SECONDS).join();
    }
  }

  private HttpRequest request(String path) {
    return request(port, path);
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return get(port, path);
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(request(port, path), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/act"))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> chunked(String body) throws Exception {
    InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/act"))
            .header("X-Factory-Action", "1")
            .POST(BodyPublishers.ofInputStream(() -> bytes))
            .build(),
        BodyHandlers.ofString());
  }

  /** The head of what comes back for these bytes. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder head = new StringBuilder();
      int next = socket.getInputStream().read();
      while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
        head.append((char) next);
        next = socket.getInputStream().read();
      }
      return head.toString();
    }
  }

  /** Never answers. */
  private static final class StandingDesk implements Desk {
    @Override
    public CompletionStage<Why> why(String pid) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Verdict> act(String pid, List<String> parts, Action action) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<List<WorkerNote>> leading(Kind kind) {
      return new CompletableFuture<>();
    }
  }

  /** Knows nobody and does as it is told. */
  private final class PaperDesk implements Desk {
    @Override
    public CompletionStage<Why> why(String pid) {
      return CompletableFuture.completedFuture(new Why.Unknown(pid, true, "on paper"));
    }

    @Override
    public CompletionStage<Verdict> act(String pid, List<String> parts, Action action) {
      if (pid.equals("nobody")) {
        return CompletableFuture.completedFuture(new Verdict(false, "there is no such worker"));
      }
      done.add(pid);
      return CompletableFuture.completedFuture(new Verdict(true, "as you wish"));
    }

    @Override
    public CompletionStage<List<WorkerNote>> leading(Kind kind) {
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
