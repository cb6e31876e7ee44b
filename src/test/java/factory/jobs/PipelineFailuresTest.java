package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that throws ends the pipeline with its stage and item; nothing hangs. */
class PipelineFailuresTest extends PipelineCase {
  @Test
  void aStageThatReturnsNoStreamIsNamed() {
    PipelineJob<Long> job =
        Pipeline.from(PipelineCase::numbers)
            .<Integer>through("nothing", 2, items -> null)
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .hasMessage(
            "stage 'nothing' failed before any item: java.lang.IllegalStateException:"
                + " it returned null in place of a stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "second", "third"})
  void aStageThatThrowsEndsThePipelineWithItsErrorAndItem(String broken) {
    PipelineJob<Long> job =
        Pipeline.from(PipelineCase::endless)
            .<Integer>through("first", 3, items -> items.map(n -> check("first", broken, n)))
            .<Integer>through("second", 12, items -> items.map(n -> check("second", broken, n)))
            .<Integer>through("third", 1, items -> items.map(n -> check("third", broken, n)))
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOfSatisfying(
            PipelineFailed.class,
            e -> {
              assertThat(e.stage()).isEqualTo(broken);
              assertThat(e.item()).isEqualTo("[5000]");
              assertThat(e.stages()).hasSize(5);
            })
        .hasMessage(
            "stage '"
                + broken
                + "' failed at item [5000]: java.lang.IllegalArgumentException: bad 5000");
  }

  private static int check(String stage, String broken, int n) {
    if (stage.equals(broken) && n == 5000) {
      throw new IllegalArgumentException("bad " + n);
    }
    return n;
  }

  @Test
  void aTextThatIsAnErrorCostsOnlyTheText() {
    Function<Object, Object> torn =
        item -> {
          throw new Unlinked();
        };
    PipelineJob<Long> job =
        Pipeline.from(() -> Stream.<Object>of(cyclic()))
            .through("stage", 2, items -> items.map(torn))
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOf(PipelineFailed.class)
        .hasMessageContaining("at item [java.util.ArrayList, whose toString fails]")
        .hasMessageContaining("Unlinked, whose toString fails");
  }

  @Test
  void anItemWhoseTextIsLargerThanMemoryHangsNothing() {
    Function<Object, Object> torn =
        item -> {
          throw new IllegalStateException("torn");
        };
    PipelineJob<Long> job =
        Pipeline.from(() -> Stream.<Object>of(new Huge()))
            .through("stage", 2, items -> items.map(torn))
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .hasMessageContaining("Huge, whose toString fails]: java.lang.IllegalStateException: torn");
  }

  @Test
  void threadsThatCannotBeStartedEndThePipelineInWords() {
    for (int threads = 0; threads < 3; threads++) {
      CompletableFuture<PipelineResult<Long>> result = new CompletableFuture<>();
      PipelineRun<Long> run = new PipelineRun<>(pool, result);
      Stage.Work work = (items, out) -> items.count();
      Stage source = new Stage("source", 2, null, (items, out) -> hung(), List.of());
      Stage sink = new Stage("sink", 1, null, work, List.of(source));
      Reporter nobody = new Reporter(null, "test", "test");
      run.begin(
          TaskPool.name("test"),
          LineManager.create(threads(threads), sink, PipelinePlan.USUAL, nobody, run));
      assertThat(result)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(PipelineFailed.class)
          .withMessageContaining("no thread could be started for a worker");
    }
  }

  private static long hung() {
    try {
      hang();
    } catch (InterruptedException e) {
      return 0;
    }
    return 1;
  }

  @Test
  void aProducerThatThrowsEndsThePipeline() {
    PipelineJob<Long> job =
        Pipeline.from("broken source", () -> endless().peek(n -> check("p", "p", n)))
            .through("stage", 12, items -> items)
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOf(PipelineFailed.class)
        .hasMessageStartingWith("stage 'broken source' failed")
        .hasMessageEndingWith("bad 5000");
    PipelineJob<Long> none =
        Pipeline.<Integer>from(
                () -> {
                  throw new IllegalStateException("no file");
                })
            .to(Stream::count);
    assertThatThrownBy(() -> none.run(pool)).hasMessageContaining("no file");
  }

  @Test
  void aConsumerThatThrowsEndsThePipeline() {
    PipelineJob<Object> job =
        Pipeline.from(PipelineCase::endless)
            .through("stage", 12, items -> items)
            .to(
                items -> {
                  items.limit(100).forEach(n -> {});
                  throw new IllegalStateException("full");
                });
    assertThatThrownBy(() -> job.run(pool))
        .hasMessageStartingWith("stage 'consumer' failed at item [")
        .hasMessageEndingWith("java.lang.IllegalStateException: full");
  }

  @Test
  void oneFailingWorkerOfManyIsNotWaitedForByTheOthers() {
    // What hangs in the usual construction with sentinels: one of twelve gives up.
    PipelineJob<Long> job =
        Pipeline.from(PipelineCase::numbers)
            .<Integer>through(
                "stage",
                12,
                items -> {
                  AtomicInteger mine = new AtomicInteger();
                  return items.peek(
                      n -> {
                        if (n == 17) {
                          throw new OutOfMemoryError("pretended");
                        }
                        mine.incrementAndGet();
                      });
                })
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool)).hasMessageContaining("pretended");
  }

  @Test
  void aKeyThatCannotBeFoundIsNamed() {
    PipelineJob<Long> job =
        Pipeline.from(() -> Stream.of("a", "b"))
            .throughKeyed("by length", 2, text -> Integer.parseInt(text), items -> items)
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOfSatisfying(
            PipelineFailed.class,
            e -> {
              assertThat(e.stage()).isEqualTo("by length");
              assertThat(e.item()).isEqualTo("[a]");
            })
        .hasMessageContaining("stage 'by length' failed at the key of item [a]: ")
        .hasCauseInstanceOf(NumberFormatException.class);
  }

  @Test
  void aKeyThatIsAnErrorIsNamedToo() {
    PipelineJob<Long> job =
        Pipeline.from(() -> Stream.of("a"))
            .throughKeyed(
                "by nothing",
                2,
                text -> {
                  throw new AssertionError("no key");
                },
                items -> items)
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .hasMessageContaining("stage 'by nothing' failed at the key of item [a]: ")
        .hasMessageEndingWith("java.lang.AssertionError: no key");
  }

  @Test
  void stagesOfOneNameAreNumbered() {
    Pipeline<Integer> one = Pipeline.from(() -> Stream.of(1, 2));
    PipelineJob<Long> job =
        one.merge(Pipeline.from(() -> Stream.of(3)))
            .through("same", 1, items -> items)
            .through("same", 1, items -> items.map(n -> 1 / (n - 3)))
            .to(Stream::count);
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOfSatisfying(
            PipelineFailed.class,
            e -> {
              assertThat(e.stage()).isEqualTo("same 2");
              assertThat(e.stages())
                  .extracting(StageReport::name)
                  .containsExactly("producer", "producer 2", "same", "same 2", "consumer");
            });
  }

  @Test
  void aFailureComesWithTheFiguresOfTheEnd() {
    CountDownLatch taken = new CountDownLatch(1);
    PipelineJob<Integer> job =
        Pipeline.from(
                () ->
                    Stream.of(1, 2)
                        .peek(
                            n -> {
                              if (n == 2) {
                                comes(taken);
                                throw new IllegalStateException("broken");
                              }
                            }))
            .to(
                items -> {
                  items.forEach(
                      n -> {
                        taken.countDown();
                        outlastTheInterrupt(Duration.ofMillis(300));
                      });
                  return 0;
                });
    assertThatThrownBy(() -> job.run(pool))
        .isInstanceOfSatisfying(
            PipelineFailed.class,
            e ->
                assertThat(e.stages().get(1).elapsed())
                    .isGreaterThan(e.stages().get(0).elapsed().plusMillis(200)));
  }

  /** Ends so long after the interrupt, which comes when the other stage has ended. */
  private static void outlastTheInterrupt(Duration by) {
    try {
      hang();
    } catch (InterruptedException e) {
      long end = System.nanoTime() + by.toNanos();
      for (long left = by.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left); // which may return at once
        Thread.interrupted(); // there may be another one
      }
    }
  }
}
