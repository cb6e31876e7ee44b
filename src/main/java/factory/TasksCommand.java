package factory;

import factory.jobs.Outcome;
import factory.jobs.Progress;
import factory.jobs.TaskFailed;
import factory.jobs.TaskPool;
import factory.jobs.Tasks;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries a {@link TaskPool} out: tasks that wait or compute for a given time. */
@Command(
    name = "tasks",
    description =
        "Runs tasks that take a given time on a pool of workers, and says how close to the ideal that was.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {JobOptions.ALL_DONE, JobOptions.FAILED, JobOptions.WRONG, JobOptions.SIGNAL},
    footer = {"", "In Java: docs/jobs.md"})
final class TasksCommand implements Callable<Integer> {
  private static final int NAMED = 5;

  @Option(names = "--count", paramLabel = "N", description = "How many tasks (${DEFAULT-VALUE}).")
  private int count = 100;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many run at once (${DEFAULT-VALUE}).")
  private int workers = 10;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each takes (${DEFAULT-VALUE}); 0: as good as nothing.")
  private double seconds = 0.5;

  @Option(names = "--compute", description = "Tasks keep a core busy; else they wait.")
  private boolean compute;

  @Option(
      names = "--fail-every",
      paramLabel = "N",
      description = "Of each N tasks the last fails: of 5, tasks 4, 9, 14 ..., from 0 (0: none).")
  private int failEvery;

  @Option(names = "--fail-fast", description = "The first failure ends it.")
  private boolean failFast;

  @Option(
      names = "--retry",
      paramLabel = "N",
      description = "More tries for a task that fails (${DEFAULT-VALUE}).")
  private int retry;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "How long one try may take (0: as long as it likes).")
  private double timeout;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private volatile @Nullable Progress last;

  @Override
  public Integer call() {
    JobOptions.atLeast(0, "--count", count);
    JobOptions.workers(workers);
    JobOptions.atLeast(0, "--fail-every", failEvery);
    JobOptions.atLeast(0, "--retry", retry);
    Duration each = JobOptions.seconds("--seconds", seconds);
    Duration limit = JobOptions.seconds("--timeout", timeout);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s of %s s on %s%n",
        Words.count(count, "task"), plain(seconds), Words.count(workers, "worker"));
    ProgressBar bar = ProgressBar.of(spec);
    return JobSignal.run(
        signal -> open(signal, out, bar, each, limit),
        () -> {
          bar.end();
          out.println(JobSignal.ENDED);
          reportUntilThen(out);
        });
  }

  private int open(
      JobSignal signal, PrintWriter out, ProgressBar bar, Duration each, Duration limit) {
    try (TaskPool pool = signal.open(TaskPool::open)) {
      // What is measured is the pool, not how long Java takes to load it.
      int few = 2 * Math.min(workers, Math.min(count, 1000));
      pool.map(IntStream.range(0, few).boxed().toList(), workers, number -> number).run();
      bar.begin();
      return run(pool, out, bar, each, limit);
    }
  }

  private int run(TaskPool pool, PrintWriter out, ProgressBar bar, Duration each, Duration limit) {
    Tasks<Integer, Integer> tasks =
        pool.<Integer, Integer>map(
                IntStream.range(0, count).boxed(), workers, number -> work(number, each))
            .asCompleted()
            .retry(retry)
            .onProgress(
                progress -> {
                  last = progress;
                  bar.show(progress.done(), count, more(progress));
                });
    tasks = limit.isZero() ? tasks : tasks.timeout(limit);
    tasks = failFast ? tasks.failFast() : tasks;
    Tally tally = new Tally();
    long begun = System.nanoTime();
    try (Stream<Outcome<Integer, Integer>> outcomes = tasks.stream()) {
      outcomes.forEach(tally::add);
      Duration wall = Duration.ofNanos(System.nanoTime() - begun);
      bar.end();
      return report(out, tally, wall, each);
    } catch (TaskFailed | RejectedExecutionException e) {
      bar.end();
      out.println(e.getMessage());
      reportUntilThen(out);
      return ExitCode.UNEXPECTED.code();
    }
  }

  private int work(int number, Duration each) throws InterruptedException {
    if (compute) {
      long end = System.nanoTime() + each.toNanos();
      while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    } else if (!each.isZero()) {
      // What is measured is how tasks that wait share their workers.
      TimeUnit.NANOSECONDS.sleep(each.toNanos());
    }
    if (failEvery > 0 && (number + 1) % failEvery == 0) {
      throw new IllegalStateException("failed because of --fail-every " + failEvery);
    }
    return number;
  }

  /** Of a run that was ended early. */
  private void reportUntilThen(PrintWriter out) {
    Progress progress = last;
    out.printf(
        "done    %s of %s%n",
        Words.count(progress == null ? 0 : progress.done()), Words.count(count));
    if (progress != null) {
      out.printf("failed  %s%n", Words.count(progress.failed()));
      out.printf("wall    %s%n", JobOptions.seconds(progress.elapsed()));
    }
  }

  /** What is kept of outcomes, so that any number of tasks fits into memory. */
  private static final class Tally {
    private long done;
    private long failed;
    private final TreeMap<Long, Outcome.Failed<Integer, Integer>> named = new TreeMap<>();

    void add(Outcome<Integer, Integer> outcome) {
      if (outcome instanceof Outcome.Failed<Integer, Integer> failure) {
        failed++;
        named.put(failure.index(), failure);
        if (named.size() > NAMED) {
          named.pollLastEntry();
        }
      } else {
        done++;
      }
    }
  }

  private int report(PrintWriter out, Tally tally, Duration wall, Duration each) {
    out.printf("done    %s%n", Words.count(tally.done));
    out.printf("failed  %s%n", Words.count(tally.failed));
    tally
        .named
        .values()
        .forEach(
            f ->
                out.printf(
                    "        task %s, %s: %s%n",
                    f.index(), f.tries() + (f.tries() == 1 ? " try" : " tries"), f.cause()));
    if (tally.failed > NAMED) {
      out.printf("        and %s more%n", Words.count(tally.failed - NAMED));
    }
    out.printf("wall    %s%s%n", JobOptions.seconds(wall), beside(wall, each));
    out.printf("rate    %s tasks/s%n", Words.count(Math.round(tally.done * 1e9 / wall.toNanos())));
    return (tally.failed == 0 ? ExitCode.OK : ExitCode.UNEXPECTED).code();
  }

  /** The ideal counts only where each task runs once and for its time. */
  private String beside(Duration wall, Duration each) {
    if (each.isZero() || count == 0) {
      return "";
    }
    if (failEvery > 0 || timeout > 0 || compute) {
      return "; an ideal there is only without --compute, --fail-every and --timeout";
    }
    Duration ideal = each.multipliedBy((count + workers - 1L) / workers);
    Duration over = wall.minus(ideal);
    String more =
        over.compareTo(ideal) > 0 // of a moment the share says nothing
            ? JobOptions.seconds(over)
            : String.format(Locale.ROOT, "%.2f %%", over.toNanos() * 100.0 / ideal.toNanos());
    return "; ideal " + JobOptions.seconds(ideal) + ", " + more + " more";
  }

  private static String more(Progress progress) {
    return (progress.failed() == 0 ? "" : ", " + Words.count(progress.failed()) + " failed")
        + (progress.retries() == 0 ? "" : ", " + Words.count(progress.retries()) + " tried again");
  }

  private static String plain(double seconds) {
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }
}
