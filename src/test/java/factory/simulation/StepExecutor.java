package factory.simulation;

import com.typesafe.config.Config;
import factory.testkit.EndlessExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/**
 * Runs actors one message at a time on the test's own thread, in an order drawn from a seed: any
 * order that real threads could produce, and the same one again for the same seed.
 *
 * <p>Deterministic simulation in the manner of FoundationDB (Zhou et al., SIGMOD 2021), for one
 * thread dispatcher of Pekko.
 */
public final class StepExecutor extends EndlessExecutor {
  private static final StepExecutor SHARED = new StepExecutor();

  private final List<Runnable> ready = new ArrayList<>();

  /** The executor of the dispatcher configured with {@link Configurator}. */
  public static StepExecutor shared() {
    return SHARED;
  }

  /** Runs one of the actors that have a message, drawn from {@code random}; false if none has. */
  public boolean step(Random random) {
    Runnable next;
    synchronized (ready) {
      if (ready.isEmpty()) {
        return false;
      }
      int chosen = random.nextInt(ready.size());
      next = ready.get(chosen);
      ready.set(chosen, ready.get(ready.size() - 1));
      ready.remove(ready.size() - 1);
    }
    next.run();
    return true;
  }

  @Override
  public void execute(Runnable command) {
    synchronized (ready) {
      ready.add(command);
    }
  }

  /** Named in the configuration of the dispatcher. */
  public static final class Configurator extends ExecutorServiceConfigurator {
    public Configurator(Config config, DispatcherPrerequisites prerequisites) {
      super(config, prerequisites);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(
        String id, ThreadFactory threadFactory) {
      return new ExecutorServiceFactory() {
        @Override
        public ExecutorService createExecutorService() {
          return SHARED;
        }
      };
    }
  }
}
