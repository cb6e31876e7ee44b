package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who stops early stops those before, and nobody else. */
class PipelineEndTest extends PipelineCase {
  @Test
  void aConsumerThatStopsEarlyStopsTheProducers() {
    CountDownLatch closed = new CountDownLatch(1);
    List<Integer> some =
        Pipeline.from(() -> endless().onClose(closed::countDown))
            .through("stage", 12, items -> items.map(n -> n))
            .to(items -> items.limit(10).toList())
            .run(pool)
            .value();
    assertThat(some).hasSize(10);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aConsumerThatTakesNothingStopsAProducerThatWaits() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);
    String value =
        Pipeline.<Integer>from(
                () -> {
                  waiting.countDown();
                  try {
                    hang();
                  } catch (InterruptedException e) {
                    interrupted.set(true);
                  }
                  return Stream.empty();
                })
            .to(
                items -> {
                  assertThat(comes(waiting)).isTrue();
                  return "enough";
                })
            .run(pool)
            .value();
    assertThat(value).isEqualTo("enough");
    assertThat(interrupted).isTrue();
  }

  @Test
  void aStageThatStopsEarlyStopsThoseBeforeItAndEndsThoseBehind() {
    assertThat(
            Pipeline.from(PipelineCase::endless)
                .through("before", 3, items -> items)
                .through("three each", 4, items -> items.limit(3))
                .to(Stream::count)
                .run(pool)
                .value())
        .isEqualTo(12);
  }

  @Test
  void theRestOfAWorkerThatStopsEarlyGoesToTheOthers() {
    AtomicBoolean first = new AtomicBoolean(true);
    long all =
        Pipeline.from(PipelineCase::numbers)
            .<Integer>through("stage", 2, items -> first.getAndSet(false) ? items.limit(1) : items)
            .to(Stream::count)
            .run(pool)
            .value();
    assertThat(all).isEqualTo(N);
  }

  @Test
  void aBranchThatStopsEarlyDoesNotStopTheOther() {
    List<Integer> all =
        Pipeline.from(PipelineCase::numbers)
            .<Integer>broadcast(
                p -> p.through("two", 1, items -> items.limit(2).map(n -> -1)), p -> p)
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).hasSize(N + 2);
  }

  @Test
  void cancellingStopsEveryone() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<PipelineResult<Long>> result =
        Pipeline.from(() -> endless().onClose(closed::countDown))
            .through("stage", 3, items -> items.peek(n -> begun.countDown()))
            .to(Stream::count)
            .start(pool);
    assertThat(comes(begun)).isTrue();
    result.cancel(true);
    assertThat(comes(closed)).isTrue();
  }

  @Test
  void closingThePoolEndsThePipeline() {
    TaskPool other = TaskPool.open();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<PipelineResult<Long>> result =
        Pipeline.from(PipelineCase::endless)
            .through("stage", 3, items -> items.peek(n -> begun.countDown()))
            .to(Stream::count)
            .start(other);
    assertThat(comes(begun)).isTrue();
    other.close();
    assertThat(result)
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> Pipeline.from(PipelineCase::numbers).to(Stream::count).run(other))
        .hasMessage("the pool is closed");
  }

  @Test
  void aFunctionThatHeedsNoInterruptIsNotWaitedForEver() {
    CountDownLatch release = new CountDownLatch(1);
    PipelineJob<Long> job =
        Pipeline.<Integer>from(
                "stubborn",
                () -> {
                  waitStubbornly(release);
                  return Stream.empty();
                })
            .to(
                items -> {
                  throw new IllegalStateException("no");
                });
    try {
      assertThatThrownBy(() -> job.run(pool))
          .hasSuppressedException(
              new IllegalStateException("did not heed the interrupt: 'stubborn'"));
    } finally {
      release.countDown();
    }
  }
}
