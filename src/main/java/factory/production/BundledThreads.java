package factory.production;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a workshop's workers, which take what their director gives them in one turn in
 * bundles.
 *
 * <p>Whoever gives a pool something to do wakes a sleeping thread of it. That takes the waker tens
 * of microseconds on a virtual machine, longer than a worker takes for what it was told, so that
 * the threads sleep again before the next worker is told or hired: a director that tells thousands
 * would do little else. Between {@link #gather} and {@link #handOver} they are told {@value #MOST}
 * at a time. One thread of the pool takes a bundle and puts it on its own queue, from which the
 * others steal; with two threads or more a slow worker holds back nobody. The pool must not be shut
 * down while a director works: what it has gathered would be refused.
 */
public final class BundledThreads extends AbstractExecutorService {
  private static final int MOST = 256;

  /** Of each thread, since Pekko names no caller to a pool; empty but in a director's turn. */
  private static final ThreadLocal<Bundle> BUNDLE = ThreadLocal.withInitial(Bundle::new);

  private final ExecutorService pool;

  /** Threads of this pool. */
  public BundledThreads(ExecutorService pool) {
    this.pool = pool;
  }

  /** What this thread gives to such a pool from now on may wait for {@link #handOver}. */
  static void gather() {
    BUNDLE.get().open = true;
  }

  /** Hands over what waits; from now on nothing does. */
  static void handOver() {
    Bundle bundle = BUNDLE.get();
    bundle.open = false;
    bundle.handOver();
  }

  @Override
  public void execute(Runnable task) {
    Bundle bundle = BUNDLE.get();
    if (bundle.open) {
      bundle.add(task, pool);
    } else {
      pool.execute(task);
    }
  }

  @Override
  public void shutdown() {
    pool.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return pool.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return pool.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return pool.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return pool.awaitTermination(timeout, unit);
  }

  /** What one thread has gathered, for one pool. */
  private static final class Bundle {
    private boolean open;
    private @Nullable ExecutorService pool;
    private Runnable[] tasks = new Runnable[MOST];
    private int count;

    void add(Runnable task, ExecutorService whose) {
      if (count == MOST || (count > 0 && pool != whose)) {
        handOver();
      }
      pool = whose;
      tasks[count++] = task;
    }

    void handOver() {
      ExecutorService to = pool;
      if (to == null) {
        return;
      }
      pool = null;
      int size = count;
      count = 0;
      if (size == 1) {
        to.execute(tasks[0]);
        return;
      }
      Runnable[] all = tasks;
      tasks = new Runnable[MOST];
      to.execute(
          () -> {
            for (int i = 0; i < size; i++) {
              to.execute(all[i]);
            }
          });
    }
  }
}
