package factory.jobs;

import factory.operations.Ops;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The floor that jobs run on: actors, and threads for what they are told to do. Any number of jobs
 * may run at once, each with workers of its own; a pool is opened once and closed at the end.
 *
 * <pre>{@code
 * try (TaskPool pool = TaskPool.open()) {
 *   List<Page> pages = pool.map(urls, 10, url -> fetch(url)).retry(2).run().values();
 * }
 * }</pre>
 */
public final class TaskPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskPool.class);

  /** Of all pools: several may share an actor system, where a name can be had once, and an Ops. */
  private static final AtomicLong HIRED = new AtomicLong();

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final boolean own;
  private final @Nullable ActorRef<Ops.Worked> ops;
  private final ExecutorService threads;
  private final Set<Runnable> running = new HashSet<>(); // guarded by this
  private volatile boolean closed;

  private TaskPool(ActorSystem<?> system, boolean own, @Nullable ActorRef<Ops.Worked> ops) {
    this.ops = ops;
    this.system = system;
    this.own = own;
    AtomicLong started = new AtomicLong();
    String name = system.name() + "-thread-";
    // As many threads as workers are busy; what bounds them is the number of workers.
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + started.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A pool with an actor system of its own, which takes some tenths of a second to start. */
  public static TaskPool open() {
    // The log wakes up first: it says so if an actor system makes it do that on two threads at
    // once.
    LoggerFactory.getILoggerFactory();
    return new TaskPool(ActorSystem.create(Behaviors.empty(), "jobs"), true, null);
  }

  /** A pool in an actor system that is there; closing the pool leaves the system as it is. */
  public static TaskPool in(ActorSystem<?> system) {
    return new TaskPool(system, false, null);
  }

  /**
   * The same, where Ops is told each second, and at the end, what each job has done: those of a
   * factory, or {@link Ops#create} without workshops.
   */
  public static TaskPool in(ActorSystem<?> system, ActorRef<Ops.Command> ops) {
    return new TaskPool(system, false, ops.narrow());
  }

  /**
   * Tasks for these inputs, not begun yet: see {@link Tasks} for how they can be run.
   *
   * @param workers how many tasks run at once, at least 1: as many as there are cores for tasks
   *     that compute, more for tasks that wait
   */
  public <I, O> Tasks<I, O> map(Iterable<? extends I> inputs, int workers, Task<I, O> task) {
    Objects.requireNonNull(inputs, "inputs");
    return tasks(() -> Inputs.of(inputs), workers, task);
  }

  /** The same for a stream, which can be run once, and is closed at the end of that run. */
  public <I, O> Tasks<I, O> map(Stream<? extends I> inputs, int workers, Task<I, O> task) {
    Objects.requireNonNull(inputs, "inputs");
    return tasks(() -> Inputs.of(inputs), workers, task);
  }

  private <I, O> Tasks<I, O> tasks(Supplier<Inputs<I>> inputs, int workers, Task<I, O> task) {
    Objects.requireNonNull(task, "task");
    return new Tasks<>(this, inputs, atLeastOne(workers), task, TaskPlan.DEFAULT, Tasks.Kind.TASKS);
  }

  /**
   * Cancels what still runs, and waits up to five seconds for tasks that do not heed their
   * interrupt. Jobs that come later are refused. A caller who was interrupted before waits as well,
   * and is so still.
   */
  @Override
  public void close() {
    closed = true;
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean interrupted = Thread.interrupted(); // what ended a run, as a rule
    try {
      endJobs(end);
      if (own) {
        system.terminate();
        system
            .getWhenTerminated()
            .toCompletableFuture()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
      threads.shutdown();
      // Pipelines have waited for theirs; threads that are free need a moment.
      long left = Math.max(end - System.nanoTime(), MOMENT.toNanos());
      if (!threads.awaitTermination(left, TimeUnit.NANOSECONDS)) {
        LOG.warn("a task does not end although it was interrupted; it is left alone");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the actor system of the jobs did not end", e);
    } finally {
      threads.shutdown();
      if (own) {
        system.terminate(); // its threads would keep the JVM; again is harmless
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void endJobs(long end) throws InterruptedException {
    List.copyOf(running).forEach(Runnable::run);
    while (!running.isEmpty() && System.nanoTime() < end) {
      wait(MOMENT.toMillis());
    }
  }

  /**
   * The threads that users' code runs on; refuses work with a {@link RejectedExecutionException}
   * where none can be started.
   */
  Executor threads() {
    return refusing(threads);
  }

  /**
   * Java throws an error where the system gives no further thread. In an actor that would end the
   * JVM, and all that it costs is one job.
   */
  static Executor refusing(Executor threads) {
    return work -> {
      try {
        threads.execute(work);
      } catch (OutOfMemoryError e) {
        throw new RejectedExecutionException(
            "no thread could be started for a worker (%s); fewer workers need fewer"
                .formatted(e.getMessage()),
            e);
      }
    };
  }

  /** A name for an actor that no other has. */
  static String name(String kind) {
    return kind + "-" + HIRED.incrementAndGet();
  }

  /** Who tells Ops of this job; {@code stage} is the name of its only stage, if it has one. */
  Reporter reporter(String job, String stage) {
    return new Reporter(ops, job, stage);
  }

  /** Starts the actor that leads a job; {@code cancel} ends it when the pool is closed before. */
  synchronized <C> ActorRef<C> hire(String job, Behavior<C> lead, Runnable cancel) {
    ActorRef<C> actor = spawn(job, lead);
    running.add(cancel);
    return actor;
  }

  /** The job is over. */
  synchronized void dismiss(Runnable cancel) {
    running.remove(cancel);
    notifyAll();
  }

  /**
   * Why a job ended.
   *
   * @param broken what its leading actor says; null if that was not told to stop
   */
  Throwable why(@Nullable Throwable broken) {
    if (broken != null && !(closed && broken instanceof CancellationException)) {
      return broken;
    }
    return closed
        ? new CancellationException("the pool was closed")
        : new IllegalStateException(
            "the job's actors were stopped: their actor system has ended, or the log names a fault");
  }

  /** Starts an actor that the caller ends; its name is from {@link #name}. */
  <C> ActorRef<C> spawn(String name, Behavior<C> behavior) {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    return system.systemActorOf(behavior, "job-" + name, Props.empty());
  }

  static int atLeastOne(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, were " + workers);
    }
    return workers;
  }
}
