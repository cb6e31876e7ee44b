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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures by how much a {@link Crowd} at the page slows the factory; how to start it stands in
 * {@code docs/performance.md}. One factory runs at full speed on all cores but the last, to which
 * the crowd is pinned, so that only what the factory itself spends on the crowd counts. Pieces of
 * the run alone and with the crowd are taken in turn, in every other pair the crowd first, and
 * compared pair by pair: a machine has its hours.
 *
 * <p>What a piece did is read from {@code /metrics}: materials assembled and the factory's own
 * clock are of the same snapshot there.
 */
public final class CrowdBench {
  private static final double MOST = 0.05;
  private static final int WARM_UP_SECONDS = 20;

  /** For what is left of a crowd to go away, and the next one's JVM to start, on its own core. */
  private static final int PAUSE_SECONDS = 3;

  private static final int MOST_TRIES = 100;

  private static final double TICKS_PER_SECOND = 100;

  private static final Pattern PAGE = Pattern.compile("page at http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Pattern ASSEMBLED =
      Pattern.compile("^factory_materials_assembled_total\\S* (\\S+)$", Pattern.MULTILINE);
  private static final Pattern RUNNING =
      Pattern.compile("^factory_running_seconds (\\S+)$", Pattern.MULTILINE);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int lastCore = Runtime.getRuntime().availableProcessors() - 1;
  private final Path folder;
  private final Process factory;
  private final int port;

  private record Moment(double assembled, double seconds, double cpu) {
    Piece since(Moment before) {
      double done = assembled - before.assembled;
      return new Piece(done / (seconds - before.seconds), done / (cpu - before.cpu));
    }
  }

  /** Materials in a second, and in a second of the factory's CPU time, whoever else is at work. */
  private record Piece(double perSecond, double perCpuSecond) {}

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
      boolean kept = bench.measure(pairs, seconds);
      System.exit(bench.ended() && kept ? 0 : 1);
    } finally {
      bench.factory.destroyForcibly();
    }
  }

  private CrowdBench(Path jar) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("crowd-bench");
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0-" + (lastCore - 1)));
    command.addAll(List.of(java(), "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC", "-jar"));
    command.addAll(List.of(jar.toAbsolutePath().toString(), "run"));
    for (String setting :
        List.of(
            "source.rate=unlimited",
            "destination.kind=discard",
            "operations.console=off",
            "operations.web.enabled=true",
            "operations.web.port=0")) {
      command.addAll(List.of("--set", "factory." + setting));
    }
    factory =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    port = port();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private int port() throws IOException, InterruptedException {
    while (factory.isAlive()) {
      Matcher page = PAGE.matcher(Files.readString(folder.resolve("err")));
      if (page.find()) {
        return Integer.parseInt(page.group(1));
      }
      Thread.sleep(100);
    }
    throw new IOException("the factory has ended: " + Files.readString(folder.resolve("err")));
  }

  // ---- measuring ----

  private boolean measure(int pairs, int seconds) throws Exception {
    System.out.printf(
        "Java %s, factory on cores 0 to %d, crowd on core %d%n",
        System.getProperty("java.version"), lastCore - 1, lastCore);
    pass(WARM_UP_SECONDS);
    crowded(WARM_UP_SECONDS); // what answers it is compiled, too
    Piece[] alone = new Piece[pairs];
    Piece[] crowded = new Piece[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      for (int half = 0; half < 2; half++) {
        if (half == pair % 2) {
          alone[pair] = alone(seconds);
        } else {
          crowded[pair] = crowded(seconds);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "pair %d: %,.0f materials/s alone, %,.0f with the crowd (%+.1f %%, for each CPU second %+.1f %%)%n",
          pair + 1,
          alone[pair].perSecond,
          crowded[pair].perSecond,
          100 * (crowded[pair].perSecond / alone[pair].perSecond - 1),
          100 * (crowded[pair].perCpuSecond / alone[pair].perCpuSecond - 1));
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

  private Piece alone(int seconds) throws Exception {
    pass(PAUSE_SECONDS);
    Moment begin = moment();
    pass(seconds);
    return moment().since(begin);
  }

  /** The crowd comes as the piece begins and stays until it ends. */
  private Piece crowded(int atLeast) throws Exception {
    Process crowd =
        new ProcessBuilder(
                List.of(
                    "taskset",
                    "-c",
                    Integer.toString(lastCore),
                    java(),
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Crowd.class.getName(),
                    Integer.toString(port)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream tell = crowd.getOutputStream();
        BufferedReader hear =
            new BufferedReader(
                new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8))) {
      hear.readLine(); // it is ready
      pass(PAUSE_SECONDS);
      Moment begin = moment();
      Map<String, Long> before = cpuOfThePage();
      say(tell, "begin");
      pass(atLeast);
      Moment end = moment();
      double seconds = end.seconds - begin.seconds;
      double cores = spent(before, cpuOfThePage()) / TICKS_PER_SECOND / seconds;
      say(tell, "end");
      System.out.printf(
          Locale.ROOT,
          "  the crowd, for %.0f s: %s; the page took %.2f of a core%n",
          seconds,
          hear.readLine(),
          cores);
      return end.since(begin);
    } finally {
      crowd.destroyForcibly();
    }
  }

  private static void say(OutputStream tell, String word) throws IOException {
    tell.write((word + "\n").getBytes(StandardCharsets.UTF_8));
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

  private String metrics() throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  /** In a crowd the answer may be that there are too many, and the next one is waited for. */
  private Moment moment() throws Exception {
    String text = metrics();
    Matcher running = RUNNING.matcher(text);
    for (int tries = 1; !running.find(); tries++) {
      if (tries == MOST_TRIES) {
        throw new IOException("no figures on the page: " + text);
      }
      Thread.sleep(100);
      text = metrics();
      running = RUNNING.matcher(text);
    }
    double assembled =
        ASSEMBLED.matcher(text).results().mapToDouble(m -> Double.parseDouble(m.group(1))).sum();
    double cpu = factory.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    return new Moment(assembled, Double.parseDouble(running.group(1)), cpu);
  }

  /** CPU time of each of the page's threads so far, in ticks of Linux. */
  private Map<String, Long> cpuOfThePage() throws IOException {
    Map<String, Long> ticks = new HashMap<>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + factory.pid() + "/task"))) {
      for (Path thread : threads) {
        try {
          String stat = Files.readString(thread.resolve("stat"));
          if (stat.startsWith("web-page", stat.indexOf('(') + 1)) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks.put(thread.toString(), Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
          }
        } catch (NoSuchFileException ended) {
          continue;
        }
      }
    }
    return ticks;
  }

  private static double spent(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
        .sum();
  }

  private static double median(double... figures) {
    double[] sorted = Arrays.stream(figures).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  // ---- the end ----

  /** In order, with a balanced account and without an error in the log. */
  private boolean ended() throws IOException, InterruptedException {
    factory.destroy();
    boolean ended = factory.waitFor(60, TimeUnit.SECONDS);
    String out = Files.readString(folder.resolve("out"));
    String err = Files.readString(folder.resolve("err"));
    boolean well =
        ended
            && factory.exitValue() == 0
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
