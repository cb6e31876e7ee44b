package factory.simulation;

import com.typesafe.config.Config;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** A scheduler whose time is moved by the test, in nanoseconds and without waiting. */
public final class StepScheduler extends AbstractScheduler {
  private record Task(long at, long number, Runnable runnable, AtomicBoolean cancelled) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          (a, b) -> a.at() == b.at() ? Long.compare(a.number(), b.number()) : Long.compare(a.at(), b.at()));
  private long now;
  private long number;

  public StepScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

  /** The time since the system was started, in nanoseconds. */
  public synchronized long nanos() {
    return now;
  }

  /** Moves the time on; what falls due on the way is handed to its executor in order. */
  public void pass(long nanos) {
    long until = nanos() + nanos;
    for (Task task = due(until); task != null; task = due(until)) {
      task.runnable().run();
    }
    synchronized (this) {
      now = until;
    }
  }

  private synchronized Task due(long until) {
    while (!tasks.isEmpty() && tasks.element().at() <= until) {
      Task task = tasks.remove();
      if (!task.cancelled().get()) {
        now = Math.max(now, task.at());
        return task;
      }
    }
    return null;
  }

  @Override
  public Cancellable schedule(
      FiniteDuration initialDelay, FiniteDuration interval, Runnable runnable, ExecutionContext executor) {
    AtomicBoolean cancelled = new AtomicBoolean();
    repeat(initialDelay.toNanos(), interval.toNanos(), runnable, executor, cancelled);
    return new Handle(cancelled);
  }

  private void repeat(
      long delay, long interval, Runnable runnable, ExecutionContext executor, AtomicBoolean cancelled) {
    add(
        delay,
        () -> {
          executor.execute(runnable);
          repeat(interval, interval, runnable, executor, cancelled);
        },
        cancelled);
  }

  @Override
  public Cancellable scheduleOnce(FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    AtomicBoolean cancelled = new AtomicBoolean();
    add(delay.toNanos(), () -> executor.execute(runnable), cancelled);
    return new Handle(cancelled);
  }

  private synchronized void add(long delay, Runnable runnable, AtomicBoolean cancelled) {
    tasks.add(new Task(now + Math.max(0, delay), number++, runnable, cancelled));
  }

  @Override
  public double maxFrequency() {
    return 1_000_000;
  }

  private record Handle(AtomicBoolean flag) implements Cancellable {
    @Override
    public boolean cancel() {
      return flag.compareAndSet(false, true);
    }

    @Override
    public boolean isCancelled() {
      return flag.get();
    }
  }
}
