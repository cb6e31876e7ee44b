package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayJobTest extends JobsCase {
  private static final long[] HUNDRED = LongStream.range(0, 100).toArray();

  @TempDir private Path directory;

  private static long sum(long[] view, int from, int to) {
    return Arrays.stream(view, from, to).sum();
  }

  @Test
  void sumsInRangesAndGivesEachResultToTheCaller() {
    List<Range> ranges = new ArrayList<>();
    long[] total = new long[1];
    Thread caller = Thread.currentThread();
    ArrayResult<Long> result =
        ArrayJob.over(HUNDRED)
            .into(8)
            .process(ArrayJobTest::sum)
            .run(
                pool,
                4,
                (range, part) -> {
                  assertThat(Thread.currentThread()).isSameAs(caller);
                  ranges.add(range);
                  total[0] += part;
                });
    assertThat(total[0]).isEqualTo(4950);
    assertThat(ranges).hasSize(8).extracting(Range::index).isSorted();
    assertThat(result.values()).hasSize(8);
    assertThat(result.missing()).isEmpty();
  }

  @Test
  void worksOnEveryKindOfArray() {
    int[] ints = IntStream.range(0, 10).toArray();
    double[] doubles = DoubleStream.of(0.5, 1.5).toArray();
    String[] texts = {"a", "b", "c"};
    assertThat(
            ArrayJob.over(ints)
                .into(3)
                .process((view, from, to) -> Arrays.stream(view, from, to).sum())
                .run(pool, 2)
                .values())
        .containsExactly(3, 12, 30);
    assertThat(
            ArrayJob.over(doubles)
                .process((view, from, to) -> Arrays.stream(view, from, to).sum())
                .run(pool, 2)
                .values())
        .containsExactly(2.0);
    assertThat(
            ArrayJob.over(texts)
                .into(2)
                .process((view, from, to) -> String.join("", Arrays.asList(view).subList(from, to)))
                .run(pool, 2)
                .values())
        .containsExactly("a", "bc");
  }

  @Test
  void aConcatenationIsInOrderEveryTime() {
    String[] texts = IntStream.range(0, 1000).mapToObj(i -> i + " ").toArray(String[]::new);
    ArrayJob<String[], String> job =
        ArrayJob.over(texts)
            .into(50)
            .process((view, from, to) -> String.join("", Arrays.asList(view).subList(from, to)));
    for (int i = 0; i < 50; i++) {
      StringBuilder all = new StringBuilder();
      job.run(pool, 4, (range, text) -> all.append(text));
      assertThat(all.toString()).isEqualTo(String.join("", texts));
    }
  }

  @Test
  void asCompletedGivesTheFirstThatIsDone() {
    CountDownLatch others = new CountDownLatch(7);
    List<Integer> order = new ArrayList<>();
    ArrayJob.over(HUNDRED)
        .into(8)
        .process((view, from, to) -> from > 0 || comes(others))
        .asCompleted()
        .run(
            pool,
            2,
            (range, ok) -> {
              assertThat(ok).isTrue();
              order.add(range.index());
              others.countDown();
            });
    assertThat(order).hasSize(8).endsWith(0);
  }

  @Test
  void workersAreReallyInParallel() {
    CountDownLatch all = new CountDownLatch(4);
    ArrayResult<Boolean> result =
        ArrayJob.over(HUNDRED)
            .into(4)
            .process(
                (view, from, to) -> {
                  all.countDown();
                  return comes(all);
                })
            .run(pool, 4);
    assertThat(result.values()).containsOnly(true);
  }

  @Test
  void anEmptyArrayIsNoRangeAndNoResult() {
    AtomicInteger called = new AtomicInteger();
    ArrayResult<Integer> result =
        ArrayJob.over(new long[0])
            .into(8)
            .process((view, from, to) -> called.incrementAndGet())
            .run(pool, 4, (range, n) -> called.incrementAndGet());
    assertThat(result.values()).isEmpty();
    assertThat(called).hasValue(0);
  }

  @Test
  void moreRangesThanElementsAreARangeForEachElement() {
    List<String> ranges = new ArrayList<>();
    ArrayJob.over(new int[] {7, 8, 9})
        .into(8)
        .process((view, from, to) -> view[from])
        .run(pool, 4, (range, n) -> ranges.add(range.from() + "=" + n));
    assertThat(ranges).containsExactly("0=7", "1=8", "2=9");
  }

  @Test
  void severalJobsShareAPoolAtTheSameTime() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    ArrayJob<long[], Long> longs =
        ArrayJob.over(HUNDRED)
            .process(
                (view, from, to) -> {
                  both.countDown();
                  return comes(both) ? sum(view, from, to) : -1;
                });
    ArrayJob<String[], Integer> texts =
        ArrayJob.over(new String[] {"a", "b"})
            .process(
                (view, from, to) -> {
                  both.countDown();
                  return comes(both) ? to - from : -1;
                });
    List<Object> results = Collections.synchronizedList(new ArrayList<>());
    Thread other = new Thread(() -> results.addAll(texts.run(pool, 1).values()));
    other.start();
    results.addAll(longs.run(pool, 1).values());
    other.join();
    assertThat(results).containsExactlyInAnyOrder(4950L, 2);
  }

  @Test
  void startsAnywhere() {
    ArrayJob<long[], Long> job =
        ArrayJob.over(HUNDRED)
            .cut(all -> all.startingAt(90).endingAt(95).into(2))
            .process(ArrayJobTest::sum);
    assertThat(job.run(pool, 2).values()).containsExactly(90L + 91, 92L + 93 + 94);
  }

  @Test
  void samplesTheUseOfTheCoresWhileItRuns() throws IOException {
    CpuSeries cpu =
        ArrayJob.over(HUNDRED)
            .into(2)
            .process(
                (view, from, to) -> {
                  TimeUnit.SECONDS.sleep(1);
                  return 0;
                })
            .sampleCpu(Duration.ofMillis(20))
            .run(pool, 2)
            .cpu();
    assertThat(cpu.cores()).isNotEmpty();
    assertThat(cpu.samples())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            sample ->
                assertThat(sample.use())
                    .hasSameSizeAs(cpu.cores())
                    .allMatch(use -> use >= 0 && use <= 1));
    Path csv = directory.resolve("cpu.csv");
    cpu.writeCsv(csv);
    assertThat(Files.readAllLines(csv))
        .hasSize(cpu.samples().size() + 1)
        .first()
        .isEqualTo("seconds," + String.join(",", cpu.cores()));
  }

  @Test
  void aPartOfAnArrayIsCutInEitherOrder() {
    var data = ArrayJob.over(HUNDRED);
    assertThat(data.into(8).cut(p -> p.startingAt(20)).partition().ranges())
        .hasSize(8)
        .isEqualTo(data.cut(p -> p.startingAt(20).into(8)).partition().ranges());
  }

  @Test
  void withoutSamplesThereAreNone() {
    ArrayJob<long[], Long> job = ArrayJob.over(HUNDRED).process(ArrayJobTest::sum);
    assertThat(job.sampleCpu(Duration.ZERO).run(pool, 1).cpu().samples()).isEmpty();
  }
}
