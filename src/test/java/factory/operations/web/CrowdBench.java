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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Measures by how much a {@link Crowd} at the page slows the factory; how to start it stands in
 * {@code docs/performance-history.md}. One factory runs at full speed on all cores but the last, to
 * which the crowd is pinned, so that only what the factory itself spends on the crowd counts.
 *
 * <p>A busy core takes memory and cache from the others, whomever it visits. So the crowd is never
 * away: while the factory is left alone, the same crowd is at a decoy, the page of an idle factory
 * on the crowd's own core. It goes to and fro, since a machine has its minutes: each piece is put
 * together from several, in turn. Whoever waits at one page goes away from there to the other, and
 * a visit is as long as a refusal is held back, so that each has as many of those as of all else.
 *
 * <p>What was bought meanwhile is read from the factory's console, since {@code /metrics} is in the
 * crowd. Its lines come up to half a second after the figures in them, now sooner, now later; so
 * the time between two lines is taken from what the factory itself counted in a second. This
 * process, which looks at all that, is pinned to the last core as well.
 */
public final class CrowdBench {
  private static final double MOST = 0.05;
  private static final int WARM_UP_SECONDS = 20;

  /** What answers a crowd is still being compiled after that. */
  private static final int WARM_UP_VISIT_SECONDS = 40;

  /** How often the crowd comes and goes in a pair. */
  private static final int VISITS = 4;

  /** As under Method in {@code docs/performance-history.md}. */
  private static final List<String> MEMORY =
      List.of("-Xms4g", "-Xmx4g", "-Xmn1g", "-XX:+AlwaysPreTouch");

  /** For all of the crowd to come over. */
  private static final int PAUSE_SECONDS = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int lastCore = Runtime.getRuntime().availableProcessors() - 1;
  private final VisitedPlant factory;
  private final VisitedPlant decoy;
  private final Process crowd;
  private final BufferedReader answers;
  private final CoreMeter meter;

  private record Moment(VisitedPlant.Work work, CoreMeter.Figures figures) {
    Piece since(Moment before) {
      return new Piece(
          work.bought() - before.work.bought(),
          work.seconds() - before.work.seconds(),
          figures.since(before.figures));
    }
  }

  /** What was bought, in how many seconds, and what was counted meanwhile. */
  private record Piece(double bought, double seconds, CoreMeter.Figures figures) {
    static final Piece NONE = new Piece(0, 0, CoreMeter.Figures.NONE);

    Piece plus(Piece other) {
      return new Piece(bought + other.bought, seconds + other.seconds, figures.plus(other.figures));
    }

    double perSecond() {
      return bought / seconds;
    }

    double perCpuSecond() {
      return perSecond() / cpu();
    }

    /** What other processes took of the factory's cores: with much of that a pair says little. */
    double others() {
      return figures.perSecond("cores user", "cores system") - cpu();
    }

    private double cpu() {
      return figures.perSecond("process user", "process system");
    }
  }

  /**
   * {@code [JAR [PAIRS [SECONDS]]]}, by default {@code target/factory.jar}, 5 pairs of 60 s each.
   * Exits with 1 if the promise is not kept or the factory does not end as it should.
   */
  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args.length > 0 ? args[0] : "target/factory.jar");
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 60;
    if (Runtime.getRuntime().availableProcessors() < 2 || !Files.exists(jar)) {
      System.err.println(
          "needs two cores or more, 6 GB of memory, and " + jar + " (mvn -DskipTests package)");
      System.exit(2);
    }
    System.exit(kept(jar, pairs, Math.max(1, seconds / VISITS)) ? 0 : 1);
  }

  private static boolean kept(Path jar, int pairs, int seconds) throws Exception {
    CrowdBench bench = new CrowdBench(jar);
    try {
      boolean kept = bench.measure(pairs, seconds);
      return bench.factory.ended() && kept;
    } finally {
      bench.crowd.destroyForcibly();
      bench.decoy.kill();
      bench.factory.kill();
    }
  }

  private CrowdBench(Path jar) throws IOException, InterruptedException {
    String last = Integer.toString(lastCore);
    pin(last);
    factory = new VisitedPlant(jar, "0-" + (lastCore - 1), MEMORY, "unlimited");
    decoy = new VisitedPlant(jar, last, List.of("-Xmx256m"), "1");
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", last, VisitedPlant.java(), "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Crowd.class.getName()));
    crowd = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers =
        new BufferedReader(new InputStreamReader(crowd.getInputStream(), StandardCharsets.UTF_8));
    meter = factory.meter(lastCore);
    say(decoy);
  }

  /** This process with all its threads, which would take time from the factory as well. */
  private static void pin(String core) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("taskset", "-a", "-p", "-c", core, self)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  // ---- measuring ----

  private boolean measure(int pairs, int seconds) throws Exception {
    System.out.printf(
        "Java %s, factory on cores 0 to %d, crowd and decoy on core %d%n",
        System.getProperty("java.version"), lastCore - 1, lastCore);
    pass(WARM_UP_SECONDS);
    visited(WARM_UP_VISIT_SECONDS);
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
          "pair %d: %,.0f materials/s alone, %,.0f with the crowd (%+.1f %%, for each CPU second %+.1f %%), the page took %.2f of a core, others %.2f alone and %.2f with the crowd%n",
          pair + 1,
          alone[pair].perSecond(),
          crowded[pair].perSecond(),
          100 * (crowded[pair].perSecond() / alone[pair].perSecond() - 1),
          100 * (crowded[pair].perCpuSecond() / alone[pair].perCpuSecond() - 1),
          crowded[pair].figures.perSecond("threads page"),
          alone[pair].others(),
          crowded[pair].others());
      System.out.println("  alone: " + alone[pair].figures);
      System.out.println("  crowd: " + crowded[pair].figures);
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

  private void say(VisitedPlant door) throws IOException {
    OutputStream tell = crowd.getOutputStream();
    tell.write((door.port() + "\n").getBytes(StandardCharsets.UTF_8));
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
    URI address = URI.create("http://127.0.0.1:" + factory.port() + "/metrics");
    HttpRequest ask = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).build();
    try {
      http.send(ask, BodyHandlers.discarding());
    } catch (IOException inTheCrowd) {
      // it is asked again in a second
    }
  }

  /** When the console says the next line, so that all figures are of the same time. */
  private Moment moment() throws IOException, InterruptedException {
    VisitedPlant.Work before = factory.work();
    VisitedPlant.Work now;
    do {
      Thread.sleep(20);
      now = factory.work();
    } while (now.lines() == before.lines());
    return new Moment(now, meter.read());
  }

  private static double median(double... figures) {
    double[] sorted = Arrays.stream(figures).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
