package factory.jobs;

import factory.operations.JobStock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what a run has done, and tells it a few times a second. */
final class ProgressTally {
  private static final long EVERY_NANOS = 100_000_000;

  private final OptionalLong total;
  private final int workers;
  private final Reporter reporter;
  private final Onlooker<Progress> listener;
  private final long begun = System.nanoTime();
  private long told = begun;
  private long done;
  private long failed;
  private long retries;

  ProgressTally(OptionalLong total, int workers, Consumer<Progress> listener, Reporter reporter) {
    this.total = total;
    this.workers = workers;
    this.listener = new Onlooker<>(listener);
    this.reporter = reporter;
  }

  void done() {
    done++;
  }

  void failed() {
    failed++;
  }

  void retried() {
    retries++;
  }

  void tell() {
    if (System.nanoTime() - told >= EVERY_NANOS) {
      tellLast();
    }
    reporter.tell(this::share, this::stock);
  }

  /** The run is over; {@code broken} ended it, if anything did. */
  void end(@Nullable Throwable broken) {
    reporter.end(broken, this::share, this::stock);
  }

  private double share() {
    return total.isEmpty() ? Double.NaN : (double) (done + failed) / Math.max(1, total.getAsLong());
  }

  /** Of tasks it is not known how long workers waited. */
  private List<JobStock.Stage> stock() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    return List.of(
        new JobStock.Stage(
            reporter.stage(), workers, done + failed, done, failed, elapsed, null, null));
  }

  void tellLast() {
    told = System.nanoTime();
    listener.tell(new Progress(done, failed, retries, total, Duration.ofNanos(told - begun)));
  }
}
