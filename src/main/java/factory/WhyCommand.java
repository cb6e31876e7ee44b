package factory;

import factory.operations.Why;
import factory.operations.WhyReader;
import factory.operations.WhyText;
import factory.operations.web.WebSettings;
import factory.transportation.Archive;
import factory.transportation.DestinationException;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code why}: asks the running factory what is with a pid; without one, its
 * destination.
 */
@Command(
    name = "why",
    description = {
      "Says where a pid is and why: open and what is missing, parked, shipped or scrapped in which shipment, or never seen.",
      "Asks the running factory over its web interface; if none answers, the destination of the configuration."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was found",
      "1:it was not found, as far as could be looked",
      "2:wrong input, or nobody could be asked"
    })
final class WhyCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 1;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(paramLabel = "PID", description = "The pid as it is written in products.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String pid;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The page of the factory, as http://127.0.0.1:8080; else what the configuration says. Then no destination is asked.")
  private @Nullable String url;

  @Override
  public Integer call() {
    if (pid.isEmpty()) {
      throw new WrongInput("PID: is empty; name the pid as it is written in products");
    }
    FactorySettings settings = options.read().settings();
    WebSettings web = settings.watching().web();
    PrintWriter out = spec.commandLine().getOut();
    String page = url == null ? page(web) : url;
    Why answer = page == null ? null : ask(page, web.token());
    if (answer == null) {
      String none =
          page == null
              ? "factory.operations.web is off, so no running factory can be asked"
              : "no factory answers at " + page;
      if (url != null) {
        throw new WrongInput(none + "; start one, or leave --url out to ask the destination");
      }
      out.println(none + "; what follows is what the destination has, and nothing of what is open");
      answer = look(settings.destination());
    }
    WhyText.of(answer).forEach(out::println);
    return answer instanceof Why.Unknown ? NOT_FOUND : ExitCode.OK.code();
  }

  /** Where the configured factory would show its page; null if it has none. */
  private static @Nullable String page(WebSettings web) {
    if (!web.enabled() || web.port() == 0) {
      return null;
    }
    String host =
        switch (web.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]" -> "[::1]";
          default ->
              web.host().contains(":") && !web.host().startsWith("[")
                  ? "[" + web.host() + "]"
                  : web.host();
        };
    return "http://" + host + ":" + web.port();
  }

  /** The running factory's answer; null if there is none. */
  private @Nullable Why ask(String page, @Nullable String token) {
    HttpRequest.Builder request;
    try {
      String base = page.endsWith("/") ? page.substring(0, page.length() - 1) : page;
      String query = "/api/why?pid=" + URLEncoder.encode(pid, StandardCharsets.UTF_8);
      request = HttpRequest.newBuilder(URI.create(base + query)).timeout(ANSWER);
    } catch (IllegalArgumentException e) {
      throw new WrongInput("--url: '%s' is no address as http://127.0.0.1:8080".formatted(page));
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response;
    try {
      response =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (ConnectException e) {
      return null;
    } catch (IOException e) {
      throw new WrongInput("%s does not answer as a factory does: %s".formatted(page, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return read(page, response);
  }

  private static Why read(String page, HttpResponse<String> response) {
    if (response.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new WrongInput(
          "%s asks for another token than factory.operations.web.token of this configuration: give the running factory's with --config or --set"
              .formatted(page));
    }
    if (response.statusCode() != 200) {
      String words = WhyReader.refusal(response.body());
      throw new WrongInput(
          words == null
              ? "%s does not answer as a factory does: status %s"
                  .formatted(page, response.statusCode())
              : "%s does not answer: %s".formatted(page, words));
    }
    try {
      return WhyReader.why(response.body());
    } catch (IOException e) {
      throw new WrongInput(
          "%s does not answer as a factory of this version does: %s"
              .formatted(page, e.getMessage()));
    }
  }

  private Why look(DestinationSettings destination) {
    try {
      Archive.Found found =
          Destinations.archive(destination).find(new Archive.Query(pid, Set.of(), () -> false));
      return found.fates().isEmpty()
          ? new Why.Unknown(pid, false, found.searched())
          : new Why.Gone(pid, found.fates(), found.searched());
    } catch (IOException | DestinationException e) {
      throw new WrongInput("the destination cannot be asked: " + e.getMessage());
    }
  }
}
