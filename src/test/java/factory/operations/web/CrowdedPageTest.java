package factory.operations.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import factory.operations.PlantPictures;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** More come than there are places for, and an orchestrator that asks among them is answered. */
class CrowdedPageTest {
  private static final String PROBE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String FILE = "HEAD /page.css HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String STREAM = "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String GOOD = "HTTP/1.1 200 ";

  /** Less than the 15 s after which a refusal comes, and the 30 s after which the silent go. */
  private static final int AT_ONCE_MILLIS = 8_000;

  private static final int PATIENCE_MILLIS = 60_000;

  private final List<Socket> sockets = new ArrayList<>();
  private WebPage page;
  private int port;

  private void open(int maxConnections, int maxStreams, int maxRequests, String... hosts) {
    page =
        TestPage.open(
            TestPage.settings(null, List.of(hosts), maxConnections, maxStreams, maxRequests));
    port = TestPage.port(page);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    page.close(() -> {});
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    sockets.add(socket);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private Socket sends(String request) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Reads up to this text. */
  private static String until(Socket socket, String text) throws IOException {
    StringBuilder heard = new StringBuilder();
    try {
      while (heard.indexOf(text) < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as("more than '%s'", heard).isNotNegative();
        heard.append((char) next);
      }
    } catch (IOException e) {
      throw new IOException("after '" + heard + "'", e);
    }
    return heard.toString();
  }

  private void probeIsAnsweredWithin(int millis) throws IOException {
    Socket probe = sends(PROBE);
    probe.setSoTimeout(millis);
    assertThat(until(probe, "\"live\"}")).startsWith(GOOD);
  }

  @Test
  void whoHasBeenAnsweredLongestAgoLosesThePlaceAndAnOpenPageKeepsIts() throws Exception {
    open(10, 1, 1_000);
    Socket watching = sends(STREAM);
    until(watching, "event: state");
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Socket socket = sends(FILE);
      assertThat(until(socket, "\r\n\r\n")).startsWith(GOOD);
      silent.add(socket);
    }
    probeIsAnsweredWithin(AT_ONCE_MILLIS);
    assertThat(silent.get(0).getInputStream().read()).as("the first is sent away").isNegative();
    silent.get(8).getOutputStream().write(FILE.getBytes(StandardCharsets.US_ASCII));
    assertThat(until(silent.get(8), "\r\n\r\n")).as("the last is not").startsWith(GOOD);
    page.show(PlantPictures.withClasses(2));
    until(watching, "\"name\":\"class-1\"");
  }

  @Test
  void whoWaitsForARefusalOrSaysNothingKeepsNoProbeOut() throws Exception {
    open(20, 1, 1);
    for (int i = 0; i < 10; i++) {
      sends(FILE);
      connect();
    }
    Socket refused = sockets.get(2); // the first of them was the one that may ask
    probeIsAnsweredWithin(AT_ONCE_MILLIS);
    for (int i = 0; i < 20; i++) {
      connect();
    }
    assertThat(until(refused, "\r\n\r\n")).startsWith("HTTP/1.1 429 ");
  }

  @Test
  void asManyAsThereArePlacesAreTakenAtOnceHoweverFewMayAsk() throws Exception {
    open(100, 1, 1);
    for (int i = 0; i < 50; i++) {
      connect();
    }
    probeIsAnsweredWithin(AT_ONCE_MILLIS);
  }

  /** Each thread that it comes to on its way would be woken for it and take a core. */
  @Test
  void aRequestIsReadAndAnsweredOnOneThread() throws Exception {
    open(1, 1, 1);
    probeIsAnsweredWithin(PATIENCE_MILLIS);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .filteredOn(name -> name.startsWith("web-page-test-pekko.actor"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("web-page-test-pekko.actor.default-dispatcher-"));
  }

  @Test
  void aProbeIsAnsweredAmongMoreThanThereIsRoomForWhoAskAgainAndAgain() throws Exception {
    open(128, 32, 40);
    AtomicBoolean over = new AtomicBoolean();
    HttpClient visitors = HttpClient.newHttpClient();
    try {
      for (int i = 0; i < 200; i++) {
        visit(visitors, i % 2 == 0 ? "/metrics" : "/api/state", over);
      }
      for (int i = 0; i < 10; i++) {
        probeIsAnsweredWithin(PATIENCE_MILLIS);
      }
    } finally {
      over.set(true);
    }
  }

  private void visit(HttpClient visitor, String path, AtomicBoolean over) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    visitor
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete(
            (answer, failure) -> {
              if (!over.get()) {
                visit(visitor, path, over);
              }
            });
  }

  @Test
  void anOpenPageGetsEachStateAndNoMorePagesAreOpenedThanMay() throws Exception {
    open(100, 3, 1_000);
    for (int i = 0; i < 3; i++) {
      assertThat(until(sends(STREAM.replace("GET", "HEAD")), "\r\n\r\n")).startsWith(GOOD);
    }
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(sends(STREAM));
      assertThat(until(open.get(i), "event: state\ndata: {")).startsWith(GOOD);
    }
    assertThat(until(sends(STREAM), "\r\n\r\n")).startsWith("HTTP/1.1 503 ");
    page.show(PlantPictures.withClasses(2));
    for (Socket socket : open) {
      until(socket, "\"name\":\"class-1\"");
    }
  }

  @Test
  void aNameOfOthersWithoutATokenIsWarnedOf() {
    Logger logger = (Logger) LoggerFactory.getLogger(WebPage.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.addAppender(log);
    try {
      open(10, 1, 10, "localhost", "factory.example.com");
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("token"))
        .singleElement()
        .asString()
        .startsWith(
            "the page may be asked for as factory.example.com (factory.operations.web.hosts)")
        .contains("set factory.operations.web.token");
  }
}
