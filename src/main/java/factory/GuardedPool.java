package factory;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ThreadPoolExecutorConfigurator;

/** As {@link GuardedThreads}, for Pekko's thread pool: readers and the driver block in one. */
public final class GuardedPool extends ExecutorServiceConfigurator {
  private final ThreadPoolExecutorConfigurator pool;

  /** As Pekko makes it, by its name. */
  public GuardedPool(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    pool =
        new ThreadPoolExecutorConfigurator(config.getConfig("thread-pool-executor"), prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return pool.createExecutorServiceFactory(id, GuardedThreads.guarded(threads));
  }
}
