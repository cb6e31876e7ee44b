package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendable;
import factory.goods.Batch;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.production.EventClock.Lateness;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workshop in event time, step by step: who is visited when, and who gets credit for what. */
class EventWorkshopTest extends WorkshopCase {
  private static final long GAP = 10;
  private long offset;

  private void openInEventTime(long openBytes, Lateness late, boolean failing) {
    openInEventTime(openBytes, late, failing, false);
  }

  private void openInEventTime(long openBytes, Lateness late, boolean failing, boolean idles) {
    openInEventTime(openBytes, late, failing, idles, 0);
  }

  private void openInEventTime(
      long openBytes, Lateness late, boolean failing, boolean idles, int more) {
    ContractSettings contract =
        new ContractSettings(
            Duration.ofMillis(GAP),
            Duration.ofMillis(200),
            null,
            1_000_000,
            Long.MAX_VALUE,
            new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, late, 50, idles));
    WorkshopSettings s = unobserved(contract);
    WorkshopSettings settings =
        new WorkshopSettings(
            s.lineCapacity() + more,
            s.roundSize(),
            s.maxWorkers() + more,
            openBytes,
            s.permitsAtHand(),
            s.benchSize(),
            s.benchKeep(),
            contract,
            false,
            true,
            s.monitorEvery(),
            s.inspector(),
            WorkshopSettings.MemoryPolicy.BACKPRESSURE);
    workshop = new SteppedWorkshop(system, 7, settings, new Recorder(failing), Drill.NONE);
  }

  private void openInEventTime(EventClock clock, Recorder recorder) {
    workshop = new SteppedWorkshop(system, 7, unobserved(contract(clock)), recorder, Drill.NONE);
  }

  private static ContractSettings contract(EventClock clock) {
    return new ContractSettings(
        Duration.ofMillis(GAP), Duration.ofMillis(200), null, 1_000_000, Long.MAX_VALUE, clock);
  }

  private Material at(String pid, long time, boolean end) {
    return new Material(
        Pid.of(pid),
        time,
        0,
        offset++,
        factory.goods.Fields.of(end ? Map.of("end", true) : Map.of()));
  }

  private Material at(String pid, long time) {
    return at(pid, time, false);
  }

  private void deliver(long watermark, Material... materials) {
    workshop.credit -= materials.length;
    workshop.tell(
        new Director.Deliver(
            Batch.of(List.of(materials), List.of(), now()).upTo(now(), watermark)));
  }

  private List<String> shipped() {
    return workshop.products().stream()
        .map(p -> p.pid() + " " + p.closed().text() + " " + p.first() + ".." + p.last())
        .toList();
  }

  @Test
  void aProductLeavesOnceTheWatermarkIsBeyondItsGapAndNotBefore() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    deliver(0, at("a", 100));
    deliver(110);
    assertThat(shipped()).isEmpty();
    deliver(111);
    assertThat(shipped()).containsExactly("a contract 100..100");
    assertThat(workshop.stock().roster()).isZero();
  }

  @Test
  void whatComesBehindTheWatermarkFromAPartitionThatWasIdleJoinsWhatIsOpenThen() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false, true);
    deliver(100, at("a", 100));
    deliver(100, Late.label(at("a", 40), 100), at("a", 109), at("b", 95));
    deliver(108, Late.label(at("b", 30), 100));
    assertThat(workshop.stock().open()).isEqualTo(5);
    deliver(200);
    assertThat(shipped()).containsExactlyInAnyOrder("a contract 40..109", "b contract 30..95");
    assertThat(workshop.products()).allMatch(p -> p.materials() > 1);
  }

  @Test
  void creditComesBackForWhatWaitsThoughTheWatermarkStandsStill() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    int before = workshop.credit;
    for (int i = 0; i < 5_000; i++) {
      deliver(0, at("a" + i % 7, 100 + i));
    }
    assertThat(workshop.credit).isEqualTo(before);
    assertThat(workshop.stock().open()).isEqualTo(5_000);
    assertThat(shipped()).isEmpty();
  }

  @Test
  void whereNothingCanCloseTheOldestAreClosedWithAnAlarm() {
    openInEventTime(60_000, Lateness.SCRAP, false);
    for (int i = 0; i < 200; i++) {
      deliver(0, at("a" + i, 100 + i));
      system.time().pass(Duration.ofMillis(1));
    }
    assertThat(workshop.products()).isNotEmpty();
    assertThat(workshop.products()).extracting(Product::closed).containsOnly(Closed.LIMIT);
    assertThat(workshop.products().get(0).pid()).isEqualTo(Pid.of("a0"));
    assertThat(alarms()).contains("raise memory/0");
  }

  @Test
  void aCompleteProductLeavesBeforeItsTermIsOver() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    deliver(0, at("a", 100), at("a", 103, true));
    deliver(103);
    assertThat(shipped()).as("something earlier may come").isEmpty();
    deliver(104);
    assertThat(shipped()).containsExactly("a complete 100..103");
    assertThat(workshop.stock().roster()).as("nothing is left to wait for").isZero();
  }

  @Test
  void earlierSessionsOfAWorkerThatGoesOnLeaveAsTheWatermarkPasses() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    deliver(0, at("a", 100), at("a", 130), at("a", 160));
    deliver(111);
    deliver(112);
    assertThat(shipped()).containsExactly("a contract 100..100");
    deliver(150);
    assertThat(shipped()).containsExactly("a contract 100..100", "a contract 130..130");
    assertThat(workshop.stock().roster()).isEqualTo(1);
  }

  @Test
  void aRepeatDoesNotRenewItsProductSinceARestartWillNotReadIt() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.SCRAP, 0),
        new Recorder(false, true));
    Material first = at("a", 100);
    offset = 4;
    deliver(0, first, at("a", 108), at("a", 115));
    deliver(1_000);
    assertThat(workshop.scrap()).singleElement().returns(4L, Scrap::offset);
    assertThat(shipped()).containsExactly("a contract 100..100", "a contract 115..115");
  }

  @Test
  void lateOnesThatJoinBehindTheLastOfTheOpenProductRenewIt() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(100, at("a", 100), at("a", 105));
    deliver(113, Late.label(at("a", 110), 112), at("a", 118));
    deliver(200, Late.label(at("a", 128), 140), Late.label(at("a", 89), 140));
    assertThat(shipped())
        .containsExactly("a contract 100..118", "a contract 89..89", "a contract 128..128");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 0, 1);
  }

  @Test
  void lateOnesOfOneMomentAreCutWhereTheyAreTooLongForOneProduct() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, 15, 0, Lateness.AMEND, 50), new Recorder(false));
    deliver(120, Late.label(at("a", 96), 120), Late.label(at("a", 80), 120));
    deliver(121, Late.label(at("a", 88), 120));
    assertThat(shipped()).containsExactly("a contract 80..88", "a contract 96..96");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1);
  }

  @Test
  void aParkedPidIsOneBundleForEachSession() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, true);
    at("x", 0);
    at("x", 0);
    at("x", 0);
    deliver(0, at("a", 100), at("a", 105), at("a", 130));
    deliver(1_000);
    assertThat(workshop.scrap())
        .singleElement()
        .satisfies(s -> assertThat(s.materials()).isEqualTo(2));
    assertThat(shipped()).containsExactly("a contract 130..130");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aParkedPidEndsAtItsLongestTimeWhetherItIsVisitedThenOrNot(boolean visited) {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, 15, 0, Lateness.SCRAP, 0), new Recorder(true));
    offset = 3;
    deliver(visited ? 116 : 0, at("a", 100), at("a", 108), at("a", 116));
    deliver(1_000);
    assertThat(workshop.scrap())
        .singleElement()
        .satisfies(s -> assertThat(s.materials()).isEqualTo(2));
    assertThat(shipped()).containsExactly("a contract 116..116");
  }

  @Test
  void manyThatAreOverTogetherWaitForTheirPermitsAndTheLineGoesOn() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    for (int i = 0; i < 900; i++) {
      deliver(0, at("a" + i, 100));
    }
    workshop.permitsAtOnce = false;
    deliver(500, at("b", 500));
    assertThat(shipped()).isEmpty();
    int before = workshop.credit;
    for (int i = 0; i < 100; i++) {
      deliver(500, at("b", 500 + i % 5));
    }
    assertThat(workshop.credit).isEqualTo(before);
    workshop.permitsAtOnce = true;
    workshop.grant(Integer.MAX_VALUE);
    workshop.settle();
    assertThat(shipped()).hasSize(900);
    assertThat(workshop.stock().roster()).isEqualTo(1);
  }

  @Test
  void asManyAreHiredAsGoWhileManyWaitForTheirPermits() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false, false, 100_000);
    for (int i = 0; i < 20; i++) {
      deliver(0, thousand("a" + i + "-", 100));
    }
    workshop.permitsAtOnce = false;
    deliver(500, at("b", 500));
    for (int i = 0; i < 30; i++) {
      deliver(500, thousand("c" + i + "-", 500));
    }
    assertThat(workshop.stock().hired()).as("the line goes on").isGreaterThan(20_001);
    assertThat(workshop.stock().hired()).as("and waits then").isLessThan(31_000);
    workshop.permitsAtOnce = true;
    workshop.grant(Integer.MAX_VALUE);
    workshop.settle();
    assertThat(workshop.stock().hired()).isEqualTo(50_001);
    assertThat(shipped()).hasSize(20_000);
  }

  private Material[] thousand(String prefix, long time) {
    Material[] all = new Material[1_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(prefix + i, time);
    }
    return all;
  }

  @Test
  void aWorkerStaysToRememberWhatMayBeAmended() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(120);
    assertThat(shipped()).containsExactly("a contract 100..100");
    assertThat(workshop.stock().roster()).isEqualTo(1);
    deliver(121, Late.label(at("a", 95), 120));
    deliver(130, Late.label(at("a", 91), 121));
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 2);
    assertThat(workshop.products()).extracting(Product::offset).containsOnly(0L);
    deliver(400);
    assertThat(workshop.stock().roster()).isZero();
    assertThat(workshop.products()).hasSize(3);
  }

  @Test
  void aProductIsRememberedUntilTheLastMomentAtWhichItMayBeAmended() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(160, at("a", 160));
    deliver(161, Late.label(at("a", 110), 160));
    assertThat(shipped()).containsExactly("a contract 100..100", "a contract 110..110");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1);
  }

  @Test
  void whatAnEarlierRunHasShippedIsRememberedThoughItsWorkerGoesBeforeItIsOver() {
    Pid pid = Pid.of("a");
    Amendable before = new Amendable(pid.hash(), "a", "p", 77, 200, 200, 0);
    Recall recall = new Recall(List.of(before), List.of(new Partition("p", "")), 0, 1);
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.AMEND, 50);
    WorkshopSettings settings = unobserved(contract(clock));
    Recorder recorder = new Recorder(false);
    workshop =
        new SteppedWorkshop(
            system,
            7,
            settings,
            recorder,
            Drill.NONE,
            director ->
                new Floor<>(
                        0,
                        settings,
                        recorder,
                        "test",
                        system.time().nanos()::get,
                        Drill.NONE,
                        director)
                    .withRecall(recall));
    deliver(0, at("a", 100));
    deliver(170);
    assertThat(workshop.stock().roster()).as("its own is over").isZero();
    deliver(241, Late.label(at("a", 195), 240));
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1);
    assertThat(workshop.products()).extracting(Product::offset).containsExactly(0L, 77L);
  }

  @Test
  void lateOnesThatComeAtOneMomentOfEventTimeAreOneRevisionHoweverTheyAreBatched() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(120);
    deliver(120, Late.label(at("a", 95), 120), Late.label(at("a", 80), 120));
    deliver(120, Late.label(at("a", 88), 120));
    deliver(120, Late.label(at("a", 60), 120));
    assertThat(workshop.products()).as("more of that moment may come").hasSize(1);
    deliver(121);
    assertThat(shipped())
        .containsExactly("a contract 100..100", "a contract 60..60", "a contract 80..95");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 0, 1);
    deliver(122, Late.label(at("a", 99), 121));
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 0, 1, 2);
    assertThat(workshop.products()).extracting(Product::offset).containsExactly(0L, 4L, 0L, 0L);
  }

  @Test
  void lateOnesOfOneMomentAreOneRevisionAlsoWhereOneInTimeHappenedAtThatMoment() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(120);
    deliver(120, Late.label(at("a", 101), 120), at("a", 120), Late.label(at("a", 102), 120));
    deliver(131);
    assertThat(shipped())
        .containsExactly("a contract 100..100", "a contract 101..102", "a contract 120..120");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 0);
  }

  @Test
  void aWorkerThatOnlyRemembersWhatItHasShippedHasNothingOpen() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(111);
    assertThat(shipped()).containsExactly("a contract 100..100");
    assertThat(workshop.stock().roster()).isEqualTo(1);
    TestProbe<Enquiry.Explained> asker = system.kit().createTestProbe();
    workshop.tell(new Enquiry.Explain(Pid.of("a"), List.of("a.jsonl"), asker.ref()));
    asker.expectMessage(new Enquiry.Explained(null, 0, false));
  }

  @Test
  void lateOnesThatCompleteAProductAreFollowedByAnotherRevision() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(120);
    deliver(
        121,
        Late.label(at("a", 95), 120),
        Late.label(at("a", 96, true), 120),
        Late.label(at("a", 97), 120));
    assertThat(shipped())
        .containsExactly("a contract 100..100", "a complete 95..96", "a contract 97..97");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 2);
  }

  @Test
  void lateOnesOfSeveralPidsAndThoseThatReachTheOpenProductJoinWhatIsTheirs() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(104, at("a", 105), at("b", 105));
    deliver(
        111,
        Late.label(at("a", 98), 110),
        Late.label(at("a", 92), 110),
        Late.label(at("b", 90), 110));
    deliver(400);
    assertThat(shipped())
        .containsExactlyInAnyOrder(
            "a contract 92..105", "b contract 90..90", "b contract 105..105");
  }

  @Test
  void theEndShipsAllInOrderAndSaysWhatWasOver() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    deliver(0, at("a", 130), at("a", 100), at("b", 125));
    deliver(130);
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(shipped())
        .containsExactlyInAnyOrder(
            "a contract 100..100", "a end-of-input 130..130", "b end-of-input 125..125");
    List<String> ofA = new ArrayList<>(shipped());
    ofA.removeIf(text -> text.startsWith("b"));
    assertThat(ofA).first().asString().startsWith("a contract");
  }
}
