package factory.operations.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A thousand visitors who ask again as soon as they are answered, fifty who send a byte a second,
 * and a dozen who send nonsense and too much again and again.
 */
final class Crowd {
  private static final int VISITORS = 1_000;
  private static final int SLOW = 50;
  private static final int RUDE = 4;
  private static final String SLOW_HEAD =
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(1_000);
  private static final long AGAIN_MILLIS = 200;
  private static final List<String> PATHS =
      List.of("api/state", "metrics", "", "api/history", "api/why?pid=nobody");
  private static final List<String> RUDENESS =
      List.of(
          "\u0001\u0002 nonsense\r\n\r\n",
          "GET /" + "a".repeat(200_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "POST /api/act HTTP/1.1\r\nHost: localhost\r\nX-Factory-Action: 1\r\nContent-Length: 99999999\r\n\r\n"
              + "x".repeat(100_000));

  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

  private Crowd(int port) {
    this.port = port;
  }

  /**
   * {@code PORT}; says that it is ready, comes and goes with a line each on standard input, then
   * says what it was answered.
   */
  public static void main(String[] args) throws IOException {
    Crowd crowd = new Crowd(Integer.parseInt(args[0]));
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("ready");
      in.readLine();
      crowd.come();
      in.readLine();
    }
    System.out.println("answers " + crowd.answers);
    Runtime.getRuntime().halt(0); // all connections at once
  }

  private void come() {
    for (int i = 0; i < VISITORS; i++) {
      visit(PATHS.get(i % PATHS.size()));
    }
    daemon(this::dawdle);
    for (int i = 0; i < RUDE; i++) {
      RUDENESS.forEach(bytes -> daemon(() -> annoy(bytes)));
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void count(String what) {
    answers.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  private void visit(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).build();
    http.sendAsync(request, BodyHandlers.discarding())
        .whenComplete((answer, failure) -> answered(path, answer, failure));
  }

  private void answered(
      String path, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
    if (answer != null && failure == null) {
      count(Integer.toString(answer.statusCode()));
      visit(path);
    } else {
      count("lost");
      CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> visit(path));
    }
  }

  /** All slow ones on one thread: each sends its next byte, then all wait a second. */
  private void dawdle() {
    Map<Socket, Integer> sent = new HashMap<>();
    while (true) {
      while (sent.size() < SLOW && connect(sent)) {}
      for (Socket socket : List.copyOf(sent.keySet())) {
        int at = sent.merge(socket, 1, Integer::sum);
        try {
          socket.getOutputStream().write(SLOW_HEAD.charAt(at % SLOW_HEAD.length()));
        } catch (IOException e) {
          count("slow ones closed");
          sent.remove(socket);
        }
      }
      pause(1_000);
    }
  }

  private boolean connect(Map<Socket, Integer> sockets) {
    try {
      sockets.put(new Socket("127.0.0.1", port), -1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void annoy(String bytes) {
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        String head =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        count("rude " + (head.length() < 12 ? "closed" : head.substring(9)));
      } catch (IOException e) {
        count("rude lost");
      }
      pause(AGAIN_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
