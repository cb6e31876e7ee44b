package factory.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/**
 * One pool for all tests of a class. The watchdog: each test runs on a thread of its own and fails
 * if that has not come to an end in time, so what hangs is seen as such.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class JobsCase {
  static final List<Integer> NUMBERS = IntStream.range(0, 1000).boxed().toList();

  static TaskPool pool;

  @BeforeAll
  static void open() {
    pool = TaskPool.open();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  /** Waits for something that must happen; false if it does not. */
  static boolean comes(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for it and heeds no interrupt. */
  static void waitStubbornly(CountDownLatch release) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        continue; // which is what is meant
      }
    }
  }

  /** A thing of a stranger whose text is an error, not an exception. */
  static List<Object> cyclic() {
    List<Object> all = new ArrayList<>();
    all.add(Collections.singletonList(all));
    return all;
  }

  /** What a stranger throws: it has no text either, and costs the JVM if an actor throws it on. */
  static final class Unlinked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new NoClassDefFoundError("no text");
    }
  }

  /** A thing whose text does not fit into memory. */
  static final class Huge {
    @Override
    public String toString() {
      throw new OutOfMemoryError("pretended");
    }
  }

  /** Threads of which there are only so many. */
  static Executor threads(int most) {
    AtomicInteger left = new AtomicInteger(most);
    return TaskPool.refusing(
        work -> {
          if (left.getAndDecrement() <= 0) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          new Thread(work).start();
        });
  }

  /** Waits for ever, unless it is interrupted. */
  static void hang() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** The same, and says when it begins and that it was interrupted. */
  static int hangUntilInterrupted(CountDownLatch begun, CountDownLatch gone) {
    begun.countDown();
    try {
      hang();
    } catch (InterruptedException e) {
      gone.countDown();
    }
    return 0;
  }
}
