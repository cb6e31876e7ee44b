package factory.purchasing;

import static factory.purchasing.RouterBench.HEARTBEAT;
import static factory.purchasing.RouterBench.LINGER;
import static factory.purchasing.RouterBench.await;
import static factory.purchasing.RouterBench.offsets;
import static factory.purchasing.RouterBench.pidOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Batch;
import factory.goods.FactoryClock;
import factory.goods.LineLag;
import factory.goods.Lot;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import factory.testkit.StepScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardRouterTest {
  private static final ActorTestKit kit = ActorTestKit.create(StepScheduler.CONFIG);
  private static final Duration MILLI = Duration.ofMillis(1);

  private RouterBench bench;

  @AfterEach
  void stop() {
    if (bench != null) {
      bench.running.stop();
      await(bench.running.finished());
    }
  }

  @AfterAll
  static void shutDown() {
    kit.shutdownTestKit();
  }

  private RouterBench open(LineSettings settings, int capacity) {
    bench = new RouterBench(kit, settings, Buyer.Skips.NONE);
    bench.grantAll(capacity);
    return bench;
  }

  private static Pid[] pids(int count) {
    return LongStream.range(0, count).mapToObj(Pid::of).toArray(Pid[]::new);
  }

  private static LineSettings atRate(double rate) {
    return new LineSettings(
        1, 1024, LINGER, rate, Duration.ofSeconds(1), HEARTBEAT, null, Places.COUNTED);
  }

  @Test
  void buysNothingBeforeEveryLineHasItsFirstCredit() {
    bench = new RouterBench(kit, RouterBench.settings(2, 4), Buyer.Skips.NONE);
    bench.offer(pids(4));
    bench.grant(0, 100);
    assertThat(bench.settle().bought()).isZero();
    bench.grant(1, 100);
    assertThat(bench.settle().bought()).isEqualTo(4);
  }

  @Test
  void sendsAFullBatchAtOnceAndThePartlyFilledOneAfterTheLinger() {
    open(RouterBench.settings(1, 4), 100);
    bench.offer(pids(6));
    assertThat(bench.batches(0)).extracting(Batch::size).containsExactly(4);
    bench.pass(LINGER.minus(MILLI));
    assertThat(bench.batches(0)).isEmpty();
    bench.pass(MILLI);
    Batch rest = bench.batches(0).get(0);
    assertThat(offsets(rest)).containsExactly(4L, 5L);
    assertThat(rest.boughtAt()).isEqualTo(bench.now.get() - LINGER.toNanos());
    assertThat(rest.boughtUpTo()).isEqualTo(bench.now.get());
  }

  @Test
  void choosesTheLineByThePidAndForBadRecordsByTheirPosition() {
    open(RouterBench.settings(3, 1024), 1000);
    Lot good = bench.lot(pids(60));
    List<Scrap> bad = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      bad.add(bench.badRecord());
    }
    bench.offer(new Lot(good.materials(), good.count(), bad));
    bench.pass(LINGER);
    for (int i = 0; i < 3; i++) {
      Batch batch = bench.batches(i).get(0);
      assertThat(batch.count()).isPositive();
      assertThat(batch.scrap()).isNotEmpty();
      for (int m = 0; m < batch.count(); m++) {
        assertThat(batch.material(m).pid().workshop(3)).isEqualTo(i);
      }
      int line = i;
      assertThat(batch.scrap())
          .allSatisfy(record -> assertThat(SortingTable.lineOf(record, 3)).isEqualTo(line));
    }
  }

  @Test
  void stopsBuyingWhenAFullBatchLacksCreditWhileOtherLinesStillSend() {
    open(RouterBench.settings(2, 4), 4);
    Pid slow = pidOf(0, 2);
    Pid other = pidOf(1, 2);
    bench.offer(slow, slow, slow, slow, slow, slow, slow, slow, other);
    bench.offer(slow);
    assertThat(bench.settle().bought()).isEqualTo(9);
    assertThat(bench.settle().held()).isEqualTo(5);
    bench.pass(LINGER);
    assertThat(bench.batches(0)).extracting(Batch::size).containsExactly(4);
    assertThat(bench.batches(1)).extracting(Batch::size).containsExactly(1);
    bench.grant(0, 4);
    assertThat(bench.batches(0)).extracting(Batch::size).containsExactly(4);
    assertThat(bench.settle().bought()).isEqualTo(10);
    assertThat(bench.running.mostInFlight(0)).isEqualTo(new Buyer.InFlight(4, 4));
  }

  @Test
  void noBatchIsLargerThanItsLineCanCarry() {
    open(RouterBench.settings(1, 1024), 10);
    bench.offer(pids(25));
    assertThat(bench.batches(0)).extracting(Batch::size).containsExactly(10);
    bench.grant(0, 10);
    assertThat(bench.batches(0)).extracting(Batch::size).containsExactly(10);
  }

  @Test
  void aLargeRecordTakesAsMuchCreditAsItIsLarge() {
    bench =
        new RouterBench(kit, RouterBench.settings(1, 4, Places.of(10, 10_000)), Buyer.Skips.NONE);
    bench.grantAll(10);
    bench.offer(bench.largeLot(Pid.of(1), 10, 2_500, 10, 2_500, 2_500)); // 1, 3, 1, 3 and 3 places
    assertThat(bench.batches(0)).extracting(Batch::places).containsExactly(4, 4);
    bench.pass(LINGER.multipliedBy(3));
    assertThat(bench.batches(0)).as("of 10 places 2 are left").isEmpty();
    bench.grant(0, 1);
    bench.pass(LINGER);
    assertThat(bench.batches(0))
        .singleElement()
        .satisfies(last -> assertThat(last.places()).isEqualTo(3))
        .satisfies(last -> assertThat(offsets(last)).containsExactly(4L));
    assertThat(bench.settle().held()).isZero();
    assertThat(bench.running.mostInFlight(0)).isEqualTo(new Buyer.InFlight(10, 10));
    assertThat(bench.running.sent(0)).isEqualTo(5);
  }

  @Test
  void aRecordThatIsLargerThanTheLinePassesAlone() {
    bench =
        new RouterBench(kit, RouterBench.settings(1, 4, Places.of(10, 10_000)), Buyer.Skips.NONE);
    bench.grantAll(10);
    bench.offer(bench.largeLot(Pid.of(1), 10, 90_000, 10));
    bench.pass(LINGER);
    assertThat(bench.batches(0)).extracting(RouterBench::offsets).containsExactly(List.of(0L));
    bench.grant(0, 1);
    assertThat(bench.batches(0)).extracting(RouterBench::offsets).containsExactly(List.of(1L));
    bench.grant(0, 10);
    bench.pass(LINGER);
    assertThat(bench.batches(0)).extracting(RouterBench::offsets).containsExactly(List.of(2L));
  }

  @Test
  void sendsAPartOfABatchRatherThanWaitForCreditThatMayNeedIt() {
    open(RouterBench.settings(1, 10), 10);
    bench.offer(pids(25));
    bench.batches(0);
    bench.pass(LINGER);
    long halted = bench.now.get() - LINGER.toNanos();
    bench.grant(0, 3);
    bench.pass(LINGER);
    List<Batch> parts = bench.batches(0);
    assertThat(parts).extracting(Batch::size).containsExactly(3);
    assertThat(offsets(parts.get(0))).containsExactly(10L, 11L, 12L);
    assertThat(parts.get(0).boughtUpTo()).isEqualTo(halted);
    bench.grant(0, 10);
    assertThat(offsets(bench.batches(0).get(0))).startsWith(13L).endsWith(22L);
    bench.pass(LINGER);
    bench.grant(0, 7);
    bench.pass(LINGER);
    assertThat(offsets(bench.batches(0).get(0))).containsExactly(23L, 24L);
  }

  @Test
  void tellsAnIdleLineHowFarItIsAtEachHeartbeat() {
    open(RouterBench.settings(1, 4), 10);
    bench.pass(HEARTBEAT.multipliedBy(3));
    List<Batch> beats = bench.batches(0);
    assertThat(beats).hasSize(3).allMatch(batch -> batch.size() == 0);
    assertThat(beats.get(2).boughtUpTo()).isEqualTo(bench.now.get());
    bench.offer(pids(10));
    bench.pass(LINGER);
    assertThat(bench.batches(0)).as("and heartbeats took no credit").hasSize(3);
  }

  @Test
  void sendsNoHeartbeatWhileBuyingStandsStillNorClaimsTheTimeOfIt() {
    open(RouterBench.settings(2, 4), 4);
    Pid slow = pidOf(0, 2);
    bench.offer(slow, slow, slow, slow, slow, slow, slow, slow, slow, pidOf(1, 2));
    long stopped = bench.now.get();
    bench.batches(0);
    bench.batches(1);
    bench.pass(HEARTBEAT.multipliedBy(3));
    assertThat(bench.batches(0)).isEmpty();
    assertThat(bench.batches(1)).as("its material is behind the slow ones").isEmpty();
    bench.grant(0, 4);
    bench.pass(HEARTBEAT.multipliedBy(2));
    assertThat(bench.batches(0)).extracting(Batch::boughtUpTo).containsExactly(stopped);
    bench.grant(0, 4);
    bench.pass(LINGER);
    assertThat(bench.batches(1)).isNotEmpty();
  }

  @Test
  void saysHowFarItsTimeIsBehindTheClockOnceBuyingHasStoodStill() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(9));
    long stopped = bench.now.get();
    assertThat(lags()).containsExactly(LineLag.NONE);
    bench.pass(HEARTBEAT.multipliedBy(3));
    bench.grant(0, 8);
    bench.offer(pids(1));
    bench.pass(LINGER);
    assertThat(lags()).endsWith(new LineLag(stopped, HEARTBEAT.multipliedBy(3).toNanos()));
    bench.offer(pids(9));
    long again = bench.now.get() - HEARTBEAT.multipliedBy(3).toNanos();
    bench.pass(HEARTBEAT);
    bench.grant(0, 8);
    bench.offer(pids(1));
    bench.pass(LINGER);
    assertThat(lags()).endsWith(new LineLag(again, HEARTBEAT.multipliedBy(4).toNanos()));
  }

  private List<LineLag> lags() {
    return bench.directors.get(0).getAllReceived().stream()
        .filter(Director.Deliver.class::isInstance)
        .map(command -> ((Director.Deliver) command).lag())
        .toList();
  }

  @Test
  void asksOnceForTheCreditOfALargeRecord() {
    Places line = Places.of(10, 10_000);
    bench = new RouterBench(kit, RouterBench.settings(1, 4, line), Buyer.Skips.NONE);
    bench.grantAll(4); // a part of what the line may carry
    bench.offer(bench.largeLot(Pid.of(1), 90_000));
    bench.pass(HEARTBEAT);
    bench.pass(HEARTBEAT);
    assertThat(bench.directors.get(0).getAllReceived()).containsExactly(new Director.Lack(10));
    bench.grant(0, 6);
    assertThat(bench.batches(0).get(0).places()).isEqualTo(10);
  }

  @Test
  void aBatchWaitsNoLongerThanUntilTheNextHeartbeatThoughItMayLinger() {
    Duration linger = HEARTBEAT.multipliedBy(3);
    open(
        new LineSettings(
            1,
            1024,
            linger,
            Double.POSITIVE_INFINITY,
            Duration.ofSeconds(1),
            HEARTBEAT,
            null,
            Places.COUNTED),
        1024);
    bench.pass(HEARTBEAT);
    bench.batches(0);
    bench.pass(HEARTBEAT.dividedBy(2));
    bench.offer(pids(1));
    bench.pass(HEARTBEAT.dividedBy(2).minusMillis(1));
    assertThat(bench.batches(0)).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.batches(0)).hasSize(1);
  }

  @Test
  void skipsWhatAnEarlierRunHasDealtWith() {
    bench = new RouterBench(kit, RouterBench.settings(1, 100), (partition, offset) -> offset < 7);
    bench.grantAll(100);
    bench.offer(pids(5));
    Lot good = bench.lot(pids(5));
    bench.offer(new Lot(good.materials(), 5, List.of(bench.badRecord())));
    bench.pass(LINGER);
    assertThat(offsets(bench.batches(0).get(0))).containsExactly(7L, 8L, 9L, 10L);
    PurchaseStock stock = bench.settle();
    assertThat(stock.bought()).isEqualTo(4);
    assertThat(stock.skipped()).isEqualTo(7);
  }

  @Test
  void saysSoldOnlyAfterEverythingWasSent() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(10));
    bench.source.complete();
    bench.pass(HEARTBEAT);
    bench.grant(0, 4);
    assertThat(bench.directors.get(0).getAllReceived())
        .hasSize(2)
        .doesNotContain(Director.Sold.INSTANCE);
    assertThat(bench.running.finished().toCompletableFuture()).isNotDone();
    bench.grant(0, 4);
    List<Director.Command> last = bench.directors.get(0).getAllReceived();
    assertThat(((Director.Deliver) last.get(0)).batch().size()).isEqualTo(2);
    assertThat(last.get(1)).isEqualTo(Director.Sold.INSTANCE);
    Buyer.Ended ended = await(bench.running.finished());
    assertThat(ended.endOfInput()).isTrue();
    assertThat(ended.failure()).isEmpty();
    assertThat(ended.stock()).isEqualTo(new PurchaseStock(10, 0, 0, Double.NaN, false, true));
    bench.pass(HEARTBEAT);
    assertThat(bench.directors.get(0).getAllReceived()).isEmpty();
  }

  @Test
  void anEmptySourceIsSoldAtOnce() {
    bench = new RouterBench(kit, RouterBench.settings(2, 4), Buyer.Skips.NONE);
    bench.source.complete();
    assertThat(await(bench.running.finished()).endOfInput()).isTrue();
    assertThat(bench.directors.get(1).getAllReceived()).containsExactly(Director.Sold.INSTANCE);
  }

  @Test
  void countsWhatItHoldsWhenItIsStopped() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(11));
    bench.offer(pids(5)); // never taken
    bench.batches(0);
    bench.running.stop();
    Buyer.Ended ended = await(bench.running.finished());
    assertThat(ended.endOfInput()).isFalse();
    assertThat(ended.failure()).isEmpty();
    assertThat(ended.stock()).isEqualTo(new PurchaseStock(11, 0, 7, Double.NaN, false, false));
    assertThat(bench.directors.get(0).getAllReceived()).isEmpty();
    assertThat(bench.ops.getAllReceived()).endsWith(new Ops.Purchased(ended.stock()));
    assertThat(await(bench.running.stock())).isEqualTo(ended.stock());
  }

  @Test
  void sellsOffWhatItHasBoughtAndNoMore() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(10));
    bench.offer(pids(5)); // never taken
    bench.batches(0);
    bench.running.sellOff();
    bench.grant(0, 4);
    assertThat(bench.running.finished().toCompletableFuture()).isNotDone();
    bench.grant(0, 4);
    Buyer.Ended ended = await(bench.running.finished());
    List<Director.Command> told = bench.directors.get(0).getAllReceived();
    assertThat(((Director.Deliver) told.get(0)).batch().size()).isEqualTo(4);
    assertThat(((Director.Deliver) told.get(1)).batch().size()).isEqualTo(2);
    assertThat(told.get(2)).isEqualTo(Director.LastCall.INSTANCE);
    assertThat(told).hasSize(3);
    assertThat(ended.endOfInput()).isFalse();
    assertThat(ended.stock()).isEqualTo(new PurchaseStock(10, 0, 0, Double.NaN, false, false));
    assertThat(bench.running.sent(0)).isEqualTo(10);
  }

  @Test
  void sendsWhatWasBoughtBeforeItsSourceFailedThenEndsWithTheReason() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(10));
    bench.batches(0);
    bench.source.fail(new IOException("part.gz: unexpected end"));
    assertThat(bench.settle().held()).isEqualTo(6);
    assertThat(bench.running.finished().toCompletableFuture()).isNotDone();
    bench.grant(0, 4);
    assertThat(bench.running.finished().toCompletableFuture()).isNotDone();
    bench.grant(0, 4);
    Buyer.Ended ended = await(bench.running.finished());
    assertThat(ended.failure().orElseThrow()).hasMessage("part.gz: unexpected end");
    assertThat(ended.endOfInput()).isFalse();
    assertThat(ended.stock()).isEqualTo(new PurchaseStock(10, 0, 0, Double.NaN, false, false));
    List<Director.Command> told = bench.directors.get(0).getAllReceived();
    assertThat(told).as("and nothing that ends the line").hasSize(2);
    assertThat(offsets(((Director.Deliver) told.get(0)).batch())).containsExactly(4L, 5L, 6L, 7L);
    assertThat(offsets(((Director.Deliver) told.get(1)).batch())).containsExactly(8L, 9L);
  }

  @Test
  void aFailedSourceStaysTheReasonWhenItIsStoppedMeanwhile() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(10));
    bench.source.fail(new IOException("part.gz: unexpected end"));
    bench.running.stop();
    Buyer.Ended ended = await(bench.running.finished());
    assertThat(ended.failure().orElseThrow()).hasMessage("part.gz: unexpected end");
    assertThat(ended.stock().held()).isEqualTo(6);
  }

  @Test
  void aSourceThatFailsBeforeAnythingWasBoughtEndsThePurchaseAtOnce() {
    bench = new RouterBench(kit, RouterBench.settings(2, 4), Buyer.Skips.NONE);
    bench.source.fail(new IOException("stdin: no column 'client'"));
    assertThat(await(bench.running.finished()).failure()).isPresent();
    assertThat(bench.directors.get(1).getAllReceived()).isEmpty();
  }

  @Test
  void tellsOpsTheStockEveryOtherTime() {
    open(RouterBench.settings(1, 4), 4);
    bench.offer(pids(6));
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.ops.getAllReceived())
        .containsExactly(new Ops.Purchased(new PurchaseStock(6, 0, 2, Double.NaN, false, false)));
  }

  @Test
  void buysAtTheConfiguredRateWithoutBursts() {
    bench = new RouterBench(kit, atRate(5000), Buyer.Skips.NONE);
    bench.grantAll(100_000);
    for (int i = 0; i < 200; i++) {
      bench.source.offer(bench.lot(pids(50)));
    }
    long before = 0;
    for (int i = 0; i < 50; i++) {
      bench.pass(Duration.ofMillis(20));
      long bought = bench.settle().bought();
      assertThat(bought - before).isBetween(50L, 150L);
      before = bought;
    }
    assertThat(before).isBetween(4_950L, 5_050L);
  }

  @Test
  void anEndedStreamCannotBeLeftWaiting() {
    ActorTestKit doomed = ActorTestKit.create(StepScheduler.CONFIG);
    RouterBench cut = new RouterBench(doomed, RouterBench.settings(1, 4), Buyer.Skips.NONE);
    cut.grantAll(4);
    cut.offer(pids(6));
    doomed.shutdownTestKit();
    Buyer.Ended ended = await(cut.running.finished());
    assertThat(ended.failure()).isPresent();
    assertThat(ended.stock().held()).isEqualTo(2);
  }

  @Test
  void wantsOneDirectorForEachWorkshop() {
    assertThatThrownBy(
            () ->
                ShardRouter.sink(
                    RouterBench.settings(2, 4),
                    Buyer.Skips.NONE,
                    List.of(),
                    FactoryClock.system(),
                    TestInbox.<Ops.Purchased>create().getRef(),
                    new Buyer.Progress(false)))
        .hasMessage("0 directors for 2 workshops");
  }
}
