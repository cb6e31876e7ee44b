package factory.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** A pool of tasks, and what Java has for the same. */
final class TaskWays {
  /** One way to have tasks done; gives the sum of their results. */
  interface Way {
    long sum(List<Integer> inputs, int workers, Task<Integer, Long> task) throws Exception;
  }

  /**
   * A way under its name.
   *
   * @param rival whether the pool is compared with it
   */
  record Named(String name, boolean rival, Way way) {}

  private TaskWays() {}

  /** The pool first, {@code parallelStream} last, which is only shown. */
  static List<Named> all(TaskPool pool, int cores) {
    List<Named> ways = new ArrayList<>();
    ways.add(
        new Named(
            "TaskPool.map", false, (in, n, task) -> total(pool.map(in, n, task).run().values())));
    ways.add(
        new Named(
            "invokeAll",
            true,
            (in, n, task) -> invokeAll(Executors.newFixedThreadPool(n), in, task)));
    if (Runtime.version().feature() >= 21) {
      ways.add(
          new Named(
              "virtual threads",
              true,
              (in, n, task) ->
                  invokeAll(virtualThreads(), in, n <= cores ? task : limited(n, task))));
    }
    ways.add(
        new Named(
            "parallelStream",
            false,
            (in, n, task) -> in.parallelStream().mapToLong(i -> call(task, i)).sum()));
    return ways;
  }

  private static long invokeAll(
      ExecutorService executor, List<Integer> inputs, Task<Integer, Long> task) throws Exception {
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

  /** No more than that at once, as with the others; where all cores compute, none is needed. */
  private static Task<Integer, Long> limited(int workers, Task<Integer, Long> task) {
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

  private static long call(Task<Integer, Long> task, Integer input) {
    try {
      return task.apply(input);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static long total(Iterable<Long> values) {
    long sum = 0;
    for (Long value : values) {
      sum += value;
    }
    return sum;
  }
}
