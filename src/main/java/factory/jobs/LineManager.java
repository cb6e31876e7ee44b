package factory.jobs;

import factory.operations.JobStock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Leads one run of a pipeline: lays belts, places workers, and ends it, with what the consumer
 * returned or with the first failure.
 *
 * <p>The run is over when all workers have ended, so that no function of the user's is at work any
 * more. One that does not heed its interrupt is waited for no longer than {@link #PATIENCE}.
 */
final class LineManager extends AbstractBehavior<LineManager.Command> {
  /** What a line manager can be told. */
  sealed interface Command {}

  /**
   * A worker of this stage has ended.
   *
   * @param result what it found, of the consumer
   * @param thrown null if it came to its end, or nobody took any more what it made
   * @param item what it was at when it failed
   */
  record Finished(
      Stage stage, @Nullable Object result, @Nullable Throwable thrown, @Nullable String item)
      implements Command {}

  /** Stop every worker; the caller does not wait for a result. */
  enum Cancel implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private enum Impatient implements Command {
    INSTANCE
  }

  /** How long workers that were stopped are waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration TICK = Duration.ofMillis(100);

  private final TimerScheduler<Command> timers;
  private final Stage consumer;
  private final PipelineRun<?> run;
  private final long begun = System.nanoTime();
  private final Line line;
  private final Reporter reporter;
  private final DoubleSupplier progress;
  private final Onlooker<List<StageReport>> listener;
  private @Nullable Object result;
  private @Nullable Finished failed;
  private @Nullable RuntimeException broken;
  private boolean decided;
  private int running;

  /** Begins at once; {@code run} hears of the end whatever happens. */
  static Behavior<Command> create(
      Executor threads, Stage consumer, PipelinePlan plan, Reporter reporter, PipelineRun<?> run) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new LineManager(context, timers, threads, consumer, plan, reporter, run)));
  }

  private LineManager(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Executor threads,
      Stage consumer,
      PipelinePlan plan,
      Reporter reporter,
      PipelineRun<?> run) {
    super(context);
    this.timers = timers;
    this.consumer = consumer;
    this.reporter = reporter;
    this.progress = plan.progress();
    this.listener = new Onlooker<>(plan.onProgress());
    this.run = run;
    this.line = Line.lay(context, threads, consumer, plan.buffer());
    this.running = line.workers().size();
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Finished.class, this::onFinished)
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessageEquals(Cancel.INSTANCE, this::onCancel)
        .onMessageEquals(Impatient.INSTANCE, this::onImpatient)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Command> onFinished(Finished finished) {
    running--;
    if (!decided && finished.thrown() != null) {
      failed = finished;
      stopWorkers();
    } else if (!decided && finished.stage() == consumer) {
      result = finished.result();
      stopWorkers();
    }
    return running == 0 ? conclude() : this;
  }

  private Behavior<Command> onCancel() {
    if (!decided) {
      broken = new CancellationException("the pipeline was cancelled");
      stopWorkers();
    }
    return this;
  }

  private Behavior<Command> onChildFailed(ChildFailed signal) {
    Throwable cause = signal.getCause();
    broken =
        new IllegalStateException("an actor of the pipeline failed: " + Words.text(cause), cause);
    return conclude();
  }

  /** It is decided how this ends; whoever is still at work only holds it up. */
  private void stopWorkers() {
    decided = true;
    line.workers().forEach(worker -> worker.tell(StageWorker.Stop.INSTANCE));
    timers.startSingleTimer(Impatient.INSTANCE, PATIENCE);
  }

  private Behavior<Command> onImpatient() {
    String who = line.atWork();
    nameFailure();
    if (broken == null) {
      LoggerFactory.getLogger(LineManager.class)
          .warn("the pipeline is over, but left alone: {}, which did not heed the interrupt", who);
    } else {
      broken.addSuppressed(new IllegalStateException("did not heed the interrupt: " + who));
    }
    return conclude();
  }

  /** With the figures of the end: what others had in hand when it failed is counted as well. */
  private void nameFailure() {
    if (failed != null && failed.thrown() != null && broken == null) {
      List<StageReport> reports = line.reports();
      broken =
          failed.thrown() instanceof KeyFailed key
              ? new PipelineFailed(line.nameOf(key.stage()), key, reports)
              : new PipelineFailed(
                  line.nameOf(failed.stage()), failed.item(), failed.thrown(), reports);
    }
  }

  private Behavior<Command> onTick() {
    listener.tell(line.reports());
    reporter.tell(this::share, this::stock);
    return this;
  }

  private Behavior<Command> conclude() {
    decided = true;
    nameFailure();
    List<StageReport> reports = line.reports();
    listener.tell(reports);
    reporter.end(broken, this::share, this::stock);
    if (broken == null) {
      run.complete(result, reports, Duration.ofNanos(System.nanoTime() - begun));
    }
    return Behaviors.stopped();
  }

  private Behavior<Command> onStop() {
    nameFailure();
    reporter.end(broken, this::share, this::stock);
    // Nothing, if it is completed; workers stop with their manager, and interrupt what they are at.
    run.fail(broken);
    return this;
  }

  private List<JobStock.Stage> stock() {
    return line.reports().stream().map(StageReport::stock).toList();
  }

  /** A function of the user's, which may fail. */
  private double share() {
    try {
      return progress.getAsDouble();
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return Double.NaN;
    }
  }
}
