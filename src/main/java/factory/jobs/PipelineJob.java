package factory.jobs;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** A pipeline from producers to a consumer, ready to run; as often as its producers can. */
public final class PipelineJob<R> {
  private static final int USUAL_BUFFER = 1024;

  private final Stage consumer;
  private final int buffer;
  private final Consumer<List<StageReport>> onProgress;

  PipelineJob(Stage consumer) {
    this(consumer, USUAL_BUFFER, stages -> {});
  }

  private PipelineJob(Stage consumer, int buffer, Consumer<List<StageReport>> onProgress) {
    this.consumer = consumer;
    this.buffer = buffer;
    this.onProgress = onProgress;
  }

  /**
   * How many items may wait before each stage, by default 1024; less for large ones. The workers of
   * the stage have up to as many in hand. At least one for each pair of workers that is connected.
   */
  public PipelineJob<R> buffer(int items) {
    if (items < 1) {
      throw new IllegalArgumentException("a buffer must hold at least 1 item, was " + items);
    }
    return new PipelineJob<>(consumer, items, onProgress);
  }

  /** Tells some times a second, and at the end, what stages have done; must return quickly. */
  public PipelineJob<R> onProgress(Consumer<List<StageReport>> listener) {
    return new PipelineJob<>(consumer, buffer, listener);
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
    run.begin(LineManager.create(pool.threads(), consumer, buffer, onProgress, run));
    return result;
  }
}
