package factory.jobs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** The caller's end of a running pipeline: completed once, whatever becomes of its manager. */
final class PipelineRun<R> {
  private final TaskPool pool;
  private final CompletableFuture<PipelineResult<R>> result;
  private final Runnable cancel = this::cancel;
  private @Nullable ActorRef<LineManager.Command> manager;
  private boolean cancelled;

  PipelineRun(TaskPool pool, CompletableFuture<PipelineResult<R>> result) {
    this.pool = pool;
    this.result = result;
  }

  /** Starts the manager. */
  void begin(String job, Behavior<LineManager.Command> lead) {
    ActorRef<LineManager.Command> actor = pool.hire(job, lead, cancel);
    synchronized (this) {
      manager = actor;
      if (cancelled) {
        cancel();
      }
    }
    CompletableFuture<?> unused =
        result.whenComplete(
            (value, thrown) -> {
              if (result.isCancelled()) {
                cancel();
              }
            });
  }

  private synchronized void cancel() {
    cancelled = true;
    if (manager != null) {
      Uninterrupted.tell(manager, LineManager.Cancel.INSTANCE);
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the consumer's own result, which may be null
  void complete(@Nullable Object value, List<StageReport> stages, Duration elapsed) {
    pool.dismiss(cancel);
    result.complete(new PipelineResult<>((R) value, stages, elapsed));
  }

  /** Does nothing once it is completed; null: the manager does not know of a reason. */
  void fail(@Nullable Throwable broken) {
    Throwable thrown = pool.why(broken);
    pool.dismiss(cancel);
    result.completeExceptionally(thrown);
  }
}
