package factory;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ForkJoinExecutorConfigurator;
import org.apache.pekko.dispatch.MonitorableThreadFactory;

/**
 * Pekko's fork-join pool, of which an {@link OutOfMemoryError} ends the command's run in words
 * ({@link SignalDrain#memoryRanOut}). Pekko itself would print where in its own code, and exit as
 * if somebody had pressed Ctrl-C. Named by the thread dispatchers in {@code application.conf}.
 */
public final class GuardedThreads extends ExecutorServiceConfigurator {
  private final ForkJoinExecutorConfigurator pool;

  /** As Pekko makes it, by its name. */
  public GuardedThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    pool = new ForkJoinExecutorConfigurator(config.getConfig("fork-join-executor"), prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return pool.createExecutorServiceFactory(id, guarded(threads));
  }

  /** Threads of Pekko's with that guard. */
  static ThreadFactory guarded(ThreadFactory threads) {
    return threads instanceof MonitorableThreadFactory pekkos ? guarded(pekkos) : threads;
  }

  private static ThreadFactory guarded(MonitorableThreadFactory threads) {
    return threads.copy(
        threads.name(),
        threads.daemonic(),
        threads.contextClassLoader(),
        (thread, failure) -> {
          if (!(failure instanceof OutOfMemoryError) || !SignalDrain.memoryRanOut()) {
            threads.exceptionHandler().uncaughtException(thread, failure);
          }
        },
        threads.counter());
  }
}
