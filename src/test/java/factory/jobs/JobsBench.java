package factory.jobs;

import factory.jobs.TaskWays.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures jobs beside what Java has, in one warmed-up run; how to start it stands in {@code
 * docs/jobs.md}. Each way is run in turn, round after round; what is printed is the median of the
 * second half of the rounds, the worst of them, and whether what is promised is kept. A wrong
 * result ends it.
 */
public final class JobsBench {
  private static final int CORES = 4;

  /** How much slower than the better of what Java has a pool may be. */
  private static final double SLOWER = 1.1;

  private JobsBench() {}

  /** {@code most} is how long the pool may take, in milliseconds. */
  private record Column(
      String name, int rounds, int inputs, int workers, Task<Integer, Long> task, double most) {}

  private static int broken;

  /**
   * Which of {@code tasks}, {@code long} (tasks of 5 s), {@code stream} (the same with {@code
   * parallelStream}, which takes two minutes), {@code pipeline}, {@code array}; all of them without
   * a word. Exits with 1 if a promise is not kept.
   */
  public static void main(String[] args) throws Exception {
    List<String> parts =
        args.length == 0 ? List.of("tasks", "pipeline", "array", "long", "stream") : List.of(args);
    System.out.println("Java " + System.getProperty("java.version"));
    try (TaskPool pool = TaskPool.open()) {
      if (parts.contains("tasks")) {
        tasks(pool);
      }
      if (parts.contains("pipeline")) {
        pipeline(pool);
      }
      if (parts.contains("array")) {
        array(pool);
      }
      List<Named> ways = TaskWays.all(pool, CORES);
      if (parts.contains("long")) {
        longTasks(ways.subList(0, ways.size() - 1));
      }
      if (parts.contains("stream")) {
        longTasks(ways.subList(ways.size() - 1, ways.size()));
      }
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  private static void tasks(TaskPool pool) throws Exception {
    List<Named> ways = TaskWays.all(pool, CORES);
    List<Column> columns =
        List.of(
            new Column("100,000 trivial", 100, 100_000, CORES, i -> (long) i, 40),
            new Column("20,000 of 20 us", 12, 20_000, CORES, JobsBench::compute, 1000),
            new Column("100 of 0.05 s on 10", 6, 100, 10, i -> sleep(i, 50), 515));
    for (Column column : columns) {
      List<Integer> inputs = IntStream.range(0, column.inputs).boxed().toList();
      long[][] nanos = new long[ways.size()][column.rounds];
      for (int round = 0; round < column.rounds; round++) {
        for (int w = 0; w < ways.size(); w++) {
          long begun = System.nanoTime();
          long sum = ways.get(w).way().sum(inputs, column.workers, column.task);
          nanos[w][round] = System.nanoTime() - begun;
          expect((long) column.inputs * (column.inputs - 1) / 2, sum);
        }
      }
      judge(column, ways, nanos);
    }
  }

  /** Tasks that only wait do not disturb each other, so all ways are run at the same time. */
  private static void longTasks(List<Named> ways) throws Exception {
    Column column = new Column("100 of 5 s on 10", 1, 100, 10, i -> sleep(i, 5_000), 50_200);
    List<Integer> inputs = IntStream.range(0, column.inputs).boxed().toList();
    for (Named way : ways) {
      expect(4950, way.way().sum(inputs, column.workers, i -> (long) i)); // warmed up
    }
    long[][] nanos = new long[ways.size()][1];
    ExecutorService callers = Executors.newCachedThreadPool();
    List<Future<Long>> sums = new ArrayList<>();
    for (int w = 0; w < nanos.length; w++) {
      int at = w;
      sums.add(
          callers.submit(
              () -> {
                long begun = System.nanoTime();
                long sum = ways.get(at).way().sum(inputs, column.workers, column.task);
                nanos[at][0] = System.nanoTime() - begun;
                return sum;
              }));
    }
    for (Future<Long> sum : sums) {
      expect(4950, sum.get());
    }
    callers.shutdown();
    judge(column, ways, nanos);
  }

  private static void judge(Column column, List<Named> ways, long[][] nanos) {
    long better = Long.MAX_VALUE;
    for (int w = 0; w < nanos.length; w++) {
      print(column.name, ways.get(w).name(), nanos[w], column.inputs);
      better = ways.get(w).rival() ? Math.min(better, median(nanos[w])) : better;
    }
    if (better == Long.MAX_VALUE) {
      return;
    }
    promise(
        "TaskPool.map takes at most %,.0f ms", column.most, median(nanos[0]) / 1e6, column.most);
    promise(
        "and at most %.1f times as long as the better of Java's own",
        SLOWER, (double) median(nanos[0]) / better, SLOWER);
  }

  private static void promise(String words, double figure, double is, double most) {
    boolean kept = is <= most;
    broken += kept ? 0 : 1;
    System.out.printf(
        Locale.ROOT, words + ": %s, it is %.2f%n", figure, kept ? "kept" : "NOT KEPT", is);
  }

  private static void pipeline(TaskPool pool) {
    int n = 2_000_000;
    PipelineJob<Long> job =
        Pipeline.from(() -> LongStream.range(0, n).boxed())
            .<Long>through("stage", 12, items -> items.map(x -> x + 1))
            .to(items -> items.mapToLong(x -> x).sum());
    long[] nanos = new long[14];
    for (int round = 0; round < nanos.length; round++) {
      long begun = System.nanoTime();
      expect((long) n * (n + 1) / 2, job.run(pool).value());
      nanos[round] = System.nanoTime() - begun;
    }
    print("2,000,000 trivial items", "Pipeline 1-12-1", nanos, n);
    promise("the pipeline takes at most %,.0f ms", 1000, median(nanos) / 1e6, 1000);
  }

  private static void array(TaskPool pool) throws Exception {
    long[] numbers = LongStream.range(0, 100_000_000).toArray();
    ArrayJob<long[], Long> job =
        ArrayJob.over(numbers).into(CORES).process(JobsBench::sumOf).sampleCpu(Duration.ZERO);
    long right = (long) numbers.length * (numbers.length - 1) / 2;
    long[][] nanos = new long[3][30];
    for (int round = 0; round < nanos[0].length; round++) {
      long begun = System.nanoTime();
      expect(right, TaskWays.total(job.run(pool, CORES).values()));
      long first = System.nanoTime();
      expect(right, plainLoop(numbers));
      long second = System.nanoTime();
      expect(right, Arrays.stream(numbers).parallel().sum());
      nanos[0][round] = first - begun;
      nanos[1][round] = second - first;
      nanos[2][round] = System.nanoTime() - second;
    }
    String[] names = {"ArrayJob, 4 ranges", "4 threads, a loop each", "parallel stream"};
    for (int w = 0; w < names.length; w++) {
      print("sum of 100,000,000", names[w], nanos[w], numbers.length);
    }
    promise(
        "ArrayJob takes at most %.1f times as long as a plain parallel loop",
        1.3, (double) median(nanos[0]) / median(nanos[1]), 1.3);
  }

  private static long plainLoop(long[] numbers) throws InterruptedException {
    long[] sums = new long[CORES];
    Thread[] threads = new Thread[CORES];
    int each = numbers.length / CORES;
    for (int t = 0; t < CORES; t++) {
      int at = t;
      threads[t] = new Thread(() -> sums[at] = sumOf(numbers, at * each, (at + 1) * each));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return LongStream.of(sums).sum();
  }

  private static long sumOf(long[] numbers, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += numbers[i];
    }
    return sum;
  }

  private static long compute(int i) {
    long end = System.nanoTime() + 20_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return i;
  }

  private static long sleep(int i, long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
    return i;
  }

  private static void expect(long right, long got) {
    if (right != got) {
      throw new IllegalStateException("wrong result: " + got + " in place of " + right);
    }
  }

  private static long median(long[] nanos) {
    long[] warm = warm(nanos);
    return warm[warm.length / 2];
  }

  /** The second half of the rounds, the quickest first. */
  private static long[] warm(long[] nanos) {
    long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
    Arrays.sort(warm);
    return warm;
  }

  private static void print(String what, String way, long[] nanos, long n) {
    long[] warm = warm(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %-24s | %-22s | %9.2f ms | worst %9.2f ms | %,13.0f /s |%n",
        what,
        way,
        median(nanos) / 1e6,
        warm[warm.length - 1] / 1e6,
        n * 1e9 / median(nanos));
  }
}
