package factory;

import factory.operations.web.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the web page, the history and the report; parts of the tree {@code operations}. */
final class WatchingSection {
  /** As long as a hash of 96 bits in base 64. */
  private static final int SHORTEST_TOKEN = 16;

  private static final String TOKENS =
      "must have at least "
          + SHORTEST_TOKEN
          + " characters, of ASCII and without blanks, or be empty";
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final int MOST_SAMPLES = 100_000;
  private static final int MOST_PORT = 65_535;

  private WatchingSection() {}

  static WatchingSettings parse(ConfigReader operations) {
    Duration every = operations.time("history.every", SHORTEST);
    Duration keep = operations.time("history.keep", SHORTEST);
    String step = operations.full("history.every");
    if (keep.compareTo(every) < 0) {
      throw operations.wrong("history.keep", "must be at least " + step, step);
    }
    if (keep.dividedBy(every) > MOST_SAMPLES) {
      throw operations.wrong(
          "history.keep", "must be at most %s times %s".formatted(MOST_SAMPLES, step), step);
    }
    Duration linger = operations.time("web.linger", Duration.ZERO);
    return new WatchingSettings(
        web(operations.table("web")), keep, every, report(operations), linger);
  }

  private static WebSettings web(ConfigReader web) {
    String host = web.someText("host").strip();
    String token = web.textOrNull("token");
    if (token != null && !token.matches("[!-~]{" + SHORTEST_TOKEN + ",1000}")) {
      String message = String.valueOf(web.wrong("token", TOKENS).getMessage());
      // what it was must not be shown
      throw new WrongInput(
          message.substring(0, message.indexOf(TOKENS) + TOKENS.length()), web.full("token"));
    }
    if (token == null && !WebSettings.isLoopback(host)) {
      throw web.wrong(
          "host",
          "must be of this machine, as 127.0.0.1, unless " + web.full("token") + " is set",
          web.full("token"));
    }
    return new WebSettings(
        web.oneOf("enabled", List.of("true", "false")).equals("true"),
        host,
        web.whole("port", 0, MOST_PORT),
        token,
        web.texts("hosts"),
        web.whole("max-connections", 1, MOST_PORT),
        web.whole("max-streams", 1, MOST_PORT),
        web.whole("max-requests", 1, 1_000_000));
  }

  /** Where it cannot be written that is said before anything is bought. */
  private static @Nullable Path report(ConfigReader operations) {
    if (operations.textOrNull("report") == null) {
      return null;
    }
    Path file = operations.path("report");
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw operations.wrong("report", "must be a file in a directory that exists");
    }
    if (!Files.isWritable(Files.exists(file) ? file : directory)) {
      throw operations.wrong("report", "must be a file that can be written");
    }
    return file;
  }
}
