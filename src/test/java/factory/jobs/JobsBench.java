package factory.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures jobs beside what Java has, in one warmed-up run; how to start it stands in {@code
 * docs/jobs.md}. Each way is run in turn, round after round; what is printed is the median of the
 * second half of the rounds, and whether what is promised is kept. A wrong result ends it.
 */
public final class JobsBench {
  private static final int CORES = 4;

  /** Shown beside the others, and not compared. */
  private static final String STREAM = "parallelStream";

  /** How much slower than the better of what Java has a pool may be. */
  private static final double SLOWER = 1.1;

  private JobsBench() {}

  private interface Way {
    long sum(List<Integer> inputs, int workers, Task<Integer, Long> task) throws Exception;
  }

  private record Named(String name, Way way) {}

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
      if (parts.contains("long")) {
        longTasks(ways(pool).subList(0, ways(pool).size() - 1));
      }
      if (parts.contains("stream")) {
        longTasks(ways(pool).subList(ways(pool).size() - 1, ways(pool).size()));
      }
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  /** The pool first, what is only shown last. */
  private static List<Named> ways(TaskPool pool) {
    List<Named> ways = new ArrayList<>();
    ways.add(
        new Named("TaskPool.map", (in, n, task) -> total(pool.map(in, n, task).run().values())));
    ways.add(new Named("invokeAll", (in, n, t) -> all(Executors.newFixedThreadPool(n), in, t)));
    if (Runtime.version().feature() >= 21) {
      ways.add(
          new Named("virtual threads", (in, n, t) -> all(virtualThreads(), in, limited(n, t))));
    }
    ways.add(new Named(STREAM, (in, n, t) -> in.parallelStream().mapToLong(i -> call(t, i)).sum()));
    return ways;
  }

  private static void tasks(TaskPool pool) throws Exception {
    List<Named> ways = ways(pool);
    List<Column> columns =
        List.of(
            new Column("100,000 trivial", 100, 100_000, CORES, i -> (long) i, 40),
            new Column("20,000 of 20 us", 12, 20_000, CORES, JobsBench::compute, 1000),
            new Column("100 of 0.05 s on 10", 4, 100, 10, i -> sleep(i, 50), 515));
    for (Column column : columns) {
      List<Integer> inputs = IntStream.range(0, column.inputs).boxed().toList();
      long[][] nanos = new long[ways.size()][column.rounds];
      for (int round = 0; round < column.rounds; round++) {
        for (int w = 0; w < ways.size(); w++) {
          long begun = System.nanoTime();
          long sum = ways.get(w).way.sum(inputs, column.workers, column.task);
          nanos[w][round] = System.nanoTime() - begun;
          expect((long) column.inputs * (column.inputs - 1) / 2, sum);
        }
      }
      judge(column, ways, Arrays.stream(nanos).mapToLong(JobsBench::median).toArray());
    }
  }

  /** Tasks that only wait do not disturb each other, so all ways are run at the same time. */
  private static void longTasks(List<Named> ways) throws Exception {
    Column column = new Column("100 of 5 s on 10", 1, 100, 10, i -> sleep(i, 5_000), 50_200);
    List<Integer> inputs = IntStream.range(0, column.inputs).boxed().toList();
    for (Named way : ways) {
      expect(4950, way.way.sum(inputs, column.workers, i -> (long) i)); // warmed up
    }
    long[] nanos = new long[ways.size()];
    ExecutorService callers = Executors.newCachedThreadPool();
    List<Future<Long>> sums = new ArrayList<>();
    for (int w = 0; w < nanos.length; w++) {
      int at = w;
      sums.add(
          callers.submit(
              () -> {
                long begun = System.nanoTime();
                long sum = ways.get(at).way.sum(inputs, column.workers, column.task);
                nanos[at] = System.nanoTime() - begun;
                return sum;
              }));
    }
    for (Future<Long> sum : sums) {
      expect(4950, sum.get());
    }
    callers.shutdown();
    judge(column, ways, nanos);
  }

  private static void judge(Column column, List<Named> ways, long[] nanos) {
    long better = Long.MAX_VALUE;
    for (int w = 0; w < nanos.length; w++) {
      print(column.name, ways.get(w).name, nanos[w], column.inputs);
      boolean rival = w > 0 && !ways.get(w).name.equals(STREAM);
      better = rival ? Math.min(better, nanos[w]) : better;
    }
    if (ways.get(0).name.equals(STREAM)) {
      return;
    }
    promise("TaskPool.map takes at most %,.0f ms", column.most, nanos[0] / 1e6, column.most);
    promise(
        "and at most %.1f times as long as the better of Java's own",
        SLOWER, (double) nanos[0] / better, SLOWER);
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
    print("2,000,000 trivial items", "Pipeline 1-12-1", median(nanos), n);
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
      expect(right, total(job.run(pool, CORES).values()));
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
      print("sum of 100,000,000", names[w], median(nanos[w]), numbers.length);
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

  private static long call(Task<Integer, Long> task, Integer input) {
    try {
      return task.apply(input);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static long all(ExecutorService executor, List<Integer> inputs, Task<Integer, Long> task)
      throws Exception {
    try {
      List<Callable<Long>> calls = new ArrayList<>(inputs.size());
      for (Integer input : inputs) {
        calls.add(() -> task.apply(input));
      }
      List<Long> results = new ArrayList<>(inputs.size());
      for (Future<Long> future : executor.invokeAll(calls)) {
        results.add(future.get());
      }
      return total(results);
    } finally {
      executor.shutdown();
    }
  }

  /** By reflection: this is compiled for Java 17. Of these there is one for each task. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** No more than ten at once, as with the others; where all cores compute, no limit is needed. */
  private static Task<Integer, Long> limited(int workers, Task<Integer, Long> task) {
    if (workers <= CORES) {
      return task;
    }
    Semaphore places = new Semaphore(workers);
    return input -> {
      places.acquire();
      try {
        return task.apply(input);
      } finally {
        places.release();
      }
    };
  }

  private static long total(Iterable<Long> values) {
    long sum = 0;
    for (Long value : values) {
      sum += value;
    }
    return sum;
  }

  private static void expect(long right, long got) {
    if (right != got) {
      throw new IllegalStateException("wrong result: " + got + " in place of " + right);
    }
  }

  private static long median(long[] nanos) {
    long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private static void print(String what, String way, long nanos, long n) {
    System.out.printf(
        Locale.ROOT,
        "| %-24s | %-22s | %9.2f ms | %,13.0f /s |%n",
        what,
        way,
        nanos / 1e6,
        n * 1e9 / nanos);
  }
}
