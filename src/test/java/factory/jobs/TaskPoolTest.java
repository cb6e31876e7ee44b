package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;

class TaskPoolTest extends JobsCase {
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
  void eachWorkerHasItsNextTaskAtHandHoweverLongTasksAre() {
    // What shows progress holds up the foreman, which hands out the orders: as a busy machine does.
    AtomicInteger told = new AtomicInteger();
    CountDownLatch heldUp = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(4);
    AtomicBoolean allBegan = new AtomicBoolean();
    pool.<Integer, Boolean>map(
            List.of(0, 1, 2, 3),
            2,
            n -> {
              begun.countDown();
              return comes(heldUp);
            })
        .onProgress(
            progress -> {
              if (told.incrementAndGet() == 5) {
                heldUp.countDown();
                allBegan.set(comes(begun));
              }
            })
        .run();
    assertThat(allBegan).isTrue();
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
  void resultsSayHowManyThereAre() {
    assertThat(pool.<Integer, Integer>map(List.of(1, 0, 2), 1, n -> 1 / n).run())
        .hasToString("2 done, 1 failed");
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
        .succeedsWithin(60, TimeUnit.SECONDS);
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
  void tellsHowFarItIs() {
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch meanwhile = new CountDownLatch(2);
    pool.<Integer, Integer>map(
            NUMBERS.subList(0, 10),
            1,
            n -> {
              assertThat(comes(meanwhile)).isTrue();
              if (n == 4) {
                throw new IOException();
              }
              return n;
            })
        .retry(1)
        .onProgress(
            progress -> {
              told.add(progress);
              meanwhile.countDown();
            })
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
  void aTaskThatIsNullIsRefusedAtOnce() {
    assertThatThrownBy(() -> pool.map(List.of(1), 1, null)).hasMessage("task");
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
}
