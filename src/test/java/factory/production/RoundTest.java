package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Batch;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** How materials come from the line to the workers, and credit back. */
class RoundTest extends WorkshopCase {
  @Test
  void givesEachTouchedWorkerOneDeliveryInOrder() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "a", "c", "b", "a");
    assertThat(floor.deliveries).hasSize(3);
    assertThat(floor.deliveriesOf("a").get(0).offsets()).containsExactly(0L, 2L, 5L);
    assertThat(floor.deliveriesOf("b").get(0).offsets()).containsExactly(1L, 4L);
    assertThat(floor.deliveriesOf("c").get(0).offsets()).containsExactly(3L);
  }

  @Test
  void takesUpABatchAtOnceWhenIdle() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    workshop.buy("a");
    workshop.buy("a");
    assertThat(floor.deliveriesOf("a")).hasSize(3);
  }

  @Test
  void bringsTheBacklogOfAPidInOneDelivery() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of()); // more than a quarter of the line
    for (int i = 0; i < 10; i++) {
      workshop.buy("a", "b", "a");
    }
    assertThat(floor.deliveriesOf("a")).isEmpty();
    floor.unblockAll();
    workshop.settle();
    assertThat(floor.deliveriesOf("a")).hasSize(1);
    assertThat(floor.deliveriesOf("a").get(0).offsets()).hasSize(20).isSorted();
    assertThat(floor.deliveriesOf("b")).hasSize(1);
  }

  @Test
  void whatWaitsForSlowWorkersIsTakenUpThoughNothingElseHappens() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    workshop.buy("a");
    assertThat(floor.deliveriesOf("a")).isEmpty();
    workshop.passesBlocked(Duration.ofMillis(25));
    assertThat(floor.deliveriesOf("a")).hasSize(1);
  }

  @Test
  void aLineOfOneMaterialIsNotLookedAtAgainAndAgainWhileItsWorkerIsSlow() {
    open(SteppedWorkshop.settings(1, 1, 100, contract()));
    floor.block("slow");
    workshop.send(materials("slow", 1), List.of());
    int steps = 0;
    while (steps < 1_000 && workshop.step()) {
      steps++;
    }
    assertThat(steps).isLessThan(1_000);
  }

  @Test
  void endsARoundAtItsSizeButNotWithinABatch() {
    open(SteppedWorkshop.settings(64, 4, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    for (int i = 0; i < 4; i++) {
      workshop.deliver(materials("a", 3), List.of());
    }
    floor.unblockAll();
    workshop.settle();
    assertThat(floor.deliveriesOf("a")).extracting(d -> d.offsets().size()).containsExactly(6, 6);
  }

  @Test
  void grantsTheWholeLineFirstAndThenWhatIsAssembled() {
    open(SteppedWorkshop.settings(8, 8, 100, contract()));
    assertThat(workshop.credit).isEqualTo(8);
    floor.block("slow");
    workshop.buy("slow", "slow", "a");
    workshop.passes(Duration.ofMillis(100)); // with little outstanding it waits for its next turn
    assertThat(workshop.credit).isEqualTo(6);
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.credit).isEqualTo(8);
  }

  @Test
  void aStandingWorkerHoldsBackOnlyItsOwnMaterials() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.buy("slow", "a", "b");
    for (int i = 0; i < 200; i++) {
      workshop.deliver(List.of(material("a"), last("b")), List.of());
      workshop.passes(Duration.ofMillis(100));
    }
    assertThat(workshop.credit).isEqualTo(63);
    assertThat(workshop.products()).filteredOn(p -> p.pid().text().equals("b")).hasSize(200);
    assertThat(floor.deliveriesOf("slow")).isEmpty();
    assertThat(workshop.stock().delivered()).isEqualTo(1);
  }

  @Test
  void heartbeatsDoNotPileUpBehindAStandingWorker() {
    Floor<?> only =
        new Floor<>(
            0,
            SteppedWorkshop.settings(8, 8, 100, contract()),
            new Recorder(false),
            "test",
            () -> 0,
            point -> {},
            null);
    Line line = new Line(only, null);
    Material one = new Material(factory.goods.Pid.of("a"), 0, 0, 0, Fields.of(Map.of()));
    line.add(Batch.of(List.of(one), List.of(), 5));
    for (int beat = 6; beat <= 1_000; beat++) {
      line.add(Batch.empty(beat));
    }
    assertThat(line.queued()).isEqualTo(1);
    assertThat(line.takenUpTo()).isZero();
  }

  @Test
  void badRecordsTravelInTheirBatchAndTakeAPermitEach() {
    open(SteppedWorkshop.settings());
    workshop.permitsAtOnce = false;
    List<Scrap> bad = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bad.add(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, workshop.nextOffset(), 1, "bad", "x"));
    }
    workshop.deliver(List.of(), bad);
    assertThat(workshop.credit).isEqualTo(1021);
    assertThat(workshop.stock().open()).isEqualTo(3);
    assertThat(workshop.stock().waiting()).isEqualTo(3);
    workshop.grant(2);
    workshop.settle();
    assertThat(workshop.scrap()).hasSize(2);
    assertThat(workshop.stock().assembled()).as("done with").isEqualTo(2);
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.scrap()).isEqualTo(bad);
    assertThat(workshop.credit).isEqualTo(1024);
    assertThat(workshop.stock().open()).isZero();
  }

  @Property(tries = 200)
  void creditNeverExceedsTheLineAndAllComesBack(@ForAll long seed) {
    Random random = new Random(seed);
    int capacity = 1 + random.nextInt(30);
    open(SteppedWorkshop.settings(capacity, 1 + random.nextInt(8), 100, contract()));
    try {
      workshop.permitsAtOnce = false;
      for (int i = 0; i < 40; i++) {
        List<Material> batch = new ArrayList<>();
        for (int n = random.nextInt(workshop.credit + 1); n > 0; n--) {
          String pid = "p" + random.nextInt(5);
          batch.add(random.nextBoolean() ? last(pid) : material(pid));
        }
        if (!batch.isEmpty()) {
          workshop.send(batch, List.of());
        }
        for (int step = random.nextInt(15); step > 0 && workshop.step(); step--) {
          assertThat(workshop.credit).isBetween(0, capacity);
        }
        if (random.nextInt(4) == 0) {
          workshop.grant(random.nextInt(3));
        }
      }
      workshop.permitsAtOnce = true;
      workshop.grant(Integer.MAX_VALUE);
      workshop.settle();
      assertThat(workshop.credit).isEqualTo(capacity);
    } finally {
      close();
    }
  }
}
