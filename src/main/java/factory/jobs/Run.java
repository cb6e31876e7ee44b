package factory.jobs;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a run. Whatever becomes of its foreman, each {@link #next} is answered: the
 * one that waits and those that come too late are failed by {@link #end}.
 */
final class Run<I, O> {
  /** The foreman needs a moment to hear it, and more on a busy machine. */
  private static final long PATIENCE_SECONDS = 5;

  private final TaskPool pool;
  private final Runnable cancel = this::cancel;
  private @Nullable ActorRef<Foreman.Command> foreman;
  private @Nullable CompletableFuture<List<Outcome<I, O>>> waiting;
  private @Nullable Throwable ended;
  private boolean cancelled;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  Run(TaskPool pool) {
    this.pool = pool;
  }

  /** Starts the foreman. */
  void begin(String job, Behavior<Foreman.Command> lead) {
    ActorRef<Foreman.Command> actor = pool.hire(job, lead, cancel);
    synchronized (this) {
      foreman = actor;
      if (cancelled) {
        Uninterrupted.tell(actor, Foreman.Cancel.INSTANCE);
      }
    }
  }

  /** The outcomes that are there, once there are any; none: that was all. One call at a time. */
  synchronized CompletableFuture<List<Outcome<I, O>>> next() {
    CompletableFuture<List<Outcome<I, O>>> answer = new CompletableFuture<>();
    if (ended != null || foreman == null) {
      answer.completeExceptionally(ended == null ? new CancellationException() : ended);
    } else {
      waiting = answer;
      Uninterrupted.tell(foreman, new Foreman.Take<>(answer));
    }
    return answer;
  }

  /** The same, waiting for it. A caller who is interrupted meanwhile cancels the run. */
  List<Outcome<I, O>> await() {
    try {
      return next().get();
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for tasks");
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  /**
   * Takes all outcomes as they come, on Java's common pool, which outlives this one; {@code end}
   * hears what broke the run, or null.
   */
  void drain(Consumer<List<Outcome<I, O>>> each, Consumer<@Nullable Throwable> end) {
    CompletableFuture<?> unused =
        next()
            .whenCompleteAsync(
                (outcomes, broken) -> {
                  if (broken != null || outcomes.isEmpty()) {
                    end.accept(broken);
                  } else {
                    each.accept(outcomes);
                    drain(each, end);
                  }
                });
  }

  /** As an exception that may be thrown anywhere. */
  static RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException known) {
      return known;
    }
    return new IllegalStateException("the run failed: " + Words.text(cause), cause);
  }

  /** Nothing more is begun and what runs is interrupted. Returns at once. */
  synchronized void cancel() {
    cancelled = true;
    if (foreman != null) {
      Uninterrupted.tell(foreman, Foreman.Cancel.INSTANCE);
    }
  }

  /**
   * The same, and waits until nothing more can begin; not for what runs, which may not heed its
   * interrupt. A caller who was interrupted waits as well, and is so still.
   */
  void close() {
    cancel();
    Void unused = over.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /**
   * From now on every answer is {@code broken}; the foreman says so as its last act. Null: it does
   * not know of a reason, or there is nothing left to answer.
   */
  void end(@Nullable Throwable broken) {
    Throwable cause = pool.why(broken);
    pool.dismiss(cancel);
    CompletableFuture<List<Outcome<I, O>>> answer;
    synchronized (this) {
      ended = ended == null ? cause : ended;
      answer = waiting;
    }
    if (answer != null) {
      answer.completeExceptionally(cause);
    }
    over.complete(null);
  }
}
