package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BundledThreadsTest {
  private static final int BUNDLE = 256;

  /** What the pool was given and has not run: a stand-in for threads that come to it later. */
  private final Queue<Runnable> given = new ArrayDeque<>();

  private final List<Integer> done = new ArrayList<>();

  private final BundledThreads threads =
      new BundledThreads(
          new ForkJoinPool(1) {
            @Override
            public void execute(Runnable task) {
              given.add(task);
            }
          });

  @AfterEach
  void threadsGatherNoMore() {
    BundledThreads.handOver();
    threads.shutdownNow();
  }

  @Test
  void whatIsGivenOutsideATurnIsHandedOverAtOnce() {
    give(0, 3);
    assertThat(given).hasSize(3);
  }

  @Test
  void whatIsGivenInATurnIsHandedOverAtItsEndInOnePieceAndInOrder() {
    BundledThreads.gather();
    give(0, 100);
    assertThat(given).isEmpty();
    BundledThreads.handOver();
    assertThat(given).hasSize(1);
    runAll();
    assertThat(done).isEqualTo(upTo(100));
  }

  @Test
  void aLongTurnIsHandedOverInBundlesAndLosesNothing() {
    BundledThreads.gather();
    give(0, 2 * BUNDLE + 1);
    assertThat(given).as("two full ones").hasSize(2);
    BundledThreads.handOver();
    runAll();
    assertThat(done).containsExactlyInAnyOrderElementsOf(upTo(2 * BUNDLE + 1));
  }

  @Test
  void theNextTurnBeginsWithNothing() {
    BundledThreads.gather();
    give(0, 2);
    BundledThreads.handOver();
    BundledThreads.gather();
    give(2, 3);
    BundledThreads.handOver();
    BundledThreads.handOver();
    runAll();
    assertThat(done).containsExactlyInAnyOrderElementsOf(upTo(3));
  }

  @Test
  void whatIsForOtherThreadsIsNotMixedWithIt() {
    Queue<Runnable> others = new ArrayDeque<>();
    BundledThreads second =
        new BundledThreads(
            new ForkJoinPool(1) {
              @Override
              public void execute(Runnable task) {
                others.add(task);
              }
            });
    BundledThreads.gather();
    give(0, 2);
    second.execute(() -> done.add(-1));
    BundledThreads.handOver();
    runAll();
    assertThat(done).isEqualTo(upTo(2));
    assertThat(others).hasSize(1);
    second.shutdownNow();
  }

  @Test
  void aSlowOneOfABundleHoldsBackNobody() throws InterruptedException {
    ForkJoinPool two = new ForkJoinPool(2);
    BundledThreads real = new BundledThreads(two);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(50);
    BundledThreads.gather();
    real.execute(() -> await(release));
    IntStream.range(0, 50).forEach(i -> real.execute(others::countDown));
    BundledThreads.handOver();
    assertThat(others.await(1, TimeUnit.MINUTES)).as("the others are done meanwhile").isTrue();
    release.countDown();
    real.shutdown();
    assertThat(real.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void give(int from, int to) {
    IntStream.range(from, to).forEach(i -> threads.execute(() -> done.add(i)));
  }

  private void runAll() {
    for (Runnable next = given.poll(); next != null; next = given.poll()) {
      next.run();
    }
  }

  private static List<Integer> upTo(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
