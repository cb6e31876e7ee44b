package factory.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One big array, cut into ranges that workers process at the same time; the caller gets each
 * range's result on its own thread.
 *
 * <pre>{@code
 * LongAccumulator total = new LongAccumulator(Long::sum, 0);
 * ArrayJob.over(numbers).into(8)
 *     .process((view, from, to) -> Arrays.stream(view, from, to).sum())
 *     .run(pool, 4, (range, sum) -> total.accumulate(sum));
 * }</pre>
 *
 * <p>A job is a value and can be run again, also while it runs; several jobs may share a pool.
 * Nothing is copied: workers look at the array itself.
 *
 * @param <V> what workers look at: the array
 * @param <R> the result of one range
 */
public final class ArrayJob<V, R> {
  private final V view;
  private final Partition partition;
  private final LongWork<V, R> work;
  private final TaskPlan plan;
  private final CpuSampler.Plan cpu;

  private ArrayJob(
      V view, Partition partition, LongWork<V, R> work, TaskPlan plan, CpuSampler.Plan cpu) {
    this.view = view;
    this.partition = partition;
    this.work = work;
    this.plan = plan;
    this.cpu = cpu;
  }

  /** What a worker does with the elements from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Work<V, R> {
    /** The result of this range. */
    R process(V view, int from, int to) throws Exception;
  }

  /** The same for data that may have more elements than an array can, such as a file. */
  @FunctionalInterface
  public interface LongWork<V, R> {
    /** The result of this range. */
    R process(V view, long from, long to) throws Exception;
  }

  /** The elements of an array. */
  public static Data<int[]> over(int[] array) {
    return new Data<>(array, Partition.of(array.length));
  }

  /** The elements of an array. */
  public static Data<long[]> over(long[] array) {
    return new Data<>(array, Partition.of(array.length));
  }

  /** The elements of an array. */
  public static Data<double[]> over(double[] array) {
    return new Data<>(array, Partition.of(array.length));
  }

  /** The elements of an array: texts, or any objects. */
  public static <T> Data<T[]> over(T[] array) {
    return new Data<>(array, Partition.of(array.length));
  }

  /** The records of a file. */
  public static Data<RecordFile> over(RecordFile file) {
    return new Data<>(file, Partition.of(file.count()));
  }

  /**
   * Data and how it is cut; in one range unless it is said otherwise.
   *
   * @param <V> what workers look at
   */
  public static final class Data<V> {
    private final V view;
    private final Partition partition;

    private Data(V view, Partition partition) {
      this.view = view;
      this.partition = partition;
    }

    /** How it is cut. */
    public Partition partition() {
      return partition;
    }

    /** Cut as {@link Partition#into}. */
    public Data<V> into(int ranges) {
      return cut(all -> all.into(ranges));
    }

    /** Cut as {@link Partition#bySize}. */
    public Data<V> bySize(long elements) {
      return cut(all -> all.bySize(elements));
    }

    /**
     * Cut in any way that a partition can be: {@code cut(p -> p.startingAt(20).into(8))}.
     *
     * @throws IllegalArgumentException if what comes back has other elements than these
     */
    public Data<V> cut(Function<Partition, Partition> how) {
      Partition made = Objects.requireNonNull(how.apply(partition), "the partition");
      if (made.from() < partition.from() || made.to() > partition.to()) {
        throw new IllegalArgumentException(made + " are not within " + partition);
      }
      return new Data<>(view, made);
    }

    /** What is done with each range. */
    public <R> ArrayJob<V, R> process(Work<V, R> work) {
      Objects.requireNonNull(work, "work");
      if (partition.to() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "there are " + partition.to() + " elements; use processLong");
      }
      return processLong((v, from, to) -> work.process(v, (int) from, (int) to));
    }

    /** The same with longs for places. */
    public <R> ArrayJob<V, R> processLong(LongWork<V, R> work) {
      return new ArrayJob<>(
          view,
          partition,
          Objects.requireNonNull(work, "work"),
          TaskPlan.DEFAULT,
          CpuSampler.Plan.USUAL);
    }
  }

  /** Results in the order in which ranges are done; by default they come in that of the array. */
  public ArrayJob<V, R> asCompleted() {
    return with(plan.ordered(false));
  }

  /** Up to so many more tries, at once, for a range that fails. */
  public ArrayJob<V, R> retry(int times) {
    return retry(times, Duration.ZERO);
  }

  /** Up to so many more tries for a range that fails, each after this pause. */
  public ArrayJob<V, R> retry(int times, Duration pause) {
    return with(plan.retrying(times, pause));
  }

  /** How long one try of one range may take; as {@link Tasks#timeout}. */
  public ArrayJob<V, R> timeout(Duration each) {
    return with(plan.within(each));
  }

  /**
   * How often the use of the cores is looked at, by default each 100 ms; zero: never. A sample
   * covers at least three ticks of the system's clock, 30 ms as a rule, so there are none more
   * often than that, and none of a run that is shorter.
   */
  public ArrayJob<V, R> sampleCpu(Duration every) {
    return sampleCpu(every, series -> {});
  }

  /**
   * The same; {@code atEnd} is told the use of the cores on the caller's thread when a run is over,
   * however it ended: also one that was cancelled or whose callback failed, which has no result.
   */
  public ArrayJob<V, R> sampleCpu(Duration every, Consumer<? super CpuSeries> atEnd) {
    Objects.requireNonNull(atEnd, "atEnd");
    return new ArrayJob<>(view, partition, work, plan, new CpuSampler.Plan(every, atEnd));
  }

  /** How the data is cut. */
  public Partition partition() {
    return partition;
  }

  /**
   * Runs it and waits.
   *
   * @throws RangesMissing as the other
   */
  public ArrayResult<R> run(TaskPool pool, int workers) {
    return run(pool, workers, (range, result) -> {});
  }

  /**
   * Runs it and waits. Each range's result is given to {@code onResult} on this thread, as soon as
   * it is its turn. If that throws, the exception goes to the caller, and no range begins after it;
   * those at work are interrupted and not waited for.
   *
   * @throws RangesMissing if ranges failed, once all others are done; it has what there is
   */
  public ArrayResult<R> run(
      TaskPool pool, int workers, BiConsumer<? super Range, ? super R> onResult) {
    Map<Range, R> results = new TreeMap<>(ArrayResult.ORDER);
    Map<Range, Throwable> missing = new TreeMap<>(ArrayResult.ORDER);
    Tasks<Range, R> tasks =
        pool.<Range, R>map(
                partition.ranges(), workers, range -> work.process(view, range.from(), range.to()))
            .with(plan)
            .as(Tasks.Kind.ARRAY);
    try (CpuSampler.Watch watch = CpuSampler.watch(pool, cpu);
        Stream<Outcome<Range, R>> outcomes = tasks.stream()) {
      outcomes.forEach(
          outcome -> {
            if (outcome instanceof Outcome.Failed<Range, R> failed) {
              missing.put(failed.input(), failed.cause());
            } else {
              results.put(outcome.input(), outcome.get());
              onResult.accept(outcome.input(), outcome.get());
            }
          });
      ArrayResult<R> all = new ArrayResult<>(results, missing, watch.end());
      if (!missing.isEmpty()) {
        throw new RangesMissing(all);
      }
      return all;
    }
  }

  private ArrayJob<V, R> with(TaskPlan how) {
    return new ArrayJob<>(view, partition, work, how, cpu);
  }
}
