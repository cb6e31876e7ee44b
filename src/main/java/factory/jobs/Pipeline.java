package factory.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chain of stages over streams, each with workers of its own.
 *
 * <p>Producers, stages and consumers are plain functions, so they can be tried without any of this:
 * {@code consumer.apply(stage.apply(producer.get()))}. Here each worker of a stage runs the
 * function once, over a stream of the items that it gets; {@code null} is an item like any other.
 *
 * <pre>{@code
 * Pipeline.from(() -> Files.lines(log))
 *     .through("look up", 12, lines -> lines.map(this::withCountry))
 *     .to(hits -> hits.collect(groupingBy(Hit::country, counting())))
 *     .run();
 * }</pre>
 *
 * <p>A pipeline is a value: each method returns a new one. One that is used twice sends each of its
 * items both ways; {@link #merge} brings ways together.
 *
 * <p>With one worker a stage gets items in the order in which they were emitted; with several, each
 * item goes to one that is free. {@link #throughKeyed} sends all items of one key to one worker.
 */
public final class Pipeline<T> {
  private final List<Stage> ends;

  private Pipeline(List<Stage> ends) {
    this.ends = ends;
  }

  /**
   * Begins with what this producer makes; its stream is closed at the end. It is called {@code
   * producer}; in reports a second one of that name is {@code producer 2}, as any stage would be.
   */
  public static <T> Pipeline<T> from(Supplier<? extends Stream<? extends T>> producer) {
    return from("producer", producer);
  }

  /** The same under a name. */
  public static <T> Pipeline<T> from(
      String name, Supplier<? extends Stream<? extends T>> producer) {
    Objects.requireNonNull(producer, "producer");
    return new Pipeline<>(List.of(stage(name, 1, null, items -> producer.get(), List.of())));
  }

  /** Several producers at once, named by their numbers; their items come as they are made. */
  public static <T> Pipeline<T> fromAll(
      List<? extends Supplier<? extends Stream<? extends T>>> producers) {
    List<Stage> all = new ArrayList<>();
    for (Supplier<? extends Stream<? extends T>> producer : producers) {
      String name = "producer " + (all.size() + 1);
      all.addAll(Pipeline.<T>from(name, producer).ends);
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs at least one producer");
    }
    return new Pipeline<>(List.copyOf(all));
  }

  /**
   * A stage that makes of each stream another, so it may emit none or many for one item.
   *
   * @param workers how many run at once, at least 1; each has a stream of its own
   */
  public <R> Pipeline<R> through(
      String name, int workers, Function<Stream<T>, ? extends Stream<? extends R>> stage) {
    return new Pipeline<>(List.of(stage(name, workers, null, stage, ends)));
  }

  /** The same, where all items of one key go to one worker, in the order of their coming. */
  public <R> Pipeline<R> throughKeyed(
      String name,
      int workers,
      Function<? super T, ?> key,
      Function<Stream<T>, ? extends Stream<? extends R>> stage) {
    Objects.requireNonNull(key, "key");
    return new Pipeline<>(List.of(stage(name, workers, key, stage, ends)));
  }

  /** Sends each item down every branch and brings together what comes out of them. */
  @SafeVarargs
  public final <R> Pipeline<R> broadcast(Function<Pipeline<T>, Pipeline<R>>... branches) {
    List<Stage> all = new ArrayList<>();
    for (Function<Pipeline<T>, Pipeline<R>> branch : branches) {
      all.addAll(branch.apply(this).ends);
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a broadcast needs at least one branch");
    }
    return new Pipeline<>(List.copyOf(all));
  }

  /** The items of both, as they come. */
  public Pipeline<T> merge(Pipeline<? extends T> other) {
    List<Stage> all = new ArrayList<>(ends);
    all.addAll(other.ends);
    return new Pipeline<>(List.copyOf(all));
  }

  /** Ends in a consumer. If it leaves items in its stream, that stops all who make them. */
  public <R> PipelineJob<R> to(Function<Stream<T>, ? extends R> consumer) {
    return to("consumer", consumer);
  }

  /** The same under a name. */
  @SuppressWarnings("unchecked") // the stages before emit items of this type
  public <R> PipelineJob<R> to(String name, Function<Stream<T>, ? extends R> consumer) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(consumer, "consumer");
    Stage.Work work = (items, out) -> consumer.apply((Stream<T>) (Stream<?>) items);
    return new PipelineJob<>(new Stage(name, 1, null, work, ends));
  }

  @SuppressWarnings("unchecked") // the stages before emit items of this type
  private static <T, R> Stage stage(
      String name,
      int workers,
      @Nullable Function<? super T, ?> key,
      Function<Stream<T>, ? extends Stream<? extends R>> function,
      List<Stage> sources) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(function, "stage");
    Stage.Work work =
        (items, out) -> {
          Stream<? extends R> made = function.apply((Stream<T>) (Stream<?>) items);
          if (made == null) {
            throw new IllegalStateException("it returned null in place of a stream");
          }
          // Pushed, not iterated: an iterator over a flatMap holds each inner stream as a whole.
          try (made) {
            made.sequential().forEachOrdered(out::emit);
          }
          return null;
        };
    TaskPool.atLeastOne(workers);
    return new Stage(name, workers, (Function<Object, Object>) (Function<?, ?>) key, work, sources);
  }
}
