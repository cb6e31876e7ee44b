package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each stage has done. */
class PipelineReportsTest extends PipelineCase {
  @Test
  void saysWhatEachStageDidAndHowLongItWaited() {
    PipelineResult<Long> result =
        Pipeline.from("source", PipelineCase::numbers)
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
  void aWorkerWhoseThreadHasNotComeIsNotBusy() {
    Post post = new Post(new Outlet(List.of()));
    assertThat(StageReport.of("stage", List.of(post)).busy()).isZero();
    post.begin();
    assertThat(StageReport.of("stage", List.of(post)).busy()).isPositive();
  }

  @Test
  void aWaitCountsWhileItLasts() throws InterruptedException {
    Post post = new Post(new Outlet(List.of()));
    Thread thread =
        new Thread(
            () -> {
              post.begin();
              post.inlet().stream().forEach(item -> {});
            });
    thread.start();
    while (StageReport.of("stage", List.of(post)).waitedForItems().isZero()) {
      Thread.onSpinWait();
    }
    post.inlet().end();
    thread.join();
    assertThat(post.inlet().waited()).isEqualTo(post.inlet().waited());
  }

  @Test
  void tellsHowFarItIs() {
    List<List<StageReport>> told = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch meanwhile = new CountDownLatch(1);
    Pipeline.from(() -> IntStream.range(0, 10).boxed().peek(n -> comes(meanwhile)))
        .to(Stream::toList)
        .onProgress(
            stages -> {
              told.add(stages);
              meanwhile.countDown();
            })
        .run(pool);
    assertThat(told).hasSizeGreaterThan(1);
    assertThat(told.get(told.size() - 1).get(0).out()).isEqualTo(10);
  }

  @Test
  void whatShowsProgressMayFailWithAnError() {
    PipelineJob<Long> job =
        Pipeline.from(PipelineCase::numbers)
            .to(Stream::count)
            .onProgress(
                stages -> {
                  throw new AssertionError("no screen");
                });
    assertThat(job.run(pool).value()).isEqualTo(N);
  }
}
