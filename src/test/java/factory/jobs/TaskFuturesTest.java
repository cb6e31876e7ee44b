package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A future for each input. */
class TaskFuturesTest extends JobsCase {
  @Test
  void aFutureForEachInput() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                NUMBERS,
                4,
                n -> {
                  if (n == 13) {
                    throw new IOException("unlucky");
                  }
                  return n + 1;
                })
            .futures();
    assertThat(futures).hasSize(1000);
    assertThat(futures.get(999).join()).isEqualTo(1000);
    assertThat(futures.get(13))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void aFailureWithoutATextCostsOnlyItsOwnFuture() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(70, 80, 90),
                1,
                n -> {
                  if (n == 80) {
                    throw new Unlinked();
                  }
                  return n;
                })
            .futures();
    CompletableFuture<Integer> dependent = futures.get(1).thenApply(n -> n + 1);
    assertThat(futures.get(2).join()).isEqualTo(90);
    assertThatThrownBy(dependent::join)
        .hasCauseInstanceOf(TaskFailed.class)
        .hasMessageContaining("task 1 failed on input [80]: ")
        .hasMessageContaining("Unlinked, whose toString fails");
  }

  @Test
  void theFuturesThatAFailureEndsNameItsInput() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(70, 80, 90),
                1,
                n -> {
                  throw new IOException("no");
                })
            .failFast()
            .futures();
    assertThatThrownBy(futures.get(2)::join)
        .hasCauseInstanceOf(TaskFailed.class)
        .hasMessageEndingWith("task 0 failed on input [70]: java.io.IOException: no");
  }

  @Test
  void afterAFailureAllOtherFuturesNameItAlsoThoseThatWereInterrupted() {
    CountDownLatch hanging = new CountDownLatch(1);
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(0, 1, 2),
                2,
                n -> {
                  if (n == 0) {
                    hanging.countDown();
                    hang();
                  }
                  comes(hanging);
                  throw new IOException("broken");
                })
            .failFast()
            .futures();
    assertThatThrownBy(futures.get(1)::join).hasCauseInstanceOf(IOException.class);
    for (int other : List.of(0, 2)) {
      assertThatThrownBy(futures.get(other)::join)
          .hasCauseInstanceOf(TaskFailed.class)
          .hasMessageEndingWith("task 1 failed on input [1]: java.io.IOException: broken");
    }
  }

  @Test
  void aFutureThatIsCancelledBeforeItsTurnIsPassedOver() {
    CountDownLatch go = new CountDownLatch(1);
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(0, 1, 2),
                1,
                n -> {
                  begun.add(n);
                  comes(go);
                  return n;
                })
            .futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(futures.get(2).join()).isEqualTo(2);
    assertThat(begun).containsExactlyInAnyOrder(0, 2);
    assertThat(futures.get(1)).isCancelled();
  }

  @Test
  void aFutureThatIsCancelledIsNoFailureThatEndsTheRun() {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> futures =
        pool.<Integer, Boolean>map(List.of(0, 1, 2), 1, n -> comes(go)).failFast().futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(futures.get(0).join()).isTrue();
    assertThat(futures.get(2).join()).isTrue();
    assertThat(futures.get(1)).isCancelled();
  }

  @Test
  void aFutureThatIsCancelledIsNotTriedAgain() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Progress> last = new AtomicReference<>();
    List<CompletableFuture<Boolean>> futures =
        pool.<Integer, Boolean>map(List.of(0, 1, 2), 1, n -> comes(go))
            .retry(3)
            .onProgress(
                progress -> {
                  if (progress.done() + progress.failed() == 3) {
                    last.set(progress);
                    over.countDown();
                  }
                })
            .futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(comes(over)).isTrue();
    assertThat(last.get().retries()).isZero();
    assertThat(last.get().failed()).isZero();
    assertThat(futures.get(2).join()).isTrue();
  }
}
