package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Product;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When a contract ends: never early, late by at most the time between two heartbeats of the line
 * (half of {@code contract.tolerance}), a step of the receive-timeouts (a quarter) and a tick of
 * the scheduler.
 */
class ContractTest extends WorkshopCase {
  private static final Duration TOLERANCE = Duration.ofMillis(200);

  @Test
  void endsNeverEarlyAndLateByAtMostTheTolerance() {
    open(SteppedWorkshop.settings());
    for (int shift = 0; shift < 10; shift++) { // somewhere between two heartbeats
      String pid = "pid-" + shift;
      workshop.passesBlocked(Duration.ofMillis(13));
      workshop.buy(pid);
      workshop.passes(TERM.minusMillis(1));
      assertThat(closedBy()).doesNotContain(pid + " contract");
      workshop.passes(TOLERANCE);
      assertThat(closedBy()).contains(pid + " contract");
    }
  }

  @Test
  void isRenewedByAMaterialJustBeforeItsEnd() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    workshop.passes(TERM.minusMillis(1));
    workshop.buy("a");
    workshop.passes(TERM.minusMillis(1));
    assertThat(workshop.products()).isEmpty();
    workshop.passes(TOLERANCE);
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(2L);
  }

  @Test
  void materialsDoNotSetTheTimerAgain() {
    open(SteppedWorkshop.settings());
    for (int i = 0; i < 40; i++) { // four seconds
      workshop.buy("a");
      workshop.passes(Duration.ofMillis(100));
    }
    assertThat(floor.told.stream().filter(Worker.ContractOver.INSTANCE::equals).count())
        .as("once for each term")
        .isBetween(1L, 3L);
  }

  @Test
  void doesNotEndWhileNothingIsHeardOfTheBuyer() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b");
    for (int second = 0; second < 600; second++) {
      workshop.passesBlocked(Duration.ofSeconds(1));
    }
    workshop.lag = Duration.ofSeconds(600).toNanos(); // as the router counts after a stop
    workshop.passes(TERM.minusMillis(200));
    workshop.buy("a");
    assertThat(workshop.products()).isEmpty();
    workshop.passes(Duration.ofMillis(400));
    assertThat(closedBy()).containsExactly("b contract");
    workshop.passes(TERM);
    assertThat(closedBy()).containsExactly("b contract", "a contract");
    assertThat(workshop.products().get(1).materials()).isEqualTo(2);
  }

  @Test
  void asksOnceAndSleepsWhileTheLineStandsStill() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    for (int i = 0; i < 3_000; i++) {
      workshop.passesBlocked(Duration.ofMillis(2));
    }
    assertThat(floor.told.stream().filter(Worker.ContractOver.INSTANCE::equals).count())
        .isLessThanOrEqualTo(2);
  }

  @Test
  void aMaterialInTimeJoinsItsProductThoughAnotherWorkerIsSlow() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    workshop.buy("a");
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    workshop.passesBlocked(Duration.ofSeconds(1));
    workshop.buy("a"); // in time, behind the slow ones
    workshop.passes(Duration.ofSeconds(60));
    floor.unblockAll();
    workshop.settle();
    workshop.passes(Duration.ofMillis(300));
    assertThat(workshop.products())
        .filteredOn(p -> p.pid().text().equals("a"))
        .extracting(Product::materials)
        .containsExactly(2L);
  }

  @Test
  void aLateArrivalOutOfTheBacklogDoesNotWaitForAWholeTermAgain() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    workshop.buy("a");
    workshop.passes(Duration.ofSeconds(10));
    floor.unblockAll();
    workshop.settle();
    workshop.passes(TOLERANCE);
    assertThat(closedBy()).contains("a contract");
  }

  @Test
  void aContractLongerThanTheSchedulerCanCountIsSetInParts() {
    Duration term = Duration.ofDays(400);
    open(unobserved(new ContractSettings(term, TOLERANCE, null, 1000, Long.MAX_VALUE)));
    workshop.buy("a");
    for (int day = 0; day < 399; day++) {
      workshop.passesBlocked(Duration.ofDays(1));
    }
    assertThat(workshop.products()).isEmpty();
    workshop.passesBlocked(Duration.ofDays(2));
    workshop.passes(TOLERANCE);
    assertThat(closedBy()).containsExactly("a contract");
  }

  @Test
  void aPauseLongerThanTheContractEndsItThoughTheWorkerCameToBothLate() {
    open(SteppedWorkshop.settings());
    floor.block("a");
    workshop.buy("a", "a");
    workshop.passes(TERM.plus(TOLERANCE).plusMillis(1));
    workshop.buy("a");
    floor.unblockAll();
    workshop.settle();
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(p -> offsets(p) + " " + p.closed().text())
        .containsExactly("[0, 1] contract", "[2] end-of-input");
  }

  @Test
  void aPauseWithinTheContractAndItsToleranceIsNotHeldAgainstAMaterial() {
    open(SteppedWorkshop.settings());
    floor.block("a");
    workshop.buy("a");
    workshop.passes(TERM.plus(TOLERANCE));
    workshop.buy("a");
    floor.unblockAll();
    workshop.settle();
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(2L);
  }

  @Test
  void aParkedPidIsDeliveredAtThePauseTooAndBeginsAnew() {
    open(SteppedWorkshop.settings(), new Recorder(true));
    for (int i = 0; i < 3; i++) {
      workshop.buy("other");
    }
    floor.block("a");
    workshop.buy("a"); // offset 3, which fails
    workshop.passes(TERM.plus(TOLERANCE).plusMillis(1));
    workshop.buy("a");
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.scrap()).hasSize(1);
    assertThat(workshop.stock().parked()).isZero();
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .filteredOn(p -> p.pid().text().equals("a"))
        .extracting(WorkshopCase::offsets)
        .containsExactly(List.of(4L));
  }

  @Test
  void noDeliverySpansMoreThanATerm() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    for (int i = 0; i < 3; i++) { // one turn of the director sees them all
      workshop.send(List.of(material("a")), List.of());
      system.time().pass(TERM.minusMillis(500));
    }
    floor.unblockAll();
    workshop.settle();
    workshop.passes(Duration.ofMillis(100));
    assertThat(floor.deliveriesOf("a")).extracting(d -> d.offsets().size()).containsExactly(2, 1);
  }

  // ---- max-term ----

  @Test
  void aProductIsClosedAtItsLongestTimeHoweverBusyItsPid() {
    open(with(contract(Duration.ofSeconds(3), 1000, Long.MAX_VALUE)));
    for (int i = 0; i < 50; i++) {
      workshop.buy("a");
      workshop.passes(Duration.ofMillis(100));
    }
    Product first = workshop.products().get(0);
    assertThat(first.closed()).isEqualTo(Closed.LIMIT);
    assertThat(first.materials()).isBetween(30L, 32L);
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products().stream().mapToLong(Product::materials).sum()).isEqualTo(50);
  }

  @Test
  void aLongestTimeShorterThanTheContractHoldsWithoutAnotherMaterial() {
    open(with(contract(Duration.ofSeconds(1), 1000, Long.MAX_VALUE)));
    workshop.buy("a");
    workshop.passes(Duration.ofMillis(999));
    assertThat(workshop.products()).isEmpty();
    workshop.passes(TOLERANCE);
    assertThat(closedBy()).containsExactly("a limit");
  }

  @Test
  void theLongestTimeDoesNotRunWhileBuyingStandsStill() {
    open(with(contract(Duration.ofSeconds(3), 1000, Long.MAX_VALUE)));
    workshop.buy("a");
    workshop.passesBlocked(Duration.ofMinutes(1));
    workshop.lag = Duration.ofMinutes(1).toNanos(); // as the router counts after a stop
    workshop.buy("a");
    workshop.passes(Duration.ofSeconds(1));
    workshop.buy("a");
    workshop.passes(Duration.ofSeconds(1));
    assertThat(workshop.products()).isEmpty();
    workshop.passes(Duration.ofSeconds(2));
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(3L);
  }

  @Test
  void aMaterialBoughtAfterTheLongestTimeBeginsANewProduct() {
    open(with(contract(Duration.ofSeconds(3), 1000, Long.MAX_VALUE)));
    workshop.buy("a");
    workshop.passesBlocked(Duration.ofMillis(1_900));
    workshop.buy("a");
    workshop.passesBlocked(Duration.ofMillis(1_600)); // nothing is heard of the Buyer meanwhile
    workshop.buy("a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(p -> offsets(p) + " " + p.closed().text())
        .containsExactly("[0, 1] limit", "[2] end-of-input");
  }

  @Test
  void afterAStandstillWorkersDoNotAskBeforeTheirTime() {
    open(SteppedWorkshop.settings());
    workshop.passesBlocked(Duration.ofMinutes(1));
    workshop.lag = Duration.ofMinutes(1).toNanos();
    workshop.buy("a");
    workshop.passes(Duration.ofMillis(100)); // one that asked now would wait for two seconds
    workshop.deliver(List.of(last("a")), List.of());
    assertThat(workshop.stock().roster()).isZero();
  }

  @Test
  void materialsOfOthersTellHowFarTheLineIs() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    for (int i = 0; i < 23; i++) {
      workshop.passesBlocked(Duration.ofMillis(100));
      workshop.buy("b");
    }
    assertThat(closedBy()).containsExactly("a contract");
  }

  // ---- hired again ----

  @Test
  void aPidThatComesBackIsHiredAnewAndStartsClean() {
    open(
        SteppedWorkshop.settings(
            1024, 1024, 1000, Long.MAX_VALUE, true, contract(null, 7, Long.MAX_VALUE)),
        new Recorder(true),
        Drill.NONE);
    workshop.buy("a", "a", "a"); // offsets 0 to 2
    workshop.buy("a"); // 3 fails: parked
    workshop.passes(TERM.plus(TOLERANCE));
    assertThat(workshop.scrap()).hasSize(1);
    workshop.buy("b"); // 4
    workshop.buy("a"); // 5
    workshop.passes(TERM.plus(TOLERANCE));
    List<WatchedFloor.Delivery> all = floor.deliveries;
    assertThat(all.get(all.size() - 2).worker())
        .as("b has a's worker, from the bench")
        .isEqualTo(all.get(0).worker());
    assertThat(all.get(all.size() - 2).hire()).isEqualTo(2);
    assertThat(workshop.products())
        .extracting(p -> p.pid() + " " + offsets(p) + " " + p.materials() + " " + p.offset())
        .containsExactlyInAnyOrder("b [4] 1 4", "a [5] 1 5");
    for (Product product : workshop.products()) {
      assertThat(product.first()).isEqualTo(product.offset());
      assertThat(product.last()).isEqualTo(product.offset());
      assertThat(product.positions().count()).isEqualTo(1);
    }
    assertThat(workshop.stock().parked()).isZero();
    assertThat(workshop.stock().openBytes()).isZero();
  }

  @Test
  void aWorkerFromTheBenchHasAContractOfItsOwn() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    workshop.passes(TERM.plus(TOLERANCE));
    workshop.buy("b");
    workshop.passes(TERM.minusMillis(1));
    assertThat(closedBy()).containsExactly("a contract");
    workshop.passes(TOLERANCE);
    assertThat(closedBy()).containsExactly("a contract", "b contract");
  }

  @Test
  void aStaffedBenchIsThereBeforeTheLineIsOpenAndEmptiesItself() {
    open(staffed(25_000));
    assertThat(workshop.stock().bench()).isEqualTo(25_000);
    assertThat(workshop.credit).as("then the line opens").isEqualTo(64);
    workshop.buy("a", "b", "c");
    assertThat(workshop.stock().bench()).as("nobody is born for them").isEqualTo(24_997);
    assertThat(workshop.stock().hired()).isEqualTo(3);
    workshop.passes(Duration.ofSeconds(5)); // bench.keep, and stocks that let go 10,000 each
    assertThat(workshop.stock().bench()).isZero();
    assertThat(workshop.products()).hasSize(3);
    assertThat(floor.stopped).hasSize(25_000);
  }

  @Test
  void anIdleWorkshopHasNoWorkersInTheEnd() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "c", "d", "e");
    workshop.passes(TERM.plus(TOLERANCE));
    assertThat(workshop.stock().roster()).isZero();
    assertThat(workshop.stock().bench()).as("bench size").isEqualTo(3);
    assertThat(floor.stopped).hasSize(2);
    workshop.passes(Duration.ofSeconds(1).plusMillis(1_100)); // bench.keep, and the next stock
    assertThat(workshop.stock().bench()).isZero();
    assertThat(floor.stopped).hasSize(5);
    assertThat(workshop.stock().hired()).isEqualTo(workshop.stock().dismissed()).isEqualTo(5);
  }

  @Test
  void aWorkerThatHasCompletedItsProductIsFreeAtOnce() {
    open(SteppedWorkshop.settings());
    workshop.deliver(List.of(material("a"), last("a")), List.of());
    assertThat(workshop.stock().roster()).isZero();
    assertThat(closedBy()).containsExactly("a complete");
  }

  @Test
  void aRenewedWorkerWithoutAProductAsksAgainAtOnce() {
    open(SteppedWorkshop.settings());
    workshop.deliver(List.of(last("x")), List.of()); // a permit lies at hand from now on
    workshop.buy("a");
    workshop.passesBlocked(TERM.plusMillis(1)); // it asks, and the line is not as far
    workshop.deliver(List.of(last("a")), List.of());
    workshop.passes(Duration.ofMillis(100));
    assertThat(closedBy()).containsExactly("x complete", "a complete");
    assertThat(workshop.stock().roster()).isZero();
  }
}
