package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Inputs are pulled as they are needed, and may be waited for, endless or broken. */
class TaskInputsTest extends JobsCase {
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
  void inputsThatInterruptTheirOwnThreadAreAllPulled() {
    Stream<Integer> inputs = NUMBERS.stream().peek(n -> Thread.currentThread().interrupt());
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.<Integer, Integer>map(inputs, 2, n -> n).ahead(1).stream()) {
      assertThat(outcomes.map(Outcome::get)).isEqualTo(NUMBERS);
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
}
