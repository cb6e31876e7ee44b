package factory;

import com.typesafe.config.Config;
import factory.production.BundledThreads;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** As {@link GuardedThreads}, for a workshop's workers: see {@link BundledThreads}. */
public final class WorkshopThreads extends ExecutorServiceConfigurator {
  private final GuardedThreads pool;

  /** As Pekko makes it, by its name. */
  public WorkshopThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    pool = new GuardedThreads(config, prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    ExecutorServiceFactory made = pool.createExecutorServiceFactory(id, threads);
    return () -> new BundledThreads(made.createExecutorService());
  }
}
