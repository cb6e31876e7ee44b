package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;

class TaskPoolTest extends JobsCase {
  private static final List<Integer> NUMBERS = IntStream.range(0, 1000).boxed().toList();

  @Test
  void givesTheResultsInTheOrderOfTheInputs() {
    List<Integer> squares = pool.map(NUMBERS, 4, n -> n * n).run().values();
    assertThat(squares).isEqualTo(NUMBERS.stream().map(n -> n * n).toList());
  }

  @Test
  void givesEachResultOnceUnderLoadHoweverLongTasksAre() {
    List<Integer> inputs = IntStream.range(0, 200_000).boxed().toList();
    List<Integer> results =
        pool.<Integer, Integer>map(
                inputs,
                4,
                n -> {
                  if (n % 20_000 == 0) {
                    TimeUnit.MILLISECONDS.sleep(20);
                  }
                  return n;
                })
            .run()
            .values();
    assertThat(results).isEqualTo(inputs);
  }

  @Test
  void handsOutAsCompletedWhatIsDoneFirst() {
    CountDownLatch others = new CountDownLatch(9);
    List<Long> order =
        pool
            .<Integer, Integer>map(
                NUMBERS.subList(0, 10),
                2,
                n -> {
                  if (n == 0) {
                    assertThat(comes(others)).isTrue();
                  }
                  return n;
                })
            .asCompleted()
            .stream()
            .peek(outcome -> others.countDown())
            .map(Outcome::index)
            .toList();
    assertThat(order).hasSize(10).endsWith(0L);
  }

  @Test
  void workersWorkAtTheSameTimeAndNoMoreThanSaid() {
    CountDownLatch allThere = new CountDownLatch(10);
    AtomicInteger now = new AtomicInteger();
    List<Integer> atOnce =
        pool.<Integer, Integer>map(
                NUMBERS.subList(0, 40),
                10,
                n -> {
                  int there = now.incrementAndGet();
                  allThere.countDown();
                  assertThat(comes(allThere)).isTrue();
                  now.decrementAndGet();
                  return there;
                })
            .run()
            .values();
    assertThat(Collections.max(atOnce)).isEqualTo(10);
  }

  @Test
  void noInputsAreNoResults() {
    assertThat(pool.map(List.<Integer>of(), 4, n -> n).run().values()).isEmpty();
    assertThat(pool.map(Stream.<Integer>empty(), 4, n -> n).stream()).isEmpty();
  }

  @Test
  void nullIsAnInputAndAResult() {
    List<String> inputs = Arrays.asList("a", null, "b");
    assertThat(pool.map(inputs, 2, text -> text).run().values()).containsExactly("a", null, "b");
  }

  @Test
  void aFailingTaskFailsThatTaskOnlyAndIsCollectedWithItsInput() {
    Results<Integer, Integer> results =
        pool.<Integer, Integer>map(
                NUMBERS,
                4,
                n -> {
                  if (n % 100 == 7) {
                    throw new IOException("no " + n);
                  }
                  return n;
                })
            .run();
    assertThat(results.outcomes()).hasSize(1000);
    assertThat(results.done()).hasSize(990).doesNotContain(7, 107);
    assertThat(results.failures())
        .hasSize(10)
        .first()
        .satisfies(
            failed -> {
              assertThat(failed.input()).isEqualTo(7);
              assertThat(failed.index()).isEqualTo(7);
              assertThat(failed.tries()).isEqualTo(1);
              assertThat(failed.cause()).isInstanceOf(IOException.class).hasMessage("no 7");
            });
    assertThatThrownBy(results::values)
        .isInstanceOf(TaskFailed.class)
        .hasMessage("task 7 failed on input [7]: java.io.IOException: no 7 (and 9 more failed)");
  }

  @Test
  void errorsAndInterruptsOfATaskDoNotHurtTheWorker() {
    List<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(
                NUMBERS.subList(0, 100),
                1,
                n -> {
                  switch (n % 4) {
                    case 0 -> throw new StackOverflowError("deep");
                    case 1 -> Thread.currentThread().interrupt();
                    case 2 -> {
                      assertThat(Thread.currentThread().isInterrupted()).isFalse();
                      throw new InterruptedException("mine");
                    }
                    default -> assertThat(Thread.currentThread().isInterrupted()).isFalse();
                  }
                  return n;
                })
            .run()
            .outcomes();
    assertThat(outcomes.stream().filter(o -> o.index() % 4 == 3))
        .hasSize(25)
        .allMatch(o -> o instanceof Outcome.Done);
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(InterruptedException.class));
  }

  @Test
  void thingsOfStrangersWithoutATextDoNotHurt() {
    class Nameless extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String toString() {
        throw new IllegalStateException("no text");
      }

      @Override
      public int hashCode() {
        throw new IllegalStateException("no hash");
      }
    }
    Task<Nameless, Integer> task =
        n -> {
          throw n;
        };
    Tasks<Nameless, Integer> tasks = pool.map(List.of(new Nameless()), 1, task);
    assertThatThrownBy(() -> tasks.failFast().retry(1, Duration.ofMillis(1)).run())
        .isInstanceOf(TaskFailed.class)
        .hasMessageContaining("after 2 tries")
        .hasMessageContaining("whose toString fails");
  }

  @Test
  void aTextThatIsAnErrorCostsOnlyTheText() {
    Task<Object, Integer> task =
        n -> {
          throw new Unlinked();
        };
    Tasks<Object, Integer> tasks = pool.map(List.<Object>of(cyclic()), 1, task);
    assertThatThrownBy(() -> tasks.failFast().run())
        .isInstanceOf(TaskFailed.class)
        .hasMessageContaining("input [java.util.ArrayList, whose toString fails]")
        .hasMessageContaining("Unlinked, whose toString fails");
    Stream<Integer> inputs =
        Stream.of(1)
            .peek(
                n -> {
                  throw new Unlinked();
                });
    assertThatThrownBy(() -> pool.map(inputs, 1, n -> n).run())
        .hasMessageContaining("the inputs failed after 0")
        .hasMessageContaining("Unlinked, whose toString fails");
  }

  @Test
  void inputsThatCannotBeCountedFailTheirCaller() {
    class Uncounted extends AbstractList<Integer> {
      @Override
      public Integer get(int at) {
        return at;
      }

      @Override
      public int size() {
        throw new IllegalStateException("not countable");
      }
    }
    Tasks<Integer, Integer> tasks = pool.map(new Uncounted(), 2, n -> n);
    assertThatThrownBy(tasks::run).hasMessage("not countable");
    assertThatThrownBy(tasks::start).hasMessage("not countable");
    assertThatThrownBy(tasks::futures).hasMessage("not countable");
    assertThatThrownBy(tasks::stream).hasMessage("not countable");
  }

  @Test
  void failFastEndsTheRunAndInterruptsWhatRuns() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Tasks<Integer, Integer> tasks =
        pool.<Integer, Integer>map(
                NUMBERS,
                2,
                n -> {
                  begun.incrementAndGet();
                  if (n == 0) {
                    try {
                      hanging.countDown();
                      hang();
                    } catch (InterruptedException e) {
                      interrupted.set(true);
                      gone.countDown();
                    }
                  }
                  assertThat(comes(hanging)).isTrue();
                  throw new IOException("broken");
                })
            .failFast();
    assertThatThrownBy(tasks::run)
        .isInstanceOf(TaskFailed.class)
        .hasMessage("task 1 failed on input [1]: java.io.IOException: broken")
        .hasCauseInstanceOf(IOException.class);
    assertThat(comes(gone)).isTrue();
    assertThat(interrupted).isTrue();
    assertThat(begun.get()).isLessThan(10);
  }

  @Test
  void triesAgainAsOftenAsSaid() {
    Set<Integer> failedOnce = ConcurrentHashMap.newKeySet();
    Results<Integer, Integer> results =
        pool.<Integer, Integer>map(
                NUMBERS.subList(0, 100),
                4,
                n -> {
                  if (n == 50 || failedOnce.add(n)) {
                    throw new IOException("not yet");
                  }
                  return n;
                })
            .retry(2)
            .run();
    assertThat(results.done()).hasSize(99).isSorted();
    assertThat(results.failures()).singleElement().matches(f -> f.input() == 50 && f.tries() == 3);
  }

  @Test
  void waitsBeforeItTriesAgain() {
    List<Long> times = Collections.synchronizedList(new ArrayList<>());
    pool.<Integer, Integer>map(
            List.of(1),
            1,
            n -> {
              times.add(System.nanoTime());
              throw new IOException();
            })
        .retry(1, Duration.ofMillis(200))
        .run();
    assertThat(times).hasSize(2);
    assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(200_000_000);
  }

  @Test
  void aTaskThatTakesTooLongIsInterruptedAndFailed() {
    AtomicInteger interrupts = new AtomicInteger();
    Results<Integer, Integer> results =
        pool.<Integer, Integer>map(
                NUMBERS.subList(0, 50),
                2,
                n -> {
                  if (n == 20) {
                    try {
                      hang();
                    } finally {
                      interrupts.incrementAndGet();
                    }
                  }
                  return n;
                })
            .timeout(Duration.ofMillis(400))
            .run();
    assertThat(results.done()).hasSize(49);
    assertThat(results.failures())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.input()).isEqualTo(20);
              assertThat(failed.cause())
                  .isInstanceOf(TimeoutException.class)
                  .hasMessage("not done within 400 ms");
            });
    assertThat(interrupts).hasValueLessThanOrEqualTo(1);
  }

  @Test
  void aTaskThatHeedsNoInterruptCostsItsThreadAndNothingElse() {
    CountDownLatch release = new CountDownLatch(1);
    try {
      Results<Integer, Integer> results =
          pool.<Integer, Integer>map(
                  NUMBERS.subList(0, 20),
                  1,
                  n -> {
                    while (n == 3 && release.getCount() > 0) {
                      Thread.onSpinWait();
                    }
                    return n;
                  })
              .timeout(Duration.ofMillis(400))
              .run();
      assertThat(results.done()).hasSize(19).doesNotContain(3);
    } finally {
      release.countDown();
    }
  }

  @Test
  void whatTakesTooLongIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    Task<Integer, Integer> task =
        n -> {
          if (tries.incrementAndGet() < 3) {
            hang();
          }
          return n;
        };
    Tasks<Integer, Integer> tasks = pool.map(List.of(1), 1, task);
    assertThat(tasks.timeout(Duration.ofMillis(50)).retry(2).run().values()).containsExactly(1);
  }

  @Test
  void nothingWaitsBehindASlowTaskWhileSomebodyIsFree() {
    // Short tasks go out by the thousand; among them one that ends only when all others have.
    int n = 50_000;
    CountDownLatch others = new CountDownLatch(n - 1);
    List<Integer> inputs = IntStream.range(0, n).boxed().toList();
    List<Boolean> results =
        pool.<Integer, Boolean>map(
                inputs,
                2,
                i -> {
                  if (i == n / 2) {
                    return comes(others);
                  }
                  others.countDown();
                  return true;
                })
            .run()
            .values();
    assertThat(results).hasSize(n).doesNotContain(false);
  }

  @Test
  void whatIsDoneIsHandedOutWhileALaterTaskOfTheSameOrderRuns() {
    int n = 20_000;
    CountDownLatch seen = new CountDownLatch(n - 1);
    List<Integer> inputs = IntStream.range(0, n).boxed().toList();
    try (Stream<Outcome<Integer, Boolean>> outcomes =
        pool.<Integer, Boolean>map(inputs, 1, i -> i < n - 1 || comes(seen)).stream()) {
      assertThat(outcomes.peek(o -> seen.countDown()).map(Outcome::get)).doesNotContain(false);
    }
  }

  @Test
  void inputsArePulledAsTheyAreNeeded() {
    AtomicInteger pulled = new AtomicInteger();
    Stream<Integer> endless = Stream.iterate(0, n -> n + 1).peek(n -> pulled.incrementAndGet());
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(endless, 2, n -> n).ahead(10).stream()) {
      Iterator<Outcome<Integer, Integer>> iterator = outcomes.iterator();
      for (int i = 0; i < 5; i++) {
        assertThat(iterator.next().get()).isEqualTo(i);
      }
      assertThat(pulled.get()).isLessThanOrEqualTo(5 + 10 + 10);
    }
  }

  @Test
  void anEndlessStreamOfInputsCanBeCutAndIsClosed() {
    CountDownLatch closed = new CountDownLatch(1);
    Stream<Integer> endless = Stream.iterate(0, n -> n + 1).onClose(closed::countDown);
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(endless, 4, n -> n * 2).stream()) {
      assertThat(outcomes.limit(1000).map(Outcome::get)).hasSize(1000).contains(1998);
    }
    assertThat(comes(closed)).isTrue();
  }

  @Test
  void anInputThatIsWaitedForHoldsUpNoResult() {
    CountDownLatch first = new CountDownLatch(1);
    Stream<Integer> inputs = Stream.of(1, 2).peek(n -> assertThat(n == 1 || comes(first)).isTrue());
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(inputs, 2, n -> n).stream()) {
      assertThat(outcomes.peek(o -> first.countDown()).map(Outcome::get)).containsExactly(1, 2);
    }
  }

  @Test
  void anInputThatIsWaitedForIsInterruptedWithTheRun() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Stream<Integer> inputs = Stream.of(1).map(n -> hangUntilInterrupted(begun, gone));
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(inputs, 1, n -> n).stream()) {
      assertThat(outcomes.isParallel()).isFalse();
      assertThat(comes(begun)).isTrue();
    }
    assertThat(comes(gone)).isTrue();
  }

  @Test
  void inputsThatFailFailTheRunBehindWhatCameBefore() {
    List<Integer> seen = new ArrayList<>();
    Stream<Integer> inputs =
        Stream.of(1, 2, 3)
            .peek(
                n -> {
                  if (n == 3) {
                    throw new IllegalArgumentException("torn");
                  }
                });
    Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(inputs, 2, n -> n).stream();
    assertThatThrownBy(() -> outcomes.forEach(o -> seen.add(o.get())))
        .hasMessage("the inputs failed after 2: java.lang.IllegalArgumentException: torn");
    assertThat(seen).containsExactly(1, 2);
  }

  @Test
  void aFutureForEachInput() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                NUMBERS,
                4,
                n -> {
                  if (n == 13) {
                    throw new IOException("unlucky");
                  }
                  return n + 1;
                })
            .futures();
    assertThat(futures).hasSize(1000);
    assertThat(futures.get(999).join()).isEqualTo(1000);
    assertThat(futures.get(13))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void aFailureWithoutATextCostsOnlyItsOwnFuture() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(70, 80, 90),
                1,
                n -> {
                  if (n == 80) {
                    throw new Unlinked();
                  }
                  return n;
                })
            .futures();
    CompletableFuture<Integer> dependent = futures.get(1).thenApply(n -> n + 1);
    assertThat(futures.get(2).join()).isEqualTo(90);
    assertThatThrownBy(dependent::join)
        .hasCauseInstanceOf(TaskFailed.class)
        .hasMessageContaining("task 1 failed on input [80]: ")
        .hasMessageContaining("Unlinked, whose toString fails");
  }

  @Test
  void theFuturesThatAFailureEndsNameItsInput() {
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(70, 80, 90),
                1,
                n -> {
                  throw new IOException("no");
                })
            .failFast()
            .futures();
    assertThatThrownBy(futures.get(2)::join)
        .hasCauseInstanceOf(TaskFailed.class)
        .hasMessageEndingWith("task 0 failed on input [70]: java.io.IOException: no");
  }

  @Test
  void afterAFailureAllOtherFuturesNameItAlsoThoseThatWereInterrupted() {
    CountDownLatch hanging = new CountDownLatch(1);
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(0, 1, 2),
                2,
                n -> {
                  if (n == 0) {
                    hanging.countDown();
                    hang();
                  }
                  comes(hanging);
                  throw new IOException("broken");
                })
            .failFast()
            .futures();
    assertThatThrownBy(futures.get(1)::join).hasCauseInstanceOf(IOException.class);
    for (int other : List.of(0, 2)) {
      assertThatThrownBy(futures.get(other)::join)
          .hasCauseInstanceOf(TaskFailed.class)
          .hasMessageEndingWith("task 1 failed on input [1]: java.io.IOException: broken");
    }
  }

  @Test
  void aTimeLimitBeyondAllTimeIsNone() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    Tasks<Integer, Integer> tasks = pool.map(List.of(1, 2), 1, n -> n);
    assertThat(tasks.timeout(ages).run().values()).containsExactly(1, 2);
    assertThat(tasks.timeout(Duration.ofDays(365)).run().values()).containsExactly(1, 2);
  }

  @Test
  void aTimeLimitOfLessThanAMillisecondIsNamedAsItIs() {
    Outcome.Failed<Integer, Integer> late =
        TaskPlan.DEFAULT.tooLate(0, 1, 1, Duration.ofNanos(2_500));
    assertThat(late.cause()).hasMessage("not done within 2 µs");
    assertThat(TaskPlan.DEFAULT.tooLate(0, 1, 1, Duration.ofNanos(100)).cause())
        .hasMessage("not done within 100 ns");
  }

  @Test
  void aTaskThatIsNullIsRefusedAtOnce() {
    assertThatThrownBy(() -> pool.map(List.of(1), 1, null)).hasMessage("task");
  }

  @Test
  void resultsSayHowManyThereAre() {
    assertThat(pool.<Integer, Integer>map(List.of(1, 0, 2), 1, n -> 1 / n).run())
        .hasToString("2 done, 1 failed");
  }

  @Test
  void aJobOfAPoolThatIsClosedSaysSo() {
    CountDownLatch begun = new CountDownLatch(2);
    CompletableFuture<?> tasks;
    CompletableFuture<?> line;
    try (TaskPool closing = TaskPool.open()) {
      tasks =
          closing
              .map(
                  List.of(1),
                  1,
                  n -> {
                    begun.countDown();
                    hang();
                    return n;
                  })
              .start();
      line =
          Pipeline.from(() -> Stream.generate(() -> 1).peek(n -> begun.countDown()))
              .to(Stream::count)
              .start(closing);
      assertThat(comes(begun)).isTrue();
    }
    for (CompletableFuture<?> job : List.of(tasks, line)) {
      assertThatThrownBy(job::join)
          .isInstanceOf(CancellationException.class)
          .hasStackTraceContaining("the pool was closed");
    }
  }

  @Test
  void aFutureThatIsCancelledBeforeItsTurnIsPassedOver() {
    CountDownLatch go = new CountDownLatch(1);
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<Integer>> futures =
        pool.<Integer, Integer>map(
                List.of(0, 1, 2),
                1,
                n -> {
                  begun.add(n);
                  comes(go);
                  return n;
                })
            .futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(futures.get(2).join()).isEqualTo(2);
    assertThat(begun).containsExactlyInAnyOrder(0, 2);
    assertThat(futures.get(1)).isCancelled();
  }

  @Test
  void aFutureThatIsCancelledIsNoFailureThatEndsTheRun() {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> futures =
        pool.<Integer, Boolean>map(List.of(0, 1, 2), 1, n -> comes(go)).failFast().futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(futures.get(0).join()).isTrue();
    assertThat(futures.get(2).join()).isTrue();
    assertThat(futures.get(1)).isCancelled();
  }

  @Test
  void aFutureThatIsCancelledIsNotTriedAgain() {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Progress> last = new AtomicReference<>();
    List<CompletableFuture<Boolean>> futures =
        pool.<Integer, Boolean>map(List.of(0, 1, 2), 1, n -> comes(go))
            .retry(3)
            .onProgress(
                progress -> {
                  if (progress.done() + progress.failed() == 3) {
                    last.set(progress);
                    over.countDown();
                  }
                })
            .futures();
    futures.get(1).cancel(true);
    go.countDown();
    assertThat(comes(over)).isTrue();
    assertThat(last.get().retries()).isZero();
    assertThat(last.get().failed()).isZero();
    assertThat(futures.get(2).join()).isTrue();
  }

  @Test
  void aPekkoSourceOfOutcomes() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "users");
    try (TaskPool inSystem = TaskPool.in(system)) {
      List<Integer> values =
          inSystem
              .<Integer, Integer>map(Stream.iterate(0, n -> n + 1), 3, n -> n * 3)
              .source()
              .map(Outcome::get)
              .take(500)
              .runWith(Sink.seq(), Materializer.matFromSystem(system))
              .toCompletableFuture()
              .join();
      assertThat(values).hasSize(500).isSorted().endsWith(1497);
    } finally {
      system.terminate();
    }
    assertThat(system.getWhenTerminated().toCompletableFuture())
        .succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void aPekkoSourceThatIsCancelledEndsItsTasksAndOneThatFailsSaysWhy() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "users");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (TaskPool inSystem = TaskPool.in(system)) {
      Materializer materializer = Materializer.matFromSystem(system);
      Task<Integer, Integer> task =
          n -> {
            assertThat(n == 0 || hangUntilInterrupted(begun, gone) == 0).isTrue();
            return n;
          };
      assertThat(
              inSystem
                  .map(List.of(0, 1), 1, task)
                  .source()
                  .runWith(Sink.head(), materializer)
                  .toCompletableFuture()
                  .join()
                  .input())
          .isZero();
      assertThat(comes(gone)).isTrue();
      Stream<Integer> torn = Stream.of(1).peek(n -> Objects.requireNonNull(null, "torn"));
      assertThat(
              inSystem
                  .<Integer, Integer>map(torn, 1, n -> n)
                  .source()
                  .runWith(Sink.seq(), materializer))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withMessageContaining("the inputs failed after 0: ")
          .withMessageContaining("torn");
    } finally {
      system.terminate();
    }
  }

  @Test
  void threadsThatCannotBeStartedEndTheRunInWords() {
    for (int threads = 0; threads < 2; threads++) {
      Run<Integer, Integer> run = new Run<>(pool);
      run.begin(
          TaskPool.name("test"),
          Foreman.create(
              threads(threads),
              Inputs.of(List.of(1, 2)),
              2,
              n -> n,
              TaskPlan.DEFAULT,
              new Reporter(null, "test"),
              run));
      assertThatThrownBy(run::await)
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("no thread could be started for a worker (unable to")
          .hasMessageEndingWith("; fewer workers need fewer");
    }
  }

  @Test
  void anActorSystemThatEndsIsNamed() {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "users");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (TaskPool inSystem = TaskPool.in(system)) {
      CompletableFuture<Results<Integer, Integer>> results =
          inSystem
              .<Integer, Integer>map(List.of(1), 1, n -> hangUntilInterrupted(begun, gone))
              .start();
      assertThat(comes(begun)).isTrue();
      system.terminate();
      assertThat(results)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withMessageContaining("their actor system has ended");
      assertThat(comes(gone)).isTrue();
    }
  }

  @Test
  void cancellingTheFutureOfARunInterruptsItsTasks() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    CompletableFuture<Results<Integer, Integer>> results =
        pool.<Integer, Integer>map(List.of(1), 1, n -> hangUntilInterrupted(begun, gone)).start();
    assertThat(comes(begun)).isTrue();
    results.cancel(true);
    assertThat(comes(gone)).isTrue();
  }

  @Test
  void aCallerWhoIsInterruptedCancelsTheRun() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try {
                pool.<Integer, Integer>map(List.of(1), 1, n -> hangUntilInterrupted(begun, gone))
                    .run();
              } catch (CancellationException e) {
                cancelled.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    assertThat(comes(begun)).isTrue();
    caller.interrupt();
    caller.join();
    assertThat(cancelled).isTrue();
    assertThat(comes(gone)).isTrue();
  }

  @Test
  void closingThePoolEndsEveryRun() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    TaskPool other = TaskPool.open();
    CompletableFuture<Results<Integer, Integer>> results =
        other.<Integer, Integer>map(List.of(1), 1, n -> hangUntilInterrupted(begun, gone)).start();
    Stream<Outcome<Integer, Integer>> stream =
        other.<Integer, Integer>map(Stream.iterate(0, n -> n + 1), 1, n -> n).stream();
    assertThat(comes(begun)).isTrue();
    other.close();
    assertThat(comes(gone)).isTrue();
    assertThat(results)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> stream.forEach(o -> {})).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> other.map(NUMBERS, 2, n -> n).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the pool is closed");
  }

  @Test
  void tellsHowFarItIs() {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    pool.<Integer, Integer>map(
            NUMBERS.subList(0, 10),
            1,
            n -> {
              TimeUnit.MILLISECONDS.sleep(30);
              if (n == 4) {
                throw new IOException();
              }
              return n;
            })
        .retry(1)
        .onProgress(told::add)
        .run();
    Progress last = told.get(told.size() - 1);
    assertThat(last.done()).isEqualTo(9);
    assertThat(last.failed()).isEqualTo(1);
    assertThat(last.retries()).isEqualTo(1);
    assertThat(last.total()).isEqualTo(OptionalLong.of(10));
    assertThat(told).hasSizeGreaterThan(2).extracting(Progress::done).isSorted();
  }

  @Test
  void whatShowsProgressMayFail() {
    Tasks<Integer, Integer> tasks = pool.map(NUMBERS, 2, n -> n);
    assertThat(
            tasks
                .onProgress(
                    p -> {
                      throw new IllegalStateException("no screen");
                    })
                .run()
                .values())
        .hasSize(1000);
  }

  @Test
  void whatShowsProgressMayFailWithAnError() {
    Tasks<Integer, Integer> tasks = pool.map(NUMBERS, 2, n -> n);
    assertThat(
            tasks
                .onProgress(
                    p -> {
                      throw new AssertionError("no screen");
                    })
                .run()
                .values())
        .hasSize(1000);
  }

  @Test
  void refusesWhatMakesNoSense() {
    Tasks<Integer, Integer> tasks = pool.map(NUMBERS, 1, n -> n);
    assertThatThrownBy(() -> pool.map(NUMBERS, 0, n -> n))
        .hasMessage("workers must be at least 1, were 0");
    assertThatThrownBy(() -> tasks.retry(-1)).hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> tasks.timeout(Duration.ZERO)).hasMessageContaining("more than zero");
    assertThatThrownBy(() -> tasks.ahead(0)).hasMessageContaining("at least 1");
  }

  private static int hangUntilInterrupted(CountDownLatch begun, CountDownLatch gone) {
    begun.countDown();
    try {
      hang();
    } catch (InterruptedException e) {
      gone.countDown();
    }
    return 0;
  }
}
