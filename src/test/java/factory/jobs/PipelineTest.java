package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineTest extends PipelineCase {
  @Test
  void givesWhatTheSameFunctionsGiveWithoutAnyActor() {
    Supplier<Stream<Integer>> producer = PipelineCase::numbers;
    Function<Stream<Integer>, Stream<String>> stage =
        items -> items.filter(n -> n % 3 == 0).flatMap(n -> Stream.of("a" + n, "b" + n));
    Function<Stream<String>, Set<String>> consumer = items -> items.collect(Collectors.toSet());
    assertThat(Pipeline.from(producer).through("stage", 12, stage).to(consumer).run(pool).value())
        .isEqualTo(consumer.apply(stage.apply(producer.get())));
  }

  @Test
  void oneWorkerKeepsTheOrder() {
    List<Integer> all =
        Pipeline.from(PipelineCase::numbers)
            .through("one", 1, items -> items.map(n -> n + 1))
            .through("two", 1, items -> items.map(n -> n - 1))
            .to(Stream::toList)
            .run(pool)
            .value();
    assertThat(all).isEqualTo(numbers().toList());
  }

  @Test
  void runsOnAPoolOfItsOwnAndAgain() {
    PipelineJob<Long> job = Pipeline.from(PipelineCase::numbers).to(Stream::count);
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
  void aSlowStageBoundsWhatIsInMemory() {
    AtomicLong made = new AtomicLong();
    AtomicLong most = new AtomicLong();
    AtomicLong used = new AtomicLong();
    CountDownLatch full = new CountDownLatch(150);
    PipelineJob<Long> job =
        Pipeline.from(
                () ->
                    endless()
                        .limit(5000)
                        .peek(
                            n -> {
                              made.incrementAndGet();
                              full.countDown();
                            }))
            .through("before", 2, items -> items)
            .<Integer>through(
                "slow",
                3,
                items ->
                    items.peek(
                        n -> {
                          assertThat(comes(full)).as("what the belts hold is made").isTrue();
                          most.accumulateAndGet(made.get() - used.incrementAndGet(), Math::max);
                          if (n % 100 == 0) {
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
        Pipeline.from(PipelineCase::numbers)
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
    Pipeline<Integer> p = Pipeline.from(PipelineCase::numbers);
    assertThatThrownBy(() -> Pipeline.from(null)).hasMessage("producer");
    assertThatThrownBy(() -> p.through("x", 1, null)).hasMessage("stage");
    assertThatThrownBy(() -> p.throughKeyed("x", 1, null, items -> items)).hasMessage("key");
    assertThatThrownBy(() -> p.to(null)).hasMessage("consumer");
  }

  @Test
  void refusesWhatMakesNoSense() {
    Pipeline<Integer> p = Pipeline.from(PipelineCase::numbers);
    assertThatThrownBy(() -> p.through("x", 0, items -> items))
        .hasMessage("workers must be at least 1, were 0");
    assertThatThrownBy(() -> p.to(Stream::count).buffer(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Pipeline.fromAll(List.of())).hasMessageContaining("at least one");
  }

  @Test
  void functionsThatInterruptTheirOwnThreadLoseNoItem() {
    long all =
        Pipeline.from(() -> numbers().peek(n -> Thread.currentThread().interrupt()))
            .<Integer>through(
                "stage", 2, items -> items.peek(n -> Thread.currentThread().interrupt()))
            .to(items -> items.peek(n -> Thread.currentThread().interrupt()).count())
            .buffer(4)
            .run(pool)
            .value();
    assertThat(all).isEqualTo(N);
  }
}
