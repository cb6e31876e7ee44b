package factory.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that runs all actors of a scenario, in the order in which they became ready, and
 * that knows when nobody has anything left to do.
 *
 * <p>Work that blocks (reading a source, shipping) is done on threads of its own, see {@link
 * Blocking}; it is counted here, so that a factory whose driver is under way is not taken for idle.
 * A reader that waits for the test to buy something counts as idle ({@link #rest}).
 */
final class OneThread {
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final Thread thread = new Thread(this::work, "factory-scenario");

  /** Errands on other threads that are under way. */
  private int away;

  /** Runs when nobody has anything to do, until it says false. */
  private @Nullable BooleanSupplier whenIdle;

  private boolean busy;
  private boolean stopped;
  private long done;
  private @Nullable Throwable failure;

  /** Begins to work; before that it only counts. */
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has this run once those before it have. */
  synchronized void execute(Runnable task) {
    ready.add(task);
    if (Thread.currentThread() != thread) {
      notifyAll();
    }
  }

  /** An errand begins on another thread, or goes on after a rest. */
  synchronized void leave() {
    away++;
  }

  /** An errand is done, or rests until the test does something. */
  synchronized void rest() {
    away--;
    notifyAll();
  }

  /**
   * Waits until nobody has anything to do, then calls {@code next}, which may make work; and so on
   * until {@code next} says false and all is idle again.
   *
   * @param patience longest time without any task being done
   * @throws AssertionError if it takes longer, or if a task has failed
   */
  synchronized void settle(BooleanSupplier next, Duration patience) {
    whenIdle = next;
    notifyAll();
    long before = done;
    long deadline = System.nanoTime() + patience.toNanos();
    while (!stopped && (whenIdle != null || !isIdle())) {
      if (done != before) {
        before = done;
        deadline = System.nanoTime() + patience.toNanos();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            "the factory has not come to rest: nothing was done for "
                + patience.toSeconds()
                + " s; it is at\n  "
                + where());
      }
      try {
        wait(Math.max(1, Math.min(100, left / 1_000_000)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while the factory was at work", e);
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new AssertionError("a thread of the factory failed: " + thrown, thrown);
    }
  }

  /** Ends the thread; what is ready and not begun is dropped. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private boolean isIdle() {
    return ready.isEmpty() && away == 0 && !busy;
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Throwable thrown) { // as any thread's last words; the test is told
        fail(thrown);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    busy = false;
    done++;
    while (!stopped) {
      Runnable task = ready.poll();
      if (task == null && away == 0 && whenIdle != null) {
        task = this::idle;
      }
      if (task != null) {
        busy = true;
        return task;
      }
      notifyAll();
      try {
        wait();
      } catch (InterruptedException e) {
        continue; // nobody but stop() ends this thread
      }
    }
    return null;
  }

  private void idle() {
    BooleanSupplier step = whenIdle;
    boolean more = false;
    try {
      more = step != null && step.getAsBoolean();
    } finally {
      if (!more) {
        whenIdle = null;
      }
    }
  }

  private synchronized void fail(Throwable thrown) {
    failure = failure == null ? thrown : failure;
    notifyAll();
  }

  private String where() {
    StringBuilder text = new StringBuilder(thread.getName());
    for (StackTraceElement frame : thread.getStackTrace()) {
      text.append("\n    at ").append(frame);
    }
    return text + (away == 0 ? "" : "\n  and " + away + " threads that read or ship");
  }
}
