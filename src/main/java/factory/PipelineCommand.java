package factory;

import factory.AccessLog.Hit;
import factory.AccessLog.Line;
import factory.jobs.Pipeline;
import factory.jobs.PipelineFailed;
import factory.jobs.PipelineJob;
import factory.jobs.PipelineResult;
import factory.jobs.StageReport;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a {@link Pipeline} out: an access log, workers that look its clients up, a report. */
@Command(
    name = "pipeline",
    description = "Reads an access log, looks each client up with many workers, and reports.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {JobOptions.ALL_DONE, JobOptions.FAILED, JobOptions.WRONG, JobOptions.SIGNAL},
    footer = {"", "In Java: docs/jobs.md"})
final class PipelineCommand implements Callable<Integer> {
  private static final int NAMED = 5;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = {
        "The access log, in combined format, plain or .gz; by default",
        "../shared/data/web-access/apache_logs.gz, where that is not",
        "there the sample conf/samples/access.log."
      })
  private @Nullable Path log;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many look clients up (${DEFAULT-VALUE}).")
  private int workers = 12;

  @Option(
      names = "--wait",
      paramLabel = "S",
      description = "How long a look-up waits for its answer, in seconds (${DEFAULT-VALUE}).")
  private double wait = 0.001;

  @Option(
      names = "--dns",
      description = "Really ask the name service for each client, in place of waiting.")
  private boolean dns;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many clients to name (${DEFAULT-VALUE}).")
  private int top = 5;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private volatile List<StageReport> stages = List.of();
  private Duration wall = Duration.ZERO;

  /** A hit and the name of its client. */
  record Named(Hit hit, String client) {}

  /** What the consumer makes of all hits. */
  static final class Report {
    private long requests;
    private long bytes;
    private long robots;
    private final List<Long> unreadable = new ArrayList<>();
    private final Map<Integer, Long> status = new TreeMap<>();
    private final Map<String, Long> clients = new HashMap<>();

    private synchronized void add(Named named) {
      Hit hit = named.hit();
      if (!hit.readable()) {
        unreadable.add(hit.line());
        return;
      }
      requests++;
      bytes += hit.bytes();
      robots += hit.robot() ? 1 : 0;
      status.merge(hit.status(), 1L, Long::sum);
      clients.merge(named.client(), 1L, Long::sum);
    }
  }

  @Override
  public Integer call() {
    JobOptions.workers(workers);
    JobOptions.atLeast(0, "--top", top);
    Duration each = JobOptions.seconds("--wait", wait);
    Path file = log == null ? AccessLog.usual() : log;
    AccessLog.check(file);
    PrintWriter out = spec.commandLine().getOut();
    Report report = new Report();
    return JobSignal.run(
        signal -> run(signal, out, file, report, each),
        () -> {
          out.println(JobSignal.ENDED + "; what came through until then:");
          printUntilThen(out, report, stages);
        });
  }

  private int run(JobSignal signal, PrintWriter out, Path file, Report report, Duration each) {
    AccessLog access = new AccessLog(file);
    PipelineJob<Report> job =
        Pipeline.from("read the log", access::lines)
            .<Named>through("look up", workers, lines -> lines.map(line -> lookUp(line, each)))
            .to(
                "report",
                all -> {
                  all.forEachOrdered(report::add);
                  return report;
                })
            .onProgress(now -> stages = now)
            .progress(access::share);
    try {
      PipelineResult<Report> result = run(signal, job);
      print(out, result.value());
      printStages(out, result.stages(), result.elapsed());
      if (report.requests == 0) {
        out.printf("%n%s: no line of it is one of an access log in combined format%n", file);
        return ExitCode.UNEXPECTED.code();
      }
      return ExitCode.OK.code();
    } catch (PipelineFailed e) {
      out.println(file + ": " + access.why(e) + "; what came through until then:");
      printUntilThen(out, report, e.stages());
      return ExitCode.UNEXPECTED.code();
    }
  }

  private void printUntilThen(PrintWriter out, Report report, List<StageReport> done) {
    synchronized (report) { // its worker may be one that did not heed its interrupt
      print(out, report);
    }
    printStages(out, done, wall);
  }

  private PipelineResult<Report> run(JobSignal signal, PipelineJob<Report> job) {
    try (JobFloor floor = signal.open(() -> JobFloor.open("pipeline"))) {
      long begun = System.nanoTime();
      try {
        return job.run(floor.pool());
      } finally {
        wall = Duration.ofNanos(System.nanoTime() - begun);
      }
    }
  }

  private Named lookUp(Line line, Duration each) {
    Hit hit = Hit.of(line);
    if (dns) {
      return new Named(hit, nameOf(hit.client()));
    }
    try {
      // Stands for a service that takes its time to answer.
      TimeUnit.NANOSECONDS.sleep(each.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Named(hit, hit.client());
  }

  private static String nameOf(String client) {
    try {
      return InetAddress.getByName(client).getCanonicalHostName();
    } catch (UnknownHostException e) {
      return client;
    }
  }

  private void print(PrintWriter out, Report report) {
    out.printf("requests    %s%n", Words.count(report.requests));
    out.printf("bytes       %s%n", Words.count(report.bytes));
    out.printf("by robots   %s%n", Words.count(report.robots));
    List<String> codes = new ArrayList<>();
    report.status.forEach((code, n) -> codes.add(code + " " + Words.count(n)));
    out.printf("status      %s%n", codes.isEmpty() ? "-" : String.join(", ", codes));
    out.printf("clients     %s%n", Words.count(report.clients.size()));
    report.clients.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(top)
        .forEach(e -> out.printf("            %-40s %s%n", e.getKey(), Words.count(e.getValue())));
    printUnreadable(out, report.unreadable);
  }

  private static void printUnreadable(PrintWriter out, List<Long> lines) {
    if (!lines.isEmpty()) {
      List<String> named = lines.stream().sorted().limit(NAMED).map(Words::count).toList();
      String rest = lines.size() > NAMED ? " and others" : "";
      out.printf(
          "unreadable  %s: %s%s%n",
          Words.count(lines.size(), "line"), String.join(", ", named), rest);
    }
  }

  private static void printStages(PrintWriter out, List<StageReport> stages, Duration all) {
    if (stages.isEmpty()) {
      return;
    }
    int width = stages.stream().map(StageReport::name).mapToInt(String::length).max().orElse(0);
    String row = "%-" + Math.max(width, 5) + "s %7s %10s %10s %10s %10s %12s %11s%n";
    out.println();
    out.printf(row, "stage", "workers", "in", "out", "items/s", "busy", "wait items", "wait room");
    for (StageReport s : stages) {
      out.printf(
          row,
          s.name(),
          s.workers(),
          Words.count(s.in()),
          Words.count(s.out()),
          Words.count(Math.round(s.perSecond())),
          JobOptions.seconds(s.busy()),
          JobOptions.seconds(s.waitedForItems()),
          JobOptions.seconds(s.waitedForRoom()));
    }
    out.printf(Locale.ROOT, "wall %s%n", JobOptions.seconds(all));
  }
}
