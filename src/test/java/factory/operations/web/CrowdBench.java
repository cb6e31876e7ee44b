package factory.operations.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures by how much a {@link Crowd} at the page slows the factory; how to start it stands in
 * {@code docs/performance.md}. One factory runs at full speed on all cores but the last, to which
 * the crowd is pinned, so that only what the factory itself spends on the crowd counts.
 *
 * <p>A busy core takes memory and cache from the others, whomever it visits. So the crowd is never
 * away: while the factory is left alone, the same crowd is at a decoy, the page of an idle factory
 * on the crowd's own core. It goes to and fro every few seconds, since a machine has its minutes:
 * each piece is put together from several short ones, in turn.
 *
 * <p>What a piece did is read from the factory's console, since {@code /metrics} is in the crowd.
 */
public final class CrowdBench {
  private static final double MOST = 0.05;
  private static final int WARM_UP_SECONDS = 20;

  /** How often the crowd comes and goes in a pair. */
  private static final int VISITS = 4;

  /** For all of the crowd to come over, and for a sample of the metrics of after that. */
  private static final int PAUSE_SECONDS = 2;

  private static final double TICKS_PER_SECOND = 100;

  private static final Pattern PAGE = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Pattern LINE =
      Pattern.compile("^(\\S+) INFO +bought (\\S+) = .* in motion ([\\d,]+)", Pattern.MULTILINE);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int lastCore = Runtime.getRuntime().availableProcessors() - 1;
  private final Plant factory;
  private final Plant decoy;
  private final Process crowd;
  private final BufferedReader answers;

  private record Moment(double assembled, double seconds, double cpu, double pageCpu) {
    Piece since(Moment before) {
      return new Piece(
          assembled - before.assembled,
          seconds - before.seconds,
          cpu - before.cpu,
          pageCpu - before.pageCpu);
    }
  }

  /** What was assembled, in how many seconds, of the factory's CPU and of the page's in it. */
  private record Piece(double assembled, double seconds, double cpu, double pageCpu) {
    static final Piece NONE = new Piece(0, 0, 0, 0);

    Piece plus(Piece other) {
      return new Piece(
          assembled + other.assembled,
          seconds + other.seconds,
          cpu + other.cpu,
          pageCpu + other.pageCpu);
    }

    double perSecond() {
      return assembled / seconds;
    }

    double perCpuSecond() {
      return assembled / cpu;
    }
  }

  /**
   * {@code [JAR [PAIRS [SECONDS]]]}, by default {@code target/factory.jar}, 5 pairs of 20 s each.
   * Exits with 1 if the promise is not kept or the factory does not end as it should.
   */
  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args.length > 0 ? args[0] : "target/factory.jar");
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    if (Runtime.getRuntime().availableProcessors() < 2 || !Files.exists(jar)) {
      System.err.println("needs two cores or more, and " + jar + " (mvn -DskipTests package)");
      System.exit(2);
    }
    CrowdBench bench = new CrowdBench(jar);
    try {
      boolean kept = bench.measure(pairs, Math.max(1, seconds / VISITS));
      System.exit(bench.factory.ended() && kept ? 0 : 1);
    } finally {
      bench.crowd.destroyForcibly();
      bench.decoy.process.destroyForcibly();
      bench.factory.process.destroyForcibly();
    }
  }

  private CrowdBench(Path jar) throws IOException, InterruptedException {
    String last = Integer.toString(lastCore);
    factory = new Plant(jar, "0-" + (lastCore - 1), "-Xmx1g", "unlimited");
    decoy = new Plant(jar, last, "-Xmx256m", "1");
    List<String> command = new ArrayList<>(List.of("taskset", "-c", last, java(), "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Crowd.class.getName()));
    crowd = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers =
        new BufferedReader(new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8));
    say(decoy);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  // ---- measuring ----

  private boolean measure(int pairs, int seconds) throws Exception {
    System.out.printf(
        "Java %s, factory on cores 0 to %d, crowd and decoy on core %d%n",
        System.getProperty("java.version"), lastCore - 1, lastCore);
    pass(WARM_UP_SECONDS);
    visited(WARM_UP_SECONDS); // what answers the crowd is compiled, too
    Piece[] alone = new Piece[pairs];
    Piece[] crowded = new Piece[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      alone[pair] = Piece.NONE;
      crowded[pair] = Piece.NONE;
      for (int visit = 0; visit < VISITS; visit++) {
        alone[pair] = alone[pair].plus(alone(seconds));
        crowded[pair] = crowded[pair].plus(visited(seconds));
      }
      System.out.printf(
          Locale.ROOT,
          "pair %d: %,.0f materials/s alone, %,.0f with the crowd (%+.1f %%, for each CPU second %+.1f %%), the page took %.2f of a core%n",
          pair + 1,
          alone[pair].perSecond(),
          crowded[pair].perSecond(),
          100 * (crowded[pair].perSecond() / alone[pair].perSecond() - 1),
          100 * (crowded[pair].perCpuSecond() / alone[pair].perCpuSecond() - 1),
          crowded[pair].pageCpu / crowded[pair].seconds);
    }
    boolean kept = falls("a second", alone, crowded, Piece::perSecond) < MOST;
    falls("a second of CPU time", alone, crowded, Piece::perCpuSecond);
    System.out.printf(
        Locale.ROOT,
        "promised: less than %.0f %% in a second: %s%n",
        100 * MOST,
        kept ? "kept" : "NOT KEPT");
    return kept;
  }

  private static double falls(
      String what, Piece[] alone, Piece[] crowded, ToDoubleFunction<Piece> figure) {
    double[] ratios = new double[alone.length];
    Arrays.setAll(ratios, i -> figure.applyAsDouble(crowded[i]) / figure.applyAsDouble(alone[i]));
    double falls = 1 - median(ratios);
    System.out.printf(
        Locale.ROOT,
        "materials in %s: the median pair falls by %.1f %%; medians of all pieces %,.0f alone, %,.0f with the crowd%n",
        what,
        100 * falls,
        median(Arrays.stream(alone).mapToDouble(figure).toArray()),
        median(Arrays.stream(crowded).mapToDouble(figure).toArray()));
    return falls;
  }

  /** The crowd is at the decoy. */
  private Piece alone(int seconds) throws Exception {
    pass(PAUSE_SECONDS);
    Moment begin = moment();
    pass(seconds);
    return moment().since(begin);
  }

  /** The crowd comes before the piece begins and goes when it is over. */
  private Piece visited(int seconds) throws Exception {
    say(factory);
    answers.readLine(); // what the decoy said
    pass(PAUSE_SECONDS);
    Moment begin = moment();
    pass(seconds);
    Piece piece = moment().since(begin);
    say(decoy);
    System.out.printf(
        Locale.ROOT,
        "  the crowd, for %d s and on the way: %s%n",
        Math.round(piece.seconds),
        answers.readLine());
    return piece;
  }

  private void say(Plant door) throws IOException {
    OutputStream tell = crowd.getOutputStream();
    tell.write((door.port + "\n").getBytes(StandardCharsets.UTF_8));
    tell.flush();
  }

  /** Reads the metrics once a second meanwhile, as Prometheus would, which keeps its connection. */
  private void pass(int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      Thread.sleep(1_000);
      metrics();
    }
  }

  private void metrics() throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + factory.port + "/metrics");
    HttpRequest ask = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).build();
    try {
      http.send(ask, BodyHandlers.discarding());
    } catch (IOException inTheCrowd) {
      // it is asked again in a second
    }
  }

  private Moment moment() throws IOException {
    MatchResult line = factory.lines().reduce((before, last) -> last).orElseThrow();
    double seconds = LocalTime.parse(line.group(1)).toNanoOfDay() / 1e9;
    double assembled = number(line.group(2)) - number(line.group(3));
    return new Moment(assembled, seconds, factory.cpu(), factory.cpuOfThePage());
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  private static double median(double... figures) {
    double[] sorted = Arrays.stream(figures).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** A factory with its page, on some of the cores. */
  private static final class Plant {
    private final Path folder = Files.createTempDirectory("crowd-bench");
    private final Process process;
    private final int port;

    /** CPU seconds of each of the page's threads, of those that have ended as well. */
    private final Map<String, Double> page = new HashMap<>();

    Plant(Path jar, String cores, String heap, String rate)
        throws IOException, InterruptedException {
      List<String> command = new ArrayList<>(List.of("taskset", "-c", cores, java(), heap));
      command.addAll(List.of("-Xms" + heap.substring("-Xmx".length()), "-XX:+UseParallelGC"));
      command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "run"));
      for (String setting :
          List.of(
              "source.rate=" + rate,
              "destination.kind=discard",
              "operations.console=lines",
              "operations.web.enabled=true",
              "operations.web.port=0")) {
        command.addAll(List.of("--set", "factory." + setting));
      }
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(folder.resolve("out").toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      port = waitForPort();
    }

    Stream<MatchResult> lines() throws IOException {
      return LINE.matcher(Files.readString(folder.resolve("err"))).results();
    }

    private int waitForPort() throws IOException, InterruptedException {
      while (process.isAlive()) {
        Matcher address = PAGE.matcher(Files.readString(folder.resolve("err")));
        if (address.find()) {
          return Integer.parseInt(address.group(1));
        }
        Thread.sleep(100);
      }
      throw new IOException("the factory has ended: " + Files.readString(folder.resolve("err")));
    }

    double cpu() {
      return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** By what Linux says of threads; those that came and went between two looks are missed. */
    double cpuOfThePage() throws IOException {
      try (DirectoryStream<Path> threads =
          Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
        for (Path thread : threads) {
          try {
            String stat = Files.readString(thread.resolve("stat"));
            if (stat.startsWith("web-page", stat.indexOf('(') + 1)) {
              String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
              double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
              page.put(thread.toString(), ticks / TICKS_PER_SECOND);
            }
          } catch (NoSuchFileException ended) {
            continue;
          }
        }
      }
      return page.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** In order, with a balanced account and without an error in the log. */
    boolean ended() throws IOException, InterruptedException {
      process.destroy();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String out = Files.readString(folder.resolve("out"));
      String err = Files.readString(folder.resolve("err"));
      boolean well =
          ended
              && process.exitValue() == 0
              && out.lines().anyMatch("  balances"::equals)
              && !err.contains(" ERROR ")
              && !err.contains("Exception");
      System.out.println(
          well
              ? "the factory ended in order and its account balances"
              : "THE FACTORY DID NOT END WELL, see " + folder + "\n" + out + err);
      return well;
    }
  }
}
