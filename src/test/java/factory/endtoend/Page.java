package factory.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a process, as Prometheus and others ask it. */
final class Page {
  private static final Pattern ADDRESS = Pattern.compile("page at (http://127\\.0\\.0\\.1:\\d+/)");
  private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(\\{.*\\})? (\\S+)$");

  /** How many tables of a page are wider than the place that they have. */
  static final String CUT_TABLES =
      "[...document.querySelectorAll('table')].filter(t => t.offsetWidth > t.parentElement.clientWidth).length";

  /** How wide the page is where every reason for scrap has a large figure. */
  static final String WIDE_WITH_SCRAP =
      "(document.querySelector('#custody tr:nth-child(3) td:nth-child(3)').textContent ="
          + " ['malformed', 'late', 'duplicate', 'parked', 'oversized'].map(r => r + ' 1,234,567').join(', '),"
          + " document.documentElement.scrollWidth)";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Page() {}

  /** A process with a page at any port that is free. */
  static Jar.Order order(Path folder) {
    return Jar.in(folder)
        .set("operations.web.enabled=true", "operations.web.port=0", "operations.console=off");
  }

  static String address(Jar factory) throws InterruptedException {
    factory.says("page at ");
    return factory.log().stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  /** Sends a record to a factory that reads standard input. */
  static void record(Jar factory, String pid, int done) throws IOException {
    String line = "{\"id\":" + Browser.quoted(pid) + ",\"done\":" + done + "}\n";
    factory.stdin().write(line.getBytes(StandardCharsets.UTF_8));
    factory.stdin().flush();
  }

  static String get(String address) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }

  /** A metric, the sum over all its labels; -1 while there is none. */
  static double metric(Jar factory, String name) {
    try {
      return values(get(address(factory) + "metrics")).getOrDefault(name, -1.0);
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The sum over all labels, by name. */
  static Map<String, Double> values(String text) {
    Map<String, Double> values = new TreeMap<>();
    text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::find)
        .forEach(s -> values.merge(s.group(1), Double.valueOf(s.group(3)), Double::sum));
    return values;
  }

  static void until(BooleanSupplier condition, String what) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time until %s", what).isLessThan(limit);
      Thread.sleep(100);
    }
  }
}
