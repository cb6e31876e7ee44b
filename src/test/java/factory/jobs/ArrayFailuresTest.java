package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is lost by a range or a callback that fails, and what is refused. */
class ArrayFailuresTest extends JobsCase {
  private static final long[] HUNDRED = LongStream.range(0, 100).toArray();

  private static long sum(long[] view, int from, int to) {
    return Arrays.stream(view, from, to).sum();
  }

  @Test
  void aFailingRangeLosesOnlyItself() {
    ArrayJob<long[], Long> job =
        ArrayJob.over(HUNDRED)
            .into(4)
            .process(
                (view, from, to) -> {
                  if (from == 50) {
                    throw new IOException("bad sector");
                  }
                  return sum(view, from, to);
                });
    List<Range> seen = new ArrayList<>();
    assertThatThrownBy(() -> job.run(pool, 2, (range, n) -> seen.add(range)))
        .isInstanceOfSatisfying(
            RangesMissing.class,
            e -> {
              ArrayResult<Long> partial = e.partial();
              assertThat(partial.values()).containsExactly(300L, 925L, 2175L);
              assertThat(partial.missing()).containsOnlyKeys(new Range(2, 50, 75));
            })
        .hasMessage("1 of 4 ranges failed: range 2 (50 to 74): java.io.IOException: bad sector")
        .hasCauseInstanceOf(IOException.class);
    assertThat(seen).hasSize(3);
  }

  @Test
  void aRangeIsTriedAgain() {
    Set<Integer> failed = ConcurrentHashMap.newKeySet();
    ArrayJob<long[], Long> job =
        ArrayJob.over(HUNDRED)
            .into(4)
            .process(
                (view, from, to) -> {
                  if (failed.add(from)) {
                    throw new IOException("once");
                  }
                  return sum(view, from, to);
                });
    assertThatThrownBy(() -> job.run(pool, 2)).isInstanceOf(RangesMissing.class);
    failed.clear();
    assertThat(job.retry(1).run(pool, 2).values()).containsExactly(300L, 925L, 1550L, 2175L);
  }

  @Test
  void aRangeThatTakesTooLongIsMissing() {
    ArrayJob<long[], Long> job =
        ArrayJob.over(HUNDRED)
            .into(4)
            .process(
                (view, from, to) -> {
                  if (from == 0) {
                    hang();
                  }
                  return sum(view, from, to);
                });
    assertThatThrownBy(() -> job.timeout(Duration.ofSeconds(2)).run(pool, 2))
        .isInstanceOfSatisfying(
            RangesMissing.class,
            e -> assertThat(e.partial().missing()).containsOnlyKeys(new Range(0, 0, 25)));
  }

  @Test
  void aFailingCallbackEndsTheJobAndComesOutAsItIs() {
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch thrown = new CountDownLatch(1);
    IllegalStateException full = new IllegalStateException("disk full");
    ArrayJob<long[], Boolean> job =
        ArrayJob.over(HUNDRED)
            .bySize(1)
            .process(
                (view, from, to) -> {
                  begun.incrementAndGet();
                  return from == 0 || comes(thrown);
                });
    assertThatThrownBy(
            () ->
                job.run(
                    pool,
                    2,
                    (range, n) -> {
                      throw full;
                    }))
        .isSameAs(full);
    thrown.countDown();
    assertThat(begun.get()).as("what each worker was at, and had at hand").isLessThan(10);
  }

  @Test
  void noRangeBeginsOnceAFailingCallbackHasMadeTheRunThrow() throws InterruptedException {
    AtomicInteger late = new AtomicInteger();
    for (int i = 0; i < 40; i++) {
      AtomicBoolean thrown = new AtomicBoolean();
      ArrayJob<long[], Integer> job =
          ArrayJob.over(HUNDRED)
              .into(20)
              .process(
                  (view, from, to) -> {
                    // One that had begun before was interrupted, however far its thread had come.
                    if (thrown.get() && !Thread.currentThread().isInterrupted()) {
                      late.incrementAndGet();
                    }
                    TimeUnit.MILLISECONDS.sleep(20);
                    return from;
                  });
      assertThatThrownBy(
              () ->
                  job.run(
                      pool,
                      4,
                      (range, n) -> {
                        if (range.index() == 2) {
                          throw new IllegalStateException("disk full");
                        }
                      }))
          .hasMessage("disk full");
      thrown.set(true);
    }
    TimeUnit.MILLISECONDS.sleep(50); // of the last run, too
    assertThat(late).hasValue(0);
  }

  @Test
  void theUseOfTheCoresIsToldAlsoOfARunWithoutAResult() {
    List<CpuSeries> told = new ArrayList<>();
    ArrayJob<long[], Long> job =
        ArrayJob.over(HUNDRED)
            .process(
                (view, from, to) -> {
                  TimeUnit.MILLISECONDS.sleep(100); // a shorter run may have no sample
                  return sum(view, from, to);
                })
            .sampleCpu(Duration.ofMillis(10), told::add);
    assertThatThrownBy(
            () ->
                job.run(
                    pool,
                    2,
                    (range, n) -> {
                      // As Ctrl-C does, behind which nothing could be read.
                      Thread.currentThread().interrupt();
                      throw new IllegalStateException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(Thread.interrupted()).as("still").isTrue();
    assertThat(told).singleElement().satisfies(cpu -> assertThat(cpu.samples()).isNotEmpty());
    assertThat(job.run(pool, 2).cpu()).isEqualTo(told.get(1));
  }

  @Test
  void refusesTriesAndTimesThatMakeNoSense() {
    ArrayJob<long[], Long> job = ArrayJob.over(HUNDRED).process(ArrayFailuresTest::sum);
    assertThatThrownBy(() -> job.retry(-1)).hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> job.retry(1, Duration.ofMillis(-1)))
        .hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> job.timeout(Duration.ZERO)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> job.timeout(Duration.ofMillis(-1)))
        .hasMessageContaining("more than zero");
  }

  @Test
  void aPartitionOfOtherElementsIsRefusedWhereItIsMade() {
    var data = ArrayJob.over(new long[100]);
    assertThatThrownBy(() -> data.cut(p -> Partition.of(1000).into(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elements 0 to 999 in 3 ranges are not within elements 0 to 99 in 1 range");
  }
}
