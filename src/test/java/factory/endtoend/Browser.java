package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Headless Chromium with one page, driven by its own protocol (Chrome DevTools), of which a few
 * commands are needed; a driver library would bring a second browser's worth of jars. What the page
 * logs as an error is remembered.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TAKE = Duration.ofSeconds(10);
  private static final int TAKES = 4;
  private static final JsonFactory JSON = new JsonFactory();

  /** In the answer of a browser that does not do as it is told. */
  private static final String REFUSAL = "\"error\":{\"code\"";

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

  private Browser(Path folder, Path chromium) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox", // of no use to root, and the page is the factory's own
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path file = folder.resolve("DevToolsActivePort");
      Instant limit = Instant.now().plus(PATIENCE);
      while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
        assertThat(process.isAlive()).as("Chromium is alive").isTrue();
        assertThat(Instant.now()).as("Chromium listens in time").isBefore(limit);
        Thread.sleep(50);
      }
      String port = Files.readAllLines(file).get(0);
      HttpClient http = HttpClient.newHttpClient();
      URI fresh = URI.create("http://127.0.0.1:" + port + "/json/new?about:blank");
      String page =
          http.send(
                  HttpRequest.newBuilder(fresh).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                  BodyHandlers.ofString())
              .body();
      String address = field(page, "webSocketDebuggerUrl");
      socket = http.newWebSocketBuilder().buildAsync(URI.create(address), new Ear()).join();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
    send("Runtime.enable", "{}");
    send("Page.enable", "{}");
    send("Log.enable", "{}");
  }

  /** Where Chromium is; empty if it is not installed. */
  public static Optional<Path> installed() {
    return onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  }

  /** The first program of these names; empty if there is none. */
  static Optional<Path> onPath(String... names) {
    List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(":"));
    return List.of(names).stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A browser whose profile is in {@code folder}. */
  public static Browser start(Path folder) throws IOException, InterruptedException {
    return new Browser(Files.createDirectories(folder), installed().orElseThrow());
  }

  /** Takes messages of the protocol, which may come in parts. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void hear(String message) {
    if (message.startsWith("{\"id\":")) { // an event has ids, too, further in
      int id = Integer.parseInt(field(message, "id"));
      CompletableFuture<String> answer = answers.remove(id);
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    String method = field(message, "method");
    boolean error =
        "Runtime.exceptionThrown".equals(method)
            || ("Log.entryAdded".equals(method) && message.contains("\"level\":\"error\""));
    if (error) {
      errors.add(message);
    }
  }

  private String send(String method, String params) {
    String message = ask(method, params);
    assertThat(message).as(method).doesNotContain(REFUSAL);
    return message;
  }

  private String ask(String method, String params) {
    return answer(method, params).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private CompletableFuture<String> answer(String method, String params) {
    int number = numbers.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(number, answer);
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(number, method, params), true)
        .join();
    return answer;
  }

  /** What the page logged as an error. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  public Browser open(String address) {
    send("Page.navigate", "{\"url\":" + quoted(address) + "}");
    return this;
  }

  /** A window of this size, with the light or the dark scheme. */
  public Browser window(int width, int height, boolean dark) {
    send(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%s}"
            .formatted(width, height, width < 600));
    send(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(dark ? "dark" : "light"));
    return this;
  }

  /** The value of an expression, as text; a promise is waited for. */
  public String eval(String expression) {
    String message = send("Runtime.evaluate", asText(expression));
    assertThat(message).as(expression).doesNotContain("\"exceptionDetails\"");
    return field(message, "value");
  }

  private static String asText(String expression) {
    return "{\"expression\":%s,\"awaitPromise\":true,\"returnByValue\":true}"
        .formatted(quoted("String(" + expression + ")"));
  }

  /** The text that an element shows. */
  public String text(String selector) {
    return eval("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''");
  }

  /** Waits until an expression is true; what it fails by, as before a page is there, is false. */
  public Browser until(String expression) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    String tried =
        "(() => { try { return Boolean(" + expression + "); } catch { return false; } })()";
    while (!isTrue(tried)) {
      assertThat(Instant.now())
          .as("%s on the page: %s%n%s", expression, eval("document.body.innerText"), errors)
          .isBefore(limit);
      Thread.sleep(100);
    }
    return this;
  }

  /** False also while one page goes and the next one comes, when nothing can be asked. */
  private boolean isTrue(String expression) {
    String message = ask("Runtime.evaluate", asText(expression));
    return !message.contains(REFUSAL) && "true".equals(field(message, "value"));
  }

  /**
   * Leaves a picture of the whole page for people to look at. Chromium at times never answers this
   * one command, for want of a new frame to copy; so it is asked again after a nudge, and at last
   * done without.
   */
  public void picture(Path png) throws IOException {
    String none = "";
    for (int i = 0; i < TAKES; i++) {
      String message =
          answer("Page.captureScreenshot", "{\"format\":\"png\",\"captureBeyondViewport\":true}")
              .completeOnTimeout(none, TAKE.toSeconds(), TimeUnit.SECONDS)
              .join();
      if (!message.isEmpty()) {
        assertThat(message).as(png.toString()).doesNotContain(REFUSAL);
        Files.write(png, Base64.getDecoder().decode(field(message, "data")));
        return;
      }
      send("Page.startScreencast", "{\"format\":\"jpeg\",\"quality\":1}");
      send("Page.stopScreencast", "{}");
    }
    System.err.println("Chromium gave no picture for " + png);
  }

  /** Text as a literal of JSON and JavaScript. */
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** The first value of this name, wherever it stands; null if there is none. */
  private static String field(String json, String name) {
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          parser.nextToken();
          return parser.getText();
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    // Its profile is removed next, in which none of them must write any more.
    CompletableFuture.allOf(
            all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
