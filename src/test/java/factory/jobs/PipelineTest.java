package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest extends JobsCase {
  private static final int N = 20_000;

  private static Stream<Integer> numbers() {
    return IntStream.range(0, N).boxed();
  }

  private static Stream<Integer> endless() {
    return Stream.iterate(0, n -> n + 1);
  }

  @Test
  void givesWhatTheSameFunctionsGiveWithoutAnyActor() {
    Supplier<Stream<Integer>> producer = PipelineTest::numbers;
    Function<Stream<Integer>, Stream<String>> stage =
        items -> items.filter(n -> n % 3 == 0).flatMap(n -> Stream.of("a" + n, "b" + n));
    Function<Stream<String>, Set<String>> consumer = items -> items.collect(Collectors.toSet());
    assertThat(Pipeline.from(producer).through("stage", 12, stage).to(consumer).run(pool).value())
        .isEqualTo(consumer.apply(stage.apply(producer.get())));
  }

  @Test
  void oneWorkerKeepsTheOrder() {
    List<Integer> all =
        Pipeline.from(PipelineTest::numbers)
            .through("one", 1, items -> items.map(n -> n + 1))
            .through("two", 1, items -> items.map(n -> n - 1))
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).isEqualTo(numbers().toList());
  }

  @Test
  void runsOnAPoolOfItsOwnAndAgain() {
    PipelineJob<Long> job = Pipeline.from(PipelineTest::numbers).to(Stream::count);
    assertThat(job.run().value()).isEqualTo(N);
    assertThat(job.run().value()).isEqualTo(N);
  }

  @Test
  void emptyInputIsAnEmptyStream() {
    PipelineResult<Long> result =
        Pipeline.from(Stream::<Integer>empty)
            .through("stage", 12, items -> items.map(n -> n))
            .to(Stream::count)
            .run(pool);
    assertThat(result.value()).isZero();
    assertThat(result.stages()).extracting(StageReport::in).containsExactly(0L, 0L, 0L);
  }

  @Test
  void nullIsAnItemLikeAnyOther() {
    List<Integer> all =
        Pipeline.from(() -> Arrays.asList(1, null, 3).stream())
            .through("none", 1, items -> items.map(n -> n == null ? n : null))
            .to(items -> items.collect(Collectors.toCollection(ArrayList::new)))
            .run(pool)
            .value();
    assertThat(all).containsExactly(null, null, null);
  }

  @Test
  void aStageThatReturnsNoStreamIsNamed() {
    PipelineJob<Long> job =
        Pipeline.from(PipelineTest::numbers)
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
        Pipeline.from(PipelineTest::endless)
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
      Reporter nobody = new Reporter(null, "test");
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
  void aPipelineMergedWithItselfHasEachItemTwiceHoweverOften() {
    Pipeline<Integer> p = Pipeline.from(() -> Stream.of(1, 2));
    assertThat(p.merge(p).to(Stream::toList).run(pool).value())
        .containsExactlyInAnyOrder(1, 2, 1, 2);
    Pipeline<Integer> diamonds = Pipeline.from(Stream::<Integer>empty);
    for (int i = 0; i < 40; i++) {
      diamonds = diamonds.merge(diamonds).through("all", 1, items -> items);
    }
    assertThat(diamonds.to(Stream::count).run(pool).value()).isZero();
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
        Pipeline.from(PipelineTest::endless)
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
        Pipeline.from(PipelineTest::numbers)
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
  void aConsumerThatStopsEarlyStopsTheProducers() {
    CountDownLatch closed = new CountDownLatch(1);
    List<Integer> some =
        Pipeline.from(() -> endless().onClose(closed::countDown))
            .through("stage", 12, items -> items.map(n -> n))
            .to(items -> items.limit(10).toList())
            .run(pool)
            .value();
    assertThat(some).hasSize(10);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aConsumerThatTakesNothingStopsAProducerThatWaits() {
    AtomicBoolean interrupted = new AtomicBoolean();
    CountDownLatch waiting = new CountDownLatch(1);
    String value =
        Pipeline.<Integer>from(
                () -> {
                  waiting.countDown();
                  try {
                    hang();
                  } catch (InterruptedException e) {
                    interrupted.set(true);
                  }
                  return Stream.empty();
                })
            .to(
                items -> {
                  assertThat(comes(waiting)).isTrue();
                  return "enough";
                })
            .run(pool)
            .value();
    assertThat(value).isEqualTo("enough");
    assertThat(interrupted).isTrue();
  }

  @Test
  void aStageThatStopsEarlyStopsThoseBeforeItAndEndsThoseBehind() {
    assertThat(
            Pipeline.from(PipelineTest::endless)
                .through("before", 3, items -> items)
                .through("three each", 4, items -> items.limit(3))
                .to(Stream::count)
                .run(pool)
                .value())
        .isEqualTo(12);
  }

  @Test
  void theRestOfAWorkerThatStopsEarlyGoesToTheOthers() {
    AtomicBoolean first = new AtomicBoolean(true);
    long all =
        Pipeline.from(PipelineTest::numbers)
            .<Integer>through("stage", 2, items -> first.getAndSet(false) ? items.limit(1) : items)
            .to(Stream::count)
            .run(pool)
            .value();
    assertThat(all).isEqualTo(N);
  }

  @Test
  void aSlowStageBoundsWhatIsInMemory() {
    AtomicLong made = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicLong used = new AtomicLong();
    CountDownLatch full = new CountDownLatch(1);
    PipelineJob<Long> job =
        Pipeline.from(() -> endless().limit(5000).peek(n -> made.incrementAndGet()))
            .through("before", 2, items -> items)
            .<Integer>through(
                "slow",
                3,
                items ->
                    items.peek(
                        n -> {
                          most.accumulateAndGet(made.get() - used.incrementAndGet(), Math::max);
                          if (n % 100 == 0) {
                            full.countDown();
                            pause();
                          }
                        }))
            .to(Stream::count);
    assertThat(job.buffer(100).run(pool).value()).isEqualTo(5000);
    // Two belts of 100, and what is in the hands of workers.
    assertThat(most.get()).isBetween(50L, 420L);
  }

  @Test
  void nothingWaitsBehindASlowItemWhileSomebodyIsFree() {
    int n = 500;
    CountDownLatch others = new CountDownLatch(n - 1);
    List<Boolean> all =
        Pipeline.from(() -> IntStream.range(0, n).boxed())
            .<Boolean>through(
                "stage",
                2,
                items ->
                    items.map(
                        i -> {
                          if (i == 0) {
                            return comes(others);
                          }
                          others.countDown();
                          return true;
                        }))
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).hasSize(n).doesNotContain(false);
  }

  @Test
  void anItemIsNotHeldUpForOthersToComeWithIt() {
    CountDownLatch arrived = new CountDownLatch(1);
    long all =
        Pipeline.from(
                () -> Stream.of(1, 2).peek(n -> assertThat(n == 1 || comes(arrived)).isTrue()))
            .through("stage", 2, items -> items)
            .to(items -> items.peek(n -> arrived.countDown()).toList())
            .run(pool)
            .value()
            .size();
    assertThat(all).isEqualTo(2);
  }

  @Test
  void severalProducersAreReadAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Supplier<Stream<Integer>> one =
        () -> {
          both.countDown();
          assertThat(comes(both)).isTrue();
          return Stream.of(1, 2, 3);
        };
    List<Integer> all =
        Pipeline.<Integer>fromAll(List.of(one, one)).to(Stream::toList).run(pool).value();
    assertThat(all).containsExactlyInAnyOrder(1, 2, 3, 1, 2, 3);
  }

  @Test
  void broadcastSendsEachItemDownEveryBranchAndBringsThemTogether() {
    List<Integer> all =
        Pipeline.from(() -> Stream.of(1, 2, 3))
            .<Integer>broadcast(
                p -> p.through("tens", 2, items -> items.map(n -> n * 10)),
                p -> p.through("hundreds", 3, items -> items.map(n -> n * 100)),
                p -> p)
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).containsExactlyInAnyOrder(1, 2, 3, 10, 20, 30, 100, 200, 300);
  }

  @Test
  void aBranchThatStopsEarlyDoesNotStopTheOther() {
    List<Integer> all =
        Pipeline.from(PipelineTest::numbers)
            .<Integer>broadcast(
                p -> p.through("two", 1, items -> items.limit(2).map(n -> -1)), p -> p)
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).hasSize(N + 2);
  }

  @Test
  void mergeBringsPipelinesTogether() {
    Pipeline<Integer> even = Pipeline.from(() -> Stream.of(2, 4));
    Pipeline<Integer> odd =
        Pipeline.from(() -> Stream.of(2, 4)).through("odd", 2, items -> items.map(n -> n + 1));
    assertThat(even.merge(odd).to(Stream::toList).run(pool).value())
        .containsExactlyInAnyOrder(2, 4, 3, 5);
  }

  @Test
  void aKeyedStageSeesAllItemsOfAKeyAtOneWorkerInTheirOrder() {
    Map<Integer, Set<Object>> workersOfKey = new ConcurrentHashMap<>();
    List<List<Integer>> groups =
        Pipeline.from(PipelineTest::numbers)
            .<List<Integer>>throughKeyed(
                "by key",
                5,
                n -> n % 100,
                items -> {
                  Object worker = new Object();
                  return items
                      .peek(
                          n ->
                              workersOfKey
                                  .computeIfAbsent(n % 100, k -> ConcurrentHashMap.newKeySet())
                                  .add(worker))
                      .collect(Collectors.groupingBy(n -> n % 100))
                      .values()
                      .stream();
                })
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(groups).hasSize(100).allSatisfy(group -> assertThat(group).hasSize(200).isSorted());
    assertThat(workersOfKey.values()).allMatch(workers -> workers.size() == 1);
    assertThat(workersOfKey.values().stream().flatMap(Set::stream).distinct()).hasSize(5);
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
                        busy(Duration.ofMillis(700)); // does not heed the interrupt
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

  private static void busy(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nothingWaitsBehindASlowItemWhileAnotherWorkerGoesOn() {
    CountDownLatch lying = new CountDownLatch(200);
    CountDownLatch third = new CountDownLatch(1);
    long sum =
        Pipeline.from(() -> endless().peek(n -> lying.countDown()))
            .<Integer>through(
                "stage",
                2,
                items -> {
                  comes(lying);
                  return items.peek(
                      n -> {
                        if (n == 3) {
                          third.countDown();
                        } else if (n == 0) {
                          assertThat(comes(third)).isTrue();
                        }
                      });
                })
            .to(items -> items.limit(1000).count())
            .run(pool)
            .value();
    assertThat(sum).isEqualTo(1000);
    assertThat(third.getCount()).isZero();
  }

  @Test
  void functionsThatAreNullAreRefusedAtOnce() {
    Pipeline<Integer> p = Pipeline.from(PipelineTest::numbers);
    assertThatThrownBy(() -> Pipeline.from(null)).hasMessage("producer");
    assertThatThrownBy(() -> p.through("x", 1, null)).hasMessage("stage");
    assertThatThrownBy(() -> p.throughKeyed("x", 1, null, items -> items)).hasMessage("key");
    assertThatThrownBy(() -> p.to(null)).hasMessage("consumer");
  }

  @Test
  void cancellingStopsEveryone() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<PipelineResult<Long>> result =
        Pipeline.from(() -> endless().onClose(closed::countDown))
            .through("stage", 3, items -> items.peek(n -> begun.countDown()))
            .to(Stream::count)
            .start(pool);
    assertThat(comes(begun)).isTrue();
    result.cancel(true);
    assertThat(comes(closed)).isTrue();
  }

  @Test
  void closingThePoolEndsThePipeline() {
    TaskPool other = TaskPool.open();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<PipelineResult<Long>> result =
        Pipeline.from(PipelineTest::endless)
            .through("stage", 3, items -> items.peek(n -> begun.countDown()))
            .to(Stream::count)
            .start(other);
    assertThat(comes(begun)).isTrue();
    other.close();
    assertThat(result)
        .failsWithin(5, TimeUnit.SECONDS)
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> Pipeline.from(PipelineTest::numbers).to(Stream::count).run(other))
        .hasMessage("the pool is closed");
  }

  @Test
  void aFunctionThatHeedsNoInterruptIsNotWaitedForEver() {
    CountDownLatch release = new CountDownLatch(1);
    PipelineJob<Long> job =
        Pipeline.<Integer>from(
                "stubborn",
                () -> {
                  while (release.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  return Stream.empty();
                })
            .to(
                items -> {
                  throw new IllegalStateException("no");
                });
    try {
      assertThatThrownBy(() -> job.run(pool))
          .hasSuppressedException(
              new IllegalStateException("did not heed the interrupt: 'stubborn'"));
    } finally {
      release.countDown();
    }
  }

  @Test
  void saysWhatEachStageDidAndHowLongItWaited() {
    PipelineResult<Long> result =
        Pipeline.from("source", PipelineTest::numbers)
            .through("half", 4, items -> items.filter(n -> n % 2 == 0))
            .to(
                "slow sink",
                items ->
                    items
                        .peek(
                            n -> {
                              if (n % 1000 == 0) {
                                pause();
                              }
                            })
                        .count())
            .run(pool);
    assertThat(result.stages())
        .extracting(StageReport::name)
        .containsExactly("source", "half", "slow sink");
    assertThat(result.stages()).extracting(StageReport::workers).containsExactly(1, 4, 1);
    assertThat(result.stages()).extracting(StageReport::in).containsExactly(0L, (long) N, N / 2L);
    assertThat(result.stages()).extracting(StageReport::out).containsExactly((long) N, N / 2L, 0L);
    assertThat(result.stages().get(1).waitedForRoom()).isPositive();
    assertThat(result.stages().get(2).busy()).isPositive();
    assertThat(result.stages().get(2).perSecond()).isPositive();
  }

  @Test
  void tellsHowFarItIs() {
    List<List<StageReport>> told = Collections.synchronizedList(new ArrayList<>());
    Pipeline.from(() -> IntStream.range(0, 10).boxed().peek(n -> pause()))
        .to(Stream::toList)
        .onProgress(told::add)
        .run(pool);
    assertThat(told).hasSizeGreaterThan(1);
    assertThat(told.get(told.size() - 1).get(0).out()).isEqualTo(10);
  }

  @Test
  void whatShowsProgressMayFailWithAnError() {
    PipelineJob<Long> job =
        Pipeline.from(PipelineTest::numbers)
            .to(Stream::count)
            .onProgress(
                stages -> {
                  throw new AssertionError("no screen");
                });
    assertThat(job.run(pool).value()).isEqualTo(N);
  }

  @Test
  void refusesWhatMakesNoSense() {
    Pipeline<Integer> p = Pipeline.from(PipelineTest::numbers);
    assertThatThrownBy(() -> p.through("x", 0, items -> items))
        .hasMessage("workers must be at least 1, were 0");
    assertThatThrownBy(() -> p.to(Stream::count).buffer(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Pipeline.fromAll(List.of())).hasMessageContaining("at least one");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
