package factory.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures. */
public final class JobsBench {
  interface Way {
    long sum(List<Integer> inputs, int workers, Task<Integer, Long> task) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    List<Integer> inputs = IntStream.range(0, 100_000).boxed().toList();
    try (TaskPool pool = TaskPool.open()) {
      Way factory =
          (in, w, t) -> {
            long s = 0;
            for (Long v : pool.map(in, w, t).run().values()) {
              s += v;
            }
            return s;
          };
      Way all =
          (in, w, t) -> {
            ExecutorService e = Executors.newFixedThreadPool(w);
            try {
              return sum(e, in, t);
            } finally {
              e.shutdown();
            }
          };
      Way virtual =
          (in, w, t) -> {
            ExecutorService e =
                (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            try {
              return sum(e, in, t);
            } finally {
              e.shutdown();
            }
          };
      Way par =
          (in, w, t) ->
              in.parallelStream()
                  .mapToLong(
                      i -> {
                        try {
                          return t.apply(i);
                        } catch (Exception x) {
                          throw new IllegalStateException(x);
                        }
                      })
                  .sum();
      for (int r = 0; r < 30; r++) {
        StringBuilder b = new StringBuilder();
        for (Way w : new Way[] {factory, all, virtual, par}) {
          try {
            long t0 = System.nanoTime();
            long s = w.sum(inputs, 4, i -> (long) i * 2);
            long t1 = System.nanoTime();
            b.append(
                String.format(
                    Locale.ROOT,
                    " %8.2f ms %6.1f M/s",
                    (t1 - t0) / 1e6,
                    100_000 * 1e3 / (t1 - t0)));
          } catch (NoSuchMethodException e) {
            b.append(" -");
          }
        }
        System.out.println(b);
      }
      for (int r = 0; r < 2; r++) {
        for (Way w : new Way[] {factory, all}) {
          long t0 = System.nanoTime();
          w.sum(
              inputs.subList(0, 100),
              10,
              i -> {
                TimeUnit.MILLISECONDS.sleep(50);
                return 1L;
              });
          System.out.println("0.05: " + (System.nanoTime() - t0) / 1e6);
        }
      }
    }
  }

  static long sum(ExecutorService e, List<Integer> in, Task<Integer, Long> t) throws Exception {
    List<Callable<Long>> calls = new ArrayList<>();
    for (Integer i : in) {
      calls.add(() -> t.apply(i));
    }
    long s = 0;
    for (Future<Long> f : e.invokeAll(calls)) {
      s += f.get();
    }
    return s;
  }
}
