package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayJobTest extends JobsCase {
  private static final long[] NUMBERS = LongStream.range(0, 100).toArray();

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
        ArrayJob.over(NUMBERS)
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
    ArrayJob.over(NUMBERS)
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
        ArrayJob.over(NUMBERS)
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
  void aFailingRangeLosesOnlyItself() {
    ArrayJob<long[], Long> job =
        ArrayJob.over(NUMBERS)
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
        ArrayJob.over(NUMBERS)
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
  void refusesTriesAndTimesThatMakeNoSense() {
    ArrayJob<long[], Long> job = ArrayJob.over(NUMBERS).process(ArrayJobTest::sum);
    assertThatThrownBy(() -> job.retry(-1)).hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> job.retry(1, Duration.ofMillis(-1)))
        .hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> job.timeout(Duration.ZERO)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> job.timeout(Duration.ofMillis(-1)))
        .hasMessageContaining("more than zero");
  }

  @Test
  void aRangeThatTakesTooLongIsMissing() {
    ArrayJob<long[], Long> job =
        ArrayJob.over(NUMBERS)
            .into(4)
            .process(
                (view, from, to) -> {
                  if (from == 0) {
                    hang();
                  }
                  return sum(view, from, to);
                });
    assertThatThrownBy(() -> job.timeout(Duration.ofMillis(100)).run(pool, 2))
        .isInstanceOfSatisfying(
            RangesMissing.class,
            e -> assertThat(e.partial().missing()).containsOnlyKeys(new Range(0, 0, 25)));
  }

  @Test
  void aFailingCallbackEndsTheJobAndComesOutAsItIs() {
    AtomicInteger begun = new AtomicInteger();
    IllegalStateException full = new IllegalStateException("disk full");
    ArrayJob<long[], Integer> job =
        ArrayJob.over(NUMBERS)
            .bySize(1)
            .process(
                (view, from, to) -> {
                  TimeUnit.MILLISECONDS.sleep(20);
                  return begun.incrementAndGet();
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
    assertThat(begun.get()).isLessThan(90);
  }

  @Test
  void severalJobsShareAPoolAtTheSameTime() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    ArrayJob<long[], Long> longs =
        ArrayJob.over(NUMBERS)
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
        ArrayJob.over(NUMBERS)
            .cut(all -> all.startingAt(90).endingAt(95).into(2))
            .process(ArrayJobTest::sum);
    assertThat(job.run(pool, 2).values()).containsExactly(90L + 91, 92L + 93 + 94);
  }

  @Test
  void readsAFileOfRecordsOfOneSize() throws IOException {
    Path file = directory.resolve("records.bin");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 1000; i++) {
        out.writeLong(i);
        out.writeInt(i * 2);
        out.writeDouble(i / 2.0);
      }
    }
    // Small segments, so that records of several are met.
    RecordFile records = RecordFile.map(file, 20, ByteOrder.BIG_ENDIAN, 1 << 10);
    assertThat(records.count()).isEqualTo(1000);
    assertThat(records.getInt(999, 8)).isEqualTo(1998);
    assertThat(records.getDouble(999, 12)).isEqualTo(499.5);
    assertThat(records.record(500).getLong()).isEqualTo(500);
    ArrayJob<RecordFile, Long> job =
        ArrayJob.over(records)
            .into(7)
            .processLong(
                (view, from, to) ->
                    LongStream.range(from, to).map(at -> view.getLong(at, 0)).sum());
    assertThat(job.run(pool, 4).values().stream().mapToLong(n -> n).sum()).isEqualTo(499_500);
    assertThatThrownBy(() -> records.getLong(1000, 0))
        .hasMessage("there is no record 1000 of 1000");
    assertThatThrownBy(() -> records.getLong(0, 13))
        .hasMessage("8 bytes at 13 are not within a record of 20");
    assertThatThrownBy(() -> RecordFile.map(file, 21))
        .hasMessage(file + " has 20000 bytes, which is no multiple of 21, the size of a record");
  }

  @Test
  void anEmptyFileHasNoRecords() throws IOException {
    RecordFile empty = RecordFile.map(Files.createFile(directory.resolve("empty")), 8);
    assertThat(ArrayJob.over(empty).into(4).processLong((v, from, to) -> 1).run(pool, 2).values())
        .isEmpty();
  }

  @Test
  void samplesTheUseOfTheCoresWhileItRuns() throws IOException {
    CpuSeries cpu =
        ArrayJob.over(NUMBERS)
            .into(2)
            .process(
                (view, from, to) -> {
                  TimeUnit.MILLISECONDS.sleep(150);
                  return 0;
                })
            .sampleCpu(Duration.ofMillis(20))
            .run(pool, 2)
            .cpu();
    assertThat(cpu.cores()).isNotEmpty();
    assertThat(cpu.samples())
        .hasSizeGreaterThan(3)
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
    var data = ArrayJob.over(NUMBERS);
    assertThat(data.into(8).cut(p -> p.startingAt(20)).partition().ranges())
        .hasSize(8)
        .isEqualTo(data.cut(p -> p.startingAt(20).into(8)).partition().ranges());
  }

  @Test
  void aPartitionOfOtherElementsIsRefusedWhereItIsMade() {
    var data = ArrayJob.over(new long[100]);
    assertThatThrownBy(() -> data.cut(p -> Partition.of(1000).into(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("elements 0 to 999 in 3 ranges are not within elements 0 to 99 in 1 range");
  }

  @Test
  void aDirectoryIsNoFileOfRecords() {
    assertThatThrownBy(() -> RecordFile.map(directory, 16))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + ": is a directory");
  }

  @Test
  void withoutSamplesThereAreNone() {
    ArrayJob<long[], Long> job = ArrayJob.over(NUMBERS).process(ArrayJobTest::sum);
    assertThat(job.sampleCpu(Duration.ZERO).run(pool, 1).cpu().samples()).isEmpty();
  }
}
