package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a task that fails or takes too long costs, and what it does not. */
class TaskFailuresTest extends JobsCase {
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
            .timeout(Duration.ofSeconds(2)) // for what takes microseconds, on a busy machine
            .run();
    assertThat(results.done()).hasSize(49);
    assertThat(results.failures())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.input()).isEqualTo(20);
              assertThat(failed.cause())
                  .isInstanceOf(TimeoutException.class)
                  .hasMessage("not done within 2000 ms");
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
                    if (n == 3) {
                      waitStubbornly(release);
                    }
                    return n;
                  })
              .timeout(Duration.ofSeconds(2))
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
    assertThat(tasks.timeout(Duration.ofMillis(100)).retry(50).run().values()).containsExactly(1);
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
}
