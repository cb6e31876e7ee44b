package factory.jobs;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a worker was given at once, and what becomes of them. One thread {@link #run runs} it;
 * meanwhile the foreman may {@link #harvest} what is done, call the rest back, {@link #expire} the
 * task that takes too long, or {@link #callOff} the whole.
 */
final class Order<I, O> {
  /** One input on its way. */
  record Item<I>(long index, I input, int tries) {
    Item<I> again() {
      return new Item<>(index, input, tries + 1);
    }
  }

  /** What is begun within an order; what is not by then goes back to the foreman. */
  private static final long BOX_NANOS = 4_000_000;

  private final Batch<Item<I>> items;
  private final Outcome<I, O>[] outcomes;
  private final AtomicInteger done = new AtomicInteger();
  private int harvested;

  // What the thread is at, and whose it is; guarded by this.
  private @Nullable Thread thread;
  private @Nullable ActorRef<TaskWorker.Do<I, O>> worker;
  private long entered;
  private boolean over;
  private @Nullable Item<I> current;
  private long begun;
  private volatile long busy;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  Order(Batch<Item<I>> items) {
    this.items = items;
    this.outcomes = new Outcome[items.size()];
  }

  /**
   * Works through the items on the calling thread, which is the worker's.
   *
   * @return whether the thread may go on with another order: not if this one was called off, or a
   *     task failed in a way that ends the run
   */
  boolean run(ActorRef<TaskWorker.Do<I, O>> by, Task<I, O> task, TaskPlan plan) {
    if (!enter(by)) {
      return false;
    }
    boolean timed = plan.timeout() != null;
    long start = System.nanoTime();
    long now = start;
    int n = 0;
    try {
      for (int at = items.claim(); at >= 0; at = items.claim()) {
        Item<I> item = items.get(at);
        if (timed && !begin(item, now)) {
          return false;
        }
        Outcome<I, O> outcome = attempt(task, item);
        if (timed && !end()) {
          return false;
        }
        outcomes[n] = outcome;
        done.lazySet(++n);
        now = System.nanoTime();
        if (plan.isEndedBy(outcome)) {
          return false;
        }
        if (now - start > BOX_NANOS) {
          break;
        }
      }
    } finally {
      busy = now - start;
      leave();
    }
    return true;
  }

  private Outcome<I, O> attempt(Task<I, O> task, Item<I> item) {
    try {
      return new Outcome.Done<>(item.index, item.input, task.apply(item.input));
    } catch (Throwable e) {
      // Whatever it is, it is the task's; a worker outlives it.
      return new Outcome.Failed<>(item.index, item.input, e, item.tries + 1);
    } finally {
      // A task that was interrupted, or interrupted its own thread, must not disturb the next.
      Thread.interrupted();
    }
  }

  private synchronized boolean enter(ActorRef<TaskWorker.Do<I, O>> by) {
    worker = by;
    entered = System.nanoTime();
    thread = over ? null : Thread.currentThread();
    return !over;
  }

  private synchronized boolean begin(Item<I> item, long now) {
    current = item;
    begun = now;
    return !over;
  }

  private synchronized boolean end() {
    current = null;
    return !over;
  }

  /** Behind this no interrupt comes from here, so that it cannot hit what the thread does next. */
  private synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }

  /** Nothing more is begun; what runs is interrupted, and its outcome is nobody's. */
  void callOff() {
    items.recall();
    interrupt();
  }

  private synchronized void interrupt() {
    over = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /**
   * If the task that runs has done so for longer than {@code nanos}: calls the order off, and
   * returns that task.
   */
  synchronized @Nullable Item<I> expire(long nanos) {
    Item<I> late = current;
    if (over || late == null || System.nanoTime() - begun < nanos) {
      return null;
    }
    interrupt();
    return late;
  }

  /** Whose thread has begun it; null: nobody's. */
  synchronized @Nullable ActorRef<TaskWorker.Do<I, O>> worker() {
    return worker;
  }

  /** Calls back what is not begun. */
  Batch<Item<I>> recall() {
    return items.recall();
  }

  int left() {
    return items.left();
  }

  /** How long ago a thread began it, in nanoseconds; 0 if none has. */
  synchronized long age() {
    return worker == null ? 0 : System.nanoTime() - entered;
  }

  int size() {
    return items.size();
  }

  /** How many tasks were done. */
  int done() {
    return done.get();
  }

  /** The nanoseconds that one task took on average; only after the run. */
  long nanosPerTask() {
    return Math.max(1, busy / Math.max(1, done.get()));
  }

  /** The next outcome that was not harvested yet, or null; for one actor only. */
  @Nullable Outcome<I, O> harvest() {
    return harvested < done.get() ? outcomes[harvested++] : null;
  }
}
