package factory;

import factory.operations.Why;
import factory.operations.WhyReader;
import factory.operations.web.WebPage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever answers at an address, which a configuration names and anybody may have taken: first
 * which factory that is, without the token, and then as that factory.
 */
final class FactoryCall {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** Far more than a factory ever says of a pid. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final String WHY = "/api/why?pid=";

  private final String page;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER) // the token goes nowhere else
          .build();

  /** At the address of a page, as {@code http://127.0.0.1:8080}. */
  FactoryCall(String page) {
    this.page = page.endsWith("/") ? page.substring(0, page.length() - 1) : page;
  }

  /** No factory is there that can be asked: nobody, or somebody else; the message says which. */
  static final class NoFactory extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean answers;

    NoFactory(String message) {
      this(message, false);
    }

    NoFactory(String message, boolean answers) {
      super(message);
      this.answers = answers;
    }

    /** Whether the factory is there, and cannot be asked this. */
    boolean answers() {
      return answers;
    }

    /** In words that end in no stop. */
    String words() {
      return String.valueOf(getMessage());
    }
  }

  private record Answer(int status, String body) {}

  /** The name of the factory that answers; it is not shown any token. */
  String whose() throws NoFactory {
    Answer answer = get("/health/live", null);
    String factory = WhyReader.word(answer.body, "factory");
    boolean health =
        answer.status == HttpURLConnection.HTTP_OK
            || answer.status == HttpURLConnection.HTTP_UNAVAILABLE;
    if (!health || factory == null || WhyReader.word(answer.body, "status") == null) {
      String error = WhyReader.word(answer.body, "error");
      throw new NoFactory(
          "%s does not answer as a factory does: status %s%s"
              .formatted(page, answer.status, error == null ? "" : ", " + error));
    }
    return factory;
  }

  /**
   * What that factory says of a pid.
   *
   * @param token of it; null: none is sent
   * @throws WrongInput if it refuses to answer, in words
   */
  Why why(String pid, @Nullable String token) throws NoFactory {
    String encoded = URLEncoder.encode(pid, StandardCharsets.UTF_8);
    int most = WebPage.LONGEST_ADDRESS - WHY.length();
    if (encoded.length() > most) {
      throw new NoFactory(
          "PID is too long to be asked for at %s: in an address it takes %s bytes, and the most is %s"
              .formatted(page, Words.count(encoded.length()), Words.count(most)),
          true);
    }
    Answer answer = get(WHY + encoded, token);
    if (answer.status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new WrongInput(
          token == null
              ? "%s asks for a token, and this configuration has none or is of another factory: give the running factory's with --config"
                  .formatted(page)
              : "%s asks for another token than factory.operations.web.token of this configuration: give the running factory's with --config or --set"
                  .formatted(page));
    }
    String words = WhyReader.word(answer.body, "error");
    if (answer.status == HttpURLConnection.HTTP_GONE && words != null) {
      throw new NoFactory("%s says: %s".formatted(page, words), true); // it has ended
    }
    if (answer.status != HttpURLConnection.HTTP_OK) {
      throw new WrongInput(
          words == null
              ? "%s does not answer as a factory does: status %s".formatted(page, answer.status)
              : "%s does not answer: %s".formatted(page, words));
    }
    try {
      return WhyReader.why(answer.body);
    } catch (IOException e) {
      throw new WrongInput(
          "%s does not answer as a factory of this version does: %s"
              .formatted(page, e.getMessage()));
    }
  }

  private Answer get(String path, @Nullable String token) throws NoFactory {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(URI.create(page + path)).timeout(ANSWER);
    } catch (IllegalArgumentException e) {
      throw new WrongInput("--url: '%s' is no address as http://127.0.0.1:8080".formatted(page));
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    CompletableFuture<HttpResponse<InputStream>> response =
        http.sendAsync(request.build(), BodyHandlers.ofInputStream());
    try { // who sends a byte now and then is not waited for either
      return response.thenApplyAsync(FactoryCall::read).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new NoFactory(noAnswerInTime());
    } catch (ExecutionException e) {
      throw new NoFactory(words(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoFactory("no factory was asked: interrupted");
    }
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(LARGEST);
      return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private String words(@Nullable Throwable failure) {
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      return "no factory answers at " + page;
    }
    if (failure instanceof HttpTimeoutException) {
      return noAnswerInTime();
    }
    return "%s does not answer as a factory does: %s".formatted(page, failure);
  }

  private String noAnswerInTime() {
    return "%s does not answer as a factory does: not within %s s"
        .formatted(page, ANSWER.toSeconds());
  }
}
