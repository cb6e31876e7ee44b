package factory.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.event.LoggingAdapter;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * A scheduler that only moves when told to. Unlike the test kit's manual time, which sleeps for 100
 * ms at every step, it costs nothing, so that a test can take thousands of steps; and it has the
 * clock that belongs to it.
 */
@SuppressWarnings("deprecation") // Pekko still declares the old schedule method as abstract
public class StepScheduler extends AbstractScheduler {
  /** Puts a system under such a scheduler. */
  public static final Config CONFIG =
      ConfigFactory.parseString(
          "pekko.scheduler.implementation = \"" + StepScheduler.class.getName() + "\"");

  /** As Pekko's own scheduler with its ticks of 10 ms. */
  private static final long LONGEST = Integer.MAX_VALUE * 10_000_000L;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private long numbers;

  /** As Pekko wants it. */
  public StepScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

  /** The scheduler of a system that was made with {@link #CONFIG}. */
  public static StepScheduler of(ActorSystem<?> system) {
    return (StepScheduler) Adapter.toClassic(system).scheduler();
  }

  /** The clock. */
  public AtomicLong nanos() {
    return nanos;
  }

  /** Time passes, and what is due is run on this thread. */
  public void pass(Duration duration) {
    long end = nanos.get() + duration.toNanos();
    while (step(end)) {}
  }

  /**
   * Runs the one task that is due next, on this thread, with the clock at its time.
   *
   * @param end up to when, on this clock
   * @return false if nothing was due; the clock is at {@code end} then
   */
  public boolean step(long end) {
    Task task = next(end);
    if (task == null) {
      nanos.set(Math.max(nanos.get(), end));
      return false;
    }
    task.run();
    return true;
  }

  private synchronized @Nullable Task next(long end) {
    Task task = tasks.peek();
    if (task == null || task.due > end) {
      return null;
    }
    nanos.set(Math.max(nanos.get(), task.due));
    return tasks.poll();
  }

  private synchronized Task add(Task task, long delay) {
    if (delay > LONGEST) {
      throw new IllegalArgumentException("too far in the future: " + Duration.ofNanos(delay));
    }
    task.due = nanos.get() + delay;
    task.number = numbers++;
    tasks.add(task);
    return task;
  }

  @Override
  public Cancellable schedule(
      FiniteDuration delay, FiniteDuration interval, Runnable work, ExecutionContext executor) {
    return add(new Task(work, interval.toNanos()), delay.toNanos());
  }

  @Override
  public Cancellable scheduleOnce(FiniteDuration delay, Runnable work, ExecutionContext executor) {
    return add(new Task(work, 0), delay.toNanos());
  }

  @Override
  public double maxFrequency() {
    return 1000;
  }

  private final class Task implements Cancellable {
    private final Runnable work;
    private final long interval;
    private volatile boolean over;
    private long due;
    private long number;

    Task(Runnable work, long interval) {
      this.work = work;
      this.interval = interval;
    }

    void run() {
      if (over) {
        return;
      }
      if (interval > 0) {
        add(this, interval);
      } else {
        over = true;
      }
      work.run();
    }

    @Override
    public boolean cancel() {
      boolean before = over;
      over = true;
      return !before;
    }

    @Override
    public boolean isCancelled() {
      return over;
    }
  }
}
