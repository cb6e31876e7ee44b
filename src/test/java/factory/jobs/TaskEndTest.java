package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** Whoever ends a run, its caller hears of it and its tasks are interrupted. */
class TaskEndTest extends JobsCase {
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
              new Reporter(null, "test", "test"),
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
  void aRunThatIsCancelledTellsHowFarItCame() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicReference<Progress> last = new AtomicReference<>();
    Task<Integer, Integer> task = n -> n == 0 ? 0 : hangUntilInterrupted(begun, gone);
    try (Stream<Outcome<Integer, Integer>> outcomes =
        pool.map(List.of(0, 1), 1, task).onProgress(last::set).stream()) {
      assertThat(outcomes.iterator().next().get()).isZero();
      assertThat(comes(begun)).isTrue();
    }
    assertThat(comes(gone)).isTrue();
    assertThat(last.get()).isNotNull().extracting(Progress::done).isEqualTo(1L);
  }

  @Test
  void aCallerWhoIsInterruptedClosesThePoolAsAnyOther() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicReference<Thread> actors = new AtomicReference<>();
    TaskPool other = TaskPool.open();
    CompletableFuture<?> unused =
        other
            .<Integer, Integer>map(List.of(1), 1, n -> hangUntilInterrupted(begun, gone))
            .onProgress(
                progress -> {
                  actors.set(Thread.currentThread());
                  told.countDown();
                })
            .start();
    assertThat(comes(begun) && comes(told)).isTrue();
    Thread.currentThread().interrupt();
    other.close();
    assertThat(Thread.interrupted()).as("still").isTrue();
    assertThat(gone.getCount()).as("waited for the task").isZero();
    actors.get().join(30_000);
    assertThat(actors.get().isAlive()).as("a thread of the actor system").isFalse();
  }

  @Test
  void closingThePoolWaitsOnceForWhatHeedsNoInterrupt() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TaskPool other = TaskPool.open();
    CompletableFuture<?> unused =
        Pipeline.<Integer>from(
                () -> {
                  begun.countDown();
                  waitStubbornly(release);
                  return Stream.empty();
                })
            .to(Stream::count)
            .start(other);
    try {
      assertThat(comes(begun)).isTrue();
      long start = System.nanoTime();
      other.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("five seconds, and not twice")
          .isLessThan(Duration.ofMillis(9_900));
    } finally {
      release.countDown();
    }
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
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> stream.forEach(o -> {})).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> other.map(NUMBERS, 2, n -> n).run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the pool is closed");
  }
}
