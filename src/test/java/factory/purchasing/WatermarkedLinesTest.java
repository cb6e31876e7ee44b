package factory.purchasing;

import static factory.purchasing.RouterBench.LINGER;
import static factory.purchasing.RouterBench.await;
import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Batch;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Places;
import factory.production.EventClock;
import factory.testkit.StepScheduler;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the lines are told about event time. */
class WatermarkedLinesTest {
  private static final ActorTestKit kit = ActorTestKit.create(StepScheduler.CONFIG);
  private static final Pid LEFT = RouterBench.pidOf(0, 2);
  private static final Pid RIGHT = RouterBench.pidOf(1, 2);

  private RouterBench bench;

  @AfterEach
  void stop() {
    bench.running.stop();
    await(bench.running.finished());
  }

  @AfterAll
  static void shutDown() {
    kit.shutdownTestKit();
  }

  private void open(int batch, int capacity) {
    LineSettings settings =
        new LineSettings(
            2,
            batch,
            LINGER,
            Double.POSITIVE_INFINITY,
            Duration.ofSeconds(1),
            LINGER,
            new EventClock(ChronoUnit.MILLIS, 10, Long.MAX_VALUE, 0, EventClock.Lateness.SCRAP, 1),
            Places.COUNTED);
    bench = new RouterBench(kit, settings, Buyer.Skips.NONE);
    bench.grantAll(capacity);
  }

  private void offer(long watermark, Pid... pids) {
    Lot lot = bench.lot(pids);
    bench.offer(lot.with(lot.count(), lot.scrap(), watermark));
  }

  private List<Long> marks(int line) {
    return bench.batches(line).stream().map(Batch::watermark).toList();
  }

  @Test
  void aBatchSaysWhatTheLastLotThatIsAllInItsLinesHasSaid() {
    open(2, 100);
    offer(5, LEFT);
    offer(7, LEFT, LEFT); // the first fills a batch while the lot is in hand
    assertThat(marks(0)).containsExactly(5L);
    bench.pass(LINGER);
    assertThat(marks(0)).containsExactly(7L);
  }

  @Test
  void aLineWithoutRecordsIsToldOnceAfterTheLinger() {
    open(10, 100);
    offer(5, LEFT);
    assertThat(marks(1)).isEmpty();
    bench.pass(LINGER);
    assertThat(marks(1)).containsExactly(5L);
    bench.pass(LINGER.multipliedBy(20));
    assertThat(marks(1)).as("nothing new").isEmpty();
    offer(6);
    bench.pass(LINGER);
    assertThat(marks(1)).containsExactly(6L);
    assertThat(marks(0)).containsExactly(5L, 6L);
  }

  @Test
  void whatLeavesInPartsPromisesNoMoreThanBefore() {
    open(10, 10);
    offer(5, LEFT);
    bench.pass(LINGER);
    marks(0);
    offer(7, LEFT, LEFT, LEFT, LEFT, LEFT, LEFT);
    offer(8, LEFT, LEFT, LEFT, LEFT);
    bench.pass(LINGER);
    List<Batch> parts = bench.batches(0);
    assertThat(parts).singleElement().returns(9, Batch::size).returns(5L, Batch::watermark);
    bench.grant(0, 10);
    bench.pass(LINGER);
    assertThat(marks(0)).containsExactly(8L);
  }

  @Test
  void theLotInHandIsNotPromisedWhileItWaitsForCredit() {
    open(2, 2);
    offer(5, LEFT, LEFT);
    offer(9, LEFT, LEFT, LEFT, RIGHT);
    bench.pass(LINGER);
    assertThat(marks(0)).containsExactly(5L);
    assertThat(marks(1)).as("RIGHT is still in hand").doesNotContain(9L);
    bench.grant(0, 10);
    bench.pass(LINGER);
    assertThat(marks(1)).last().isEqualTo(9L);
  }

  @Test
  void everyLineKnowsTheEndBeforeItIsSold() {
    open(10, 100);
    offer(5, LEFT);
    offer(12);
    bench.source.complete();
    await(bench.running.finished());
    assertThat(marks(0)).last().isEqualTo(12L);
    assertThat(marks(1)).last().isEqualTo(12L);
  }

  @Test
  void skippedRecordsMoveTheWatermarkAllTheSame() {
    LineSettings settings = RouterBench.settings(2, 10);
    bench = new RouterBench(kit, settings, (partition, offset) -> true);
    bench.grantAll(10);
    Material material = bench.lot(LEFT).material(0);
    bench.offer(new Lot(new Material[] {material}, null, 1, List.of(), 5));
    bench.pass(RouterBench.HEARTBEAT);
    assertThat(marks(0)).last().isEqualTo(5L);
  }
}
