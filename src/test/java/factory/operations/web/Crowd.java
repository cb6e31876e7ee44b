package factory.operations.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A thousand visitors who ask again as soon as they are answered, fifty who send a byte a second,
 * and a dozen who send nonsense and too much again and again. It goes from door to door as it is
 * told, and is the same crowd at each.
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

  private final HttpClient http;
  private volatile Door door;

  /** Where the crowd is, what it was answered there, and who waits for an answer. */
  private record Door(int port, Map<String, LongAdder> answers, Set<CompletableFuture<?>> waiting) {
    Door(String port) {
      this(Integer.parseInt(port), new ConcurrentSkipListMap<>(), ConcurrentHashMap.newKeySet());
    }

    /** Nobody waits any longer for what this one holds back. */
    void leave() {
      waiting.forEach(answer -> answer.cancel(true));
    }

    void count(String what) {
      answers.computeIfAbsent(what, key -> new LongAdder()).increment();
    }
  }

  private Crowd(Door first) {
    door = first;
    http = HttpClient.newHttpClient();
  }

  /**
   * Each line of standard input is a port to go to; what the one before has answered is said then.
   * It comes with the first line, and is gone at the end of the input.
   */
  public static void main(String[] args) throws IOException {
    // a connection that nobody uses is not left standing at the other door
    System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Crowd crowd = new Crowd(new Door(in.readLine()));
      crowd.come();
      for (String port = in.readLine(); port != null; port = in.readLine()) {
        Door before = crowd.door;
        crowd.door = new Door(port);
        System.out.println(before.answers);
        before.leave();
      }
    }
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

  private void visit(String path) {
    Door here = door;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + here.port + "/" + path)).build();
    CompletableFuture<HttpResponse<Void>> asked =
        http.sendAsync(request, BodyHandlers.discarding());
    here.waiting.add(asked);
    if (here.port != door.port) {
      here.leave();
    }
    asked.whenComplete(
        (answer, failure) -> {
          here.waiting.remove(asked);
          answered(here, path, answer, failure);
        });
  }

  private void answered(
      Door there, String path, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
    if (answer != null && failure == null) {
      there.count(Integer.toString(answer.statusCode()));
      visit(path);
    } else {
      there.count("lost");
      CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> visit(path));
    }
  }

  /** All slow ones on one thread: each sends its next byte, then all wait a second. */
  private void dawdle() {
    Map<Socket, Integer> sent = new HashMap<>();
    Door here = door;
    while (true) {
      if (here.port != door.port) {
        here = door;
        sent.keySet().forEach(Crowd::leave);
        sent.clear();
      }
      while (sent.size() < SLOW && connect(here, sent)) {}
      for (Socket socket : List.copyOf(sent.keySet())) {
        int at = sent.merge(socket, 1, Integer::sum);
        try {
          socket.getOutputStream().write(SLOW_HEAD.charAt(at % SLOW_HEAD.length()));
        } catch (IOException e) {
          here.count("slow ones closed");
          sent.remove(socket);
        }
      }
      pause(1_000);
    }
  }

  private static void leave(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean connect(Door door, Map<Socket, Integer> sockets) {
    try {
      sockets.put(new Socket("127.0.0.1", door.port), -1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void annoy(String bytes) {
    while (true) {
      Door here = door;
      try (Socket socket = new Socket("127.0.0.1", here.port)) {
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        String head =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
        here.count("rude " + (head.length() < 12 ? "closed" : head.substring(9)));
      } catch (IOException e) {
        here.count("rude lost");
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
