package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.operations.JobStock;
import factory.operations.Ops;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Ops hears of jobs that run in an actor system which has an Ops. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobsInOpsTest {
  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<Ops.Command> ops = kit.createTestProbe(Ops.Command.class);

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void aPipelineTellsWhatEachStageHasDoneBeforeItsCallerGoesOn() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      PipelineResult<Long> result =
          Pipeline.from("source", () -> IntStream.range(0, 1000).boxed())
              .through("half", 4, items -> items.filter(n -> n % 2 == 0))
              .to("sink", Stream::count)
              .run(pool);
      JobStock last = last();
      assertThat(last.job()).startsWith("pipeline-");
      assertThat(last.progress()).isNaN();
      assertThat(last.stages())
          .containsExactlyElementsOf(result.stages().stream().map(JobsInOpsTest::stock).toList());
      assertThat(last.stages().get(1).out()).isEqualTo(500);
    }
  }

  @Test
  void aPipelineTellsMeanwhileHowMuchIsReadAndHowLongStagesWait() {
    CountDownLatch release = new CountDownLatch(1);
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      var running =
          Pipeline.from("source", () -> IntStream.range(0, 10).boxed())
              .to("sink", items -> items.peek(n -> awaited(release)).count())
              .progress(() -> 0.25)
              .start(pool);
      JobStock stock = next();
      while (stock.stages().get(0).out() < 10 || stock.stages().get(1).in() < 1) {
        stock = next(); // the first ones may be from before their threads ran
      }
      assertThat(stock.ended()).isFalse();
      assertThat(stock.progress()).isEqualTo(0.25);
      assertThat(stock.stages())
          .extracting(JobStock.Stage::name, JobStock.Stage::items)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("source", 10L),
              org.assertj.core.groups.Tuple.tuple("sink", 1L));
      release.countDown();
      assertThat(running.join().value()).isEqualTo(10);
      assertThat(last().stages().get(1).in()).isEqualTo(10);
    }
  }

  @Test
  void aPipelineThatFailsSaysThatItHasEnded() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      PipelineJob<Long> job =
          Pipeline.from("source", () -> Stream.of(1, 0).map(n -> 1 / n)).to(Stream::count);
      assertThatThrownBy(() -> job.run(pool)).isInstanceOf(PipelineFailed.class);
      assertThat(last().stages()).hasSize(2);
    }
  }

  @Test
  void aShareThatCannotBeToldDisturbsNothing() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      Pipeline.from(() -> Stream.of(1))
          .to(Stream::count)
          .progress(
              () -> {
                throw new IllegalStateException("no idea");
              })
          .run(pool);
      assertThat(last().progress()).isNaN();
    }
  }

  @Test
  void aShareThatIsAnErrorDisturbsNothing() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      Pipeline.from(() -> Stream.of(1))
          .to(Stream::count)
          .progress(
              () -> {
                throw new AssertionError("no idea");
              })
          .run(pool);
      assertThat(last().progress()).isNaN();
    }
  }

  @Test
  void tasksTellHowManyAreDoneAlsoIfTheyAreCancelled() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      pool.<Integer, Integer>map(List.of(1, 0, 2), 2, n -> 2 / n).run();
      JobStock done = last();
      assertThat(done.progress()).isEqualTo(1);
      JobStock.Stage tasks = done.stages().get(0);
      assertThat(tasks.workers()).isEqualTo(2);
      assertThat(tasks.in()).isEqualTo(3);
      assertThat(tasks.out()).isEqualTo(2);
      assertThat(tasks.failed()).isEqualTo(1);
      assertThat(tasks.waitedForItems()).as("nobody measures that").isNull();

      pool.<Integer, Integer>map(List.of(1, 2), 1, n -> awaited(new CountDownLatch(1)) ? n : n)
          .start()
          .cancel(true);
      assertThat(last().progress()).isZero();
    }
  }

  @Test
  void anArrayJobIsCalledSo() {
    try (TaskPool pool = TaskPool.in(kit.system(), ops.ref())) {
      ArrayJob.over(new long[10]).into(2).process((view, from, to) -> 0).run(pool, 2);
      JobStock done = last();
      assertThat(done.job()).startsWith("array-");
      assertThat(done.stages())
          .singleElement()
          .extracting(JobStock.Stage::name)
          .isEqualTo("ranges");
      pool.map(List.of(1), 1, n -> n).run();
      assertThat(last().job()).startsWith("tasks-");
    }
  }

  @Test
  void severalPoolsOfOneSystemAreToldApart() {
    try (TaskPool one = TaskPool.in(kit.system(), ops.ref());
        TaskPool other = TaskPool.in(kit.system(), ops.ref())) {
      assertThat(one.map(List.of(1), 1, n -> n).run().values()).containsExactly(1);
      assertThat(other.map(List.of(2), 1, n -> n).run().values()).containsExactly(2);
      assertThat(last().job()).isNotEqualTo(last().job());
    }
  }

  private JobStock next() {
    return ops.expectMessageClass(Ops.Worked.class).stock();
  }

  /** The report of the next job's end. */
  private JobStock last() {
    JobStock stock = next();
    while (!stock.ended()) {
      stock = next();
    }
    return stock;
  }

  private static boolean awaited(CountDownLatch latch) {
    return JobsCase.comes(latch);
  }

  private static JobStock.Stage stock(StageReport report) {
    return new JobStock.Stage(
        report.name(),
        report.workers(),
        report.in(),
        report.out(),
        0,
        report.elapsed(),
        report.waitedForItems(),
        report.waitedForRoom());
  }
}
