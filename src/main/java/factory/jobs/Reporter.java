package factory.jobs;

import factory.operations.JobStock;
import factory.operations.JobStock.State;
import factory.operations.Ops;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells Ops what one job has done, each second and at its end; tells nobody where there is none.
 */
final class Reporter {
  private static final long EVERY_NANOS = 1_000_000_000;

  private final @Nullable ActorRef<Ops.Worked> ops;
  private final String job;
  private final String stage;
  private final long begun = System.nanoTime();
  private long told = begun;
  private boolean ended;

  Reporter(@Nullable ActorRef<Ops.Worked> ops, String job, String stage) {
    this.ops = ops;
    this.job = job;
    this.stage = stage;
  }

  /** The name of the only stage, of a job that has no others. */
  String stage() {
    return stage;
  }

  /** Does nothing if it did within the last second. */
  void tell(DoubleSupplier progress, Supplier<List<JobStock.Stage>> stages) {
    if (System.nanoTime() - told >= EVERY_NANOS) {
      told = System.nanoTime();
      send(State.RUNNING, progress, stages);
    }
  }

  /** Once, with what broke the job, if anything did; again is harmless. */
  void end(
      @Nullable Throwable broken, DoubleSupplier progress, Supplier<List<JobStock.Stage>> stages) {
    if (!ended) {
      ended = true;
      send(how(broken), progress, stages);
    }
  }

  private static State how(@Nullable Throwable broken) {
    return broken == null
        ? State.ENDED
        : broken instanceof CancellationException ? State.CANCELLED : State.FAILED;
  }

  private void send(State state, DoubleSupplier progress, Supplier<List<JobStock.Stage>> stages) {
    if (ops != null) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
      ops.tell(
          new Ops.Worked(new JobStock(job, elapsed, progress.getAsDouble(), state, stages.get())));
    }
  }
}
