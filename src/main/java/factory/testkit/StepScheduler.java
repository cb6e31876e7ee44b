package factory.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  /** The longest pause between two looks of the same when nothing happens. */
  public static final Duration LEAP = Duration.ofMinutes(1);

  private static final Duration CALM = Duration.ofSeconds(8);

  /** What comes more seldom is no look. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number));
  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private long numbers;
  private long steps;

  /** Since when, on this clock, nothing but looks was begun or run. */
  private long quietSince;

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

  /** How many tasks were run. */
  public synchronized long steps() {
    return steps;
  }

  /**
   * Something happens that this scheduler does not see: no look is passed over for a while.
   *
   * @param longest how long it may go on
   */
  public synchronized void disturb(Duration longest) {
    quietSince = nanos.get() + longest.toNanos();
  }

  /**
   * As {@link #step}, but a pause in which everybody only looks every other time is passed over in
   * leaps. Whatever is done within two seconds, again and again, counts as looking once nothing
   * else was done for {@link #CALM}. The next looks of all are made together then, {@link #LEAP}
   * later, and never beyond another task. Who began to look first looks last, as Ops does, which
   * sees what the others have reported. What time alone brings, as an alarm, may be found a leap
   * later.
   */
  public boolean leap(long end) {
    skip(end);
    return step(end);
  }

  private synchronized void skip(long end) {
    long now = nanos.get();
    if (now - quietSince < CALM.toNanos()) {
      return;
    }
    List<Task> looks = new ArrayList<>();
    long to = Math.min(end, now + LEAP.toNanos());
    for (Task task : tasks) {
      if (!task.over && task.isLook()) {
        looks.add(task);
      } else if (!task.over) {
        to = Math.min(to, task.due);
      }
    }
    if (to - now < 2 * LONGEST_LOOK.toNanos()) {
      return;
    }
    looks.sort(Comparator.comparingLong(task -> -task.begun));
    tasks.removeAll(looks);
    for (Task look : looks) {
      look.due = Math.max(to, look.due);
      look.number = numbers++;
      tasks.add(look);
    }
  }

  private synchronized @Nullable Task next(long end) {
    Task task = tasks.peek();
    if (task == null || task.due > end) {
      return null;
    }
    nanos.set(Math.max(nanos.get(), task.due));
    steps++;
    if (!task.over && !task.isLook()) {
      quietSince = Math.max(quietSince, nanos.get());
    }
    return tasks.poll();
  }

  private synchronized Task add(Task task, long delay) {
    if (delay > LONGEST) {
      throw new IllegalArgumentException("too far in the future: " + Duration.ofNanos(delay));
    }
    task.due = nanos.get() + delay;
    task.number = numbers++;
    if (task.begun < 0) {
      task.begun = task.number;
      task.delay = delay;
      if (!task.isLook()) {
        quietSince = Math.max(quietSince, nanos.get());
      }
    }
    tasks.add(task);
    return task;
  }

  @Override
  public Cancellable schedule(
      FiniteDuration delay, FiniteDuration interval, Runnable work, ExecutionContext executor) {
    return add(new Task(work, interval.toNanos()), delay.toNanos());
  }

  /** As Pekko's own, but known as one task: a scheduler that never waits cannot fall behind. */
  @Override
  public Cancellable scheduleWithFixedDelay(
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

    /** Its first number. */
    private long begun = -1;

    private long delay;

    Task(Runnable work, long interval) {
      this.work = work;
      this.interval = interval;
    }

    /** Whether it only comes to look, if nothing comes of it. */
    boolean isLook() {
      return (interval > 0 ? interval : delay) <= LONGEST_LOOK.toNanos();
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
