package factory.jobs;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** A pipeline from producers to a consumer, ready to run; as often as its producers can. */
public final class PipelineJob<R> {
  private final Stage consumer;
  private final PipelinePlan plan;

  PipelineJob(Stage consumer) {
    this(consumer, PipelinePlan.USUAL);
  }

  private PipelineJob(Stage consumer, PipelinePlan plan) {
    this.consumer = consumer;
    this.plan = plan;
  }

  /**
   * How many items may wait before each stage, by default 1024; less for large ones. The workers of
   * the stage have up to as many in hand. At least one for each pair of workers that is connected.
   */
  public PipelineJob<R> buffer(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("a buffer must hold at least 1 item, was " + items);
    }
    return new PipelineJob<>(consumer, new PipelinePlan(items, plan.onProgress(), plan.progress()));
  }

  /** Tells some times a second, and at the end, what stages have done; must return quickly. */
  public PipelineJob<R> onProgress(Consumer<List<StageReport>> listener) {
    Objects.requireNonNull(listener, "listener");
    return new PipelineJob<>(consumer, new PipelinePlan(plan.buffer(), listener, plan.progress()));
  }

  /**
   * Tells Ops how much of the input is read, from 0 to 1, for the bar that it draws; asked on
   * another thread than that of the producer.
   */
  public PipelineJob<R> progress(DoubleSupplier share) {
    return new PipelineJob<>(consumer, new PipelinePlan(plan.buffer(), plan.onProgress(), share));
  }

  /**
   * Runs it on a pool of its own and waits.
   *
   * @throws PipelineFailed if a producer, stage or consumer threw
   */
  public PipelineResult<R> run() {
    try (TaskPool pool = TaskPool.open()) {
      return run(pool);
    }
  }

  /** The same on a pool that is there. A caller who is interrupted cancels it. */
  public PipelineResult<R> run(TaskPool pool) {
    CompletableFuture<PipelineResult<R>> result = start(pool);
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the pipeline");
    } catch (ExecutionException e) {
      throw Run.thrown(e.getCause());
    }
  }

  /** Runs it without waiting. Cancelling the future stops the pipeline. */
  public CompletableFuture<PipelineResult<R>> start(TaskPool pool) {
    CompletableFuture<PipelineResult<R>> result = new CompletableFuture<>();
    PipelineRun<R> run = new PipelineRun<>(pool, result);
    String job = TaskPool.name("pipeline");
    run.begin(job, LineManager.create(pool.threads(), consumer, plan, pool.reporter(job, ""), run));
    return result;
  }
}
