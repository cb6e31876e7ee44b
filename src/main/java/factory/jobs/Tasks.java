package factory.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Tasks that are ready to run; made by {@link TaskPool#map}. The methods in the upper half say how
 * and return new tasks, those in the lower half run them, each time anew.
 *
 * <p>A task that fails costs its own result only: it is an {@link Outcome.Failed}, with its input.
 * No order has to be hand-tuned: tasks of seconds go out one by one, tasks of nanoseconds by the
 * thousand.
 */
public final class Tasks<I, O> {
  private final TaskPool pool;
  private final Supplier<Inputs<I>> inputs;
  private final int workers;
  private final Task<I, O> task;
  private final TaskPlan plan;
  private final Kind kind;

  /** What Ops calls a run, and its only stage. */
  enum Kind {
    TASKS("tasks", "tasks"),
    ARRAY("array", "ranges");

    private final String job;
    private final String stage;

    Kind(String job, String stage) {
      this.job = job;
      this.stage = stage;
    }
  }

  Tasks(
      TaskPool pool,
      Supplier<Inputs<I>> inputs,
      int workers,
      Task<I, O> task,
      TaskPlan plan,
      Kind kind) {
    this.pool = pool;
    this.kind = kind;
    this.inputs = inputs;
    this.workers = workers;
    this.task = task;
    this.plan = plan;
  }

  /** Outcomes in the order in which tasks end; by default they come in that of the inputs. */
  public Tasks<I, O> asCompleted() {
    return with(plan.ordered(false));
  }

  /** The first task that fails for good ends the run with a {@link TaskFailed}. */
  public Tasks<I, O> failFast() {
    return with(plan.failingFast());
  }

  /** Up to so many more tries, at once, for a task that fails. */
  public Tasks<I, O> retry(int times) {
    return retry(times, Duration.ZERO);
  }

  /** Up to so many more tries for a task that fails, each after this pause. */
  public Tasks<I, O> retry(int times, Duration pause) {
    return with(plan.retrying(times, pause));
  }

  /**
   * How long one try of one task may take. Then it is interrupted and has failed with a {@link
   * java.util.concurrent.TimeoutException}. Java cannot end a task that does not heed that; its
   * worker goes on with another thread.
   */
  public Tasks<I, O> timeout(Duration each) {
    return with(plan.within(each));
  }

  /**
   * How many inputs may be pulled beyond the outcomes that a {@link #stream} or {@link #source} has
   * handed out; the bound of what waits in memory. By default 256 or, where that is more, four
   * orders for each worker. An order is what a worker is given at once: one task, or of short ones
   * as many as take about a millisecond, at most 4,096.
   */
  public Tasks<I, O> ahead(int inputs) {
    if (inputs < 1) {
      throw new IllegalArgumentException("ahead must be at least 1, was " + inputs);
    }
    return with(plan.ahead(inputs));
  }

  /** Tells some times a second, and at the end, how far a run is; must return quickly. */
  public Tasks<I, O> onProgress(Consumer<Progress> listener) {
    return with(plan.telling(listener));
  }

  /**
   * Runs all and waits; a caller who is interrupted cancels the run.
   *
   * @throws TaskFailed if one failed and {@link #failFast} was asked for
   */
  public Results<I, O> run() {
    List<Outcome<I, O>> all = new ArrayList<>();
    Run<I, O> run = begin(plan.ahead(Long.MAX_VALUE));
    for (List<Outcome<I, O>> next = run.await(); !next.isEmpty(); next = run.await()) {
      all.addAll(next);
    }
    return new Results<>(all);
  }

  /** Runs all without waiting. Cancelling the future cancels the run. */
  public CompletableFuture<Results<I, O>> start() {
    CompletableFuture<Results<I, O>> results = new CompletableFuture<>();
    Run<I, O> run = begin(plan.ahead(Long.MAX_VALUE));
    List<Outcome<I, O>> all = new ArrayList<>();
    run.drain(
        all::addAll,
        broken -> {
          if (broken == null) {
            results.complete(new Results<>(all));
          } else {
            results.completeExceptionally(broken);
          }
        });
    cancelWith(results, run);
    return results;
  }

  /**
   * A future for each input, in that order; reads all inputs and holds them before it returns, so
   * they must have an end. A future that is cancelled before its turn is passed over. A failed task
   * fails its future with what it threw (in a {@link TaskFailed}, should that have no text). With
   * {@link #failFast} the first failure does so; all futures that have not come to their end by
   * then, begun or not, fail with the {@link TaskFailed} that names it.
   */
  public List<CompletableFuture<O>> futures() {
    List<I> all = new ArrayList<>();
    Inputs<I> source = inputs.get();
    try {
      source.items().forEachRemaining(all::add);
    } finally {
      source.onClose().run();
    }
    List<CompletableFuture<O>> futures = new ArrayList<>();
    all.forEach(input -> futures.add(new CompletableFuture<>()));
    List<Integer> places = new ArrayList<>();
    all.forEach(input -> places.add(places.size()));
    Tasks<Integer, O> numbered =
        new Tasks<>(
            pool,
            () -> Inputs.of(places),
            workers,
            at -> applyFor(futures.get(at), all.get(at)),
            plan.ordered(false).ahead(Long.MAX_VALUE),
            kind);
    numbered
        .begin(numbered.plan)
        .drain(
            outcomes -> outcomes.forEach(outcome -> complete(futures, all, outcome)),
            broken -> {
              if (broken != null) {
                Throwable why =
                    broken instanceof TaskFailed one ? named(one.failure(), all) : broken;
                futures.forEach(future -> future.completeExceptionally(why));
              }
            });
    return futures;
  }

  /**
   * Outcomes while they come; inputs are pulled as outcomes are taken, so they may be endless.
   * Closing the stream (try-with-resources) cancels what is left: nothing begins after it, what
   * runs is interrupted and not waited for. One that is read to its end needs no closing.
   */
  public Stream<Outcome<I, O>> stream() {
    Run<I, O> run = begin(plan);
    Spliterator<Outcome<I, O>> outcomes =
        Spliterators.spliteratorUnknownSize(new OutcomeIterator<>(run), Spliterator.ORDERED);
    return StreamSupport.stream(outcomes, false).onClose(run::close);
  }

  /**
   * The same for Pekko Streams: each materialization runs the tasks, its demand pulls the inputs.
   */
  public Source<Outcome<I, O>, NotUsed> source() {
    return Source.unfoldResourceAsync(
            () -> CompletableFuture.completedFuture(begin(plan)),
            (Run<I, O> run) ->
                run.next()
                    .thenApply(
                        outcomes ->
                            outcomes.isEmpty()
                                ? java.util.Optional.<List<Outcome<I, O>>>empty()
                                : java.util.Optional.of(outcomes)),
            run -> {
              run.cancel();
              return CompletableFuture.completedFuture(Done.getInstance());
            })
        .mapConcat(outcomes -> outcomes);
  }

  /** Nothing is done for a future that has come to its end, and nobody looks at its null. */
  @SuppressWarnings("NullAway")
  private O applyFor(CompletableFuture<O> future, I input) throws Exception {
    return future.isDone() ? null : task.apply(input);
  }

  /** Asks the user's collection for its inputs on this thread, the caller's: it may fail. */
  private Run<I, O> begin(TaskPlan how) {
    Run<I, O> run = new Run<>(pool);
    String job = TaskPool.name(kind.job);
    Reporter reporter = pool.reporter(job, kind.stage);
    run.begin(job, Foreman.create(pool.threads(), inputs.get(), workers, task, how, reporter, run));
    return run;
  }

  Tasks<I, O> with(TaskPlan how) {
    return new Tasks<>(pool, inputs, workers, task, how, kind);
  }

  Tasks<I, O> as(Kind other) {
    return new Tasks<>(pool, inputs, workers, task, plan, other);
  }

  private static <I, O> void complete(
      List<CompletableFuture<O>> futures, List<I> inputs, Outcome<Integer, O> outcome) {
    CompletableFuture<O> future = futures.get((int) outcome.index());
    if (outcome instanceof Outcome.Failed<Integer, O> failed) {
      // Futures that depend on this one ask for the text, and would take the others with them.
      Throwable cause = failed.cause();
      future.completeExceptionally(Words.hasText(cause) ? cause : named(failed, inputs));
    } else {
      future.complete(outcome.get());
    }
  }

  /** With its input, of which the run knew only the number. */
  private static <I> TaskFailed named(Outcome.Failed<?, ?> failed, List<I> inputs) {
    I input = inputs.get((int) failed.index());
    return new TaskFailed(
        new Outcome.Failed<>(failed.index(), input, failed.cause(), failed.tries()));
  }

  static void cancelWith(CompletableFuture<?> future, Run<?, ?> run) {
    CompletableFuture<?> unused =
        future.whenComplete(
            (value, thrown) -> {
              if (future.isCancelled()) {
                run.cancel();
              }
            });
  }

  private static final class OutcomeIterator<I, O> implements Iterator<Outcome<I, O>> {
    private final Run<I, O> run;
    private List<Outcome<I, O>> outcomes = List.of();
    private int next;
    private boolean over;

    OutcomeIterator(Run<I, O> run) {
      this.run = run;
    }

    @Override
    public boolean hasNext() {
      if (next == outcomes.size() && !over) {
        outcomes = run.await();
        next = 0;
        over = outcomes.isEmpty();
      }
      return !over;
    }

    @Override
    public Outcome<I, O> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return outcomes.get(next++);
    }
  }
}
