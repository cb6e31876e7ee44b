package factory.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.event.LoggingAdapter;

/**
 * The scheduler of a scenario's actor system; it has the thread that belongs to it.
 *
 * <p>Pekko makes both schedulers and thread dispatchers by the name of a class. A dispatcher is
 * given the scheduler of its system, and so finds the one thread without anything static.
 */
final class ScenarioScheduler extends StepScheduler {
  private static final List<String> ON_ONE_THREAD =
      List.of("pekko.actor.default-dispatcher", "pekko.actor.internal-dispatcher");

  private final OneThread thread = new OneThread();

  /** As Pekko wants it. */
  public ScenarioScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    super(config, log, threads);
    thread.start();
  }

  /** The scheduler of a system that was made with {@link #config}. */
  static ScenarioScheduler in(ActorSystem<?> system) {
    return (ScenarioScheduler) of(system);
  }

  OneThread thread() {
    return thread;
  }

  /**
   * What puts a system on one thread.
   *
   * @param others further thread dispatchers whose actors shall run there
   */
  static Config config(List<String> others) {
    StringBuilder text =
        new StringBuilder("pekko.scheduler.implementation = \"")
            .append(ScenarioScheduler.class.getName())
            .append("\"\n");
    for (List<String> dispatchers : List.of(ON_ONE_THREAD, others)) {
      for (String dispatcher : dispatchers) {
        text.append(
            "%s { type = Dispatcher, executor = \"%s\" }\n"
                .formatted(dispatcher, Together.class.getName()));
      }
    }
    text.append(
        "pekko.actor.default-blocking-io-dispatcher { type = Dispatcher, executor = \"%s\" }\n"
            .formatted(Blocking.class.getName()));
    return ConfigFactory.parseString(text.toString());
  }

  /** Thread dispatchers whose actors share the one thread. */
  static final class Together extends OfScenario {
    public Together(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
    }

    @Override
    ExecutorService executor(OneThread thread, ThreadFactory threads) {
      return new EndlessExecutor() {
        @Override
        public void execute(Runnable task) {
          thread.execute(task);
        }
      };
    }
  }

  /** The thread dispatcher for what blocks: threads as needed, whose work is counted. */
  static final class Blocking extends OfScenario {
    public Blocking(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
    }

    @Override
    ExecutorService executor(OneThread thread, ThreadFactory threads) {
      return new Counted(thread, Executors.newCachedThreadPool(threads));
    }
  }

  /** Makes executors that know the one thread. */
  private abstract static class OfScenario extends ExecutorServiceConfigurator {
    private final OneThread thread;

    OfScenario(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
      thread = ((ScenarioScheduler) prerequisites.scheduler()).thread();
    }

    abstract ExecutorService executor(OneThread thread, ThreadFactory threads);

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
      return new ExecutorServiceFactory() {
        @Override
        public ExecutorService createExecutorService() {
          return executor(thread, threads);
        }
      };
    }
  }

  /** Threads as needed, whose work is counted. */
  private static final class Counted extends EndlessExecutor {
    private final OneThread thread;
    private final ExecutorService pool;

    Counted(OneThread thread, ExecutorService pool) {
      this.thread = thread;
      this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
      thread.leave();
      pool.execute(
          () -> {
            try {
              task.run();
            } finally {
              thread.rest();
            }
          });
    }

    @Override
    public void shutdown() {
      pool.shutdown();
    }
  }
}
