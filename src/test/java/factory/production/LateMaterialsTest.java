package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendable;
import factory.goods.Drill;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of late materials in a workshop, step by step. */
class LateMaterialsTest extends EventWorkshopCase {
  private static EventClock clock(long maxTerm, Lateness late) {
    return new EventClock(ChronoUnit.MILLIS, GAP, maxTerm, 0, late, 5_000, true);
  }

  @ParameterizedTest
  @EnumSource
  void whatComesFromAPartitionThatWasIdleJoinsWhatIsOpenThenIfItIsNear(Lateness late) {
    openInEventTime(Long.MAX_VALUE, late, false, true);
    deliver(100, at("b", 95));
    deliver(100, at("a", 109), Late.label(at("a", 40), 100));
    deliver(108, Late.label(at("b", 87), 100), Late.label(at("a", 99), 100));
    deliver(120);
    assertThat(workshop.stock().open()).isZero();
    assertThat(shipped())
        .containsExactlyInAnyOrder("a contract 40..40", "b contract 87..95", "a contract 99..109");
  }

  @ParameterizedTest
  @EnumSource
  void sessionsOfAPartitionThatWasIdleAreCutByTheirOwnTimes(Lateness late) {
    openInEventTime(clock(Long.MAX_VALUE, late), new Recorder(false));
    deliver(1_000, Late.label(at("a", 300), 1_000), Late.label(at("a", 100), 1_000));
    deliver(1_000, Late.label(at("a", 108), 1_000), Late.label(at("a", 305), 1_000));
    assertThat(shipped()).as("more of that moment may come").isEmpty();
    deliver(1_001);
    assertThat(shipped()).containsExactly("a contract 100..108", "a contract 300..305");
    assertThat(workshop.products()).extracting(Product::revision).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void aProductThatBeginsWithALateOneGoesOnWithWhatIsNear(Lateness late) {
    openInEventTime(clock(Long.MAX_VALUE, late), new Recorder(false));
    deliver(111, Late.label(at("a", 103), 110));
    assertThat(shipped()).isEmpty();
    deliver(113, at("a", 112));
    deliver(124);
    assertThat(shipped()).containsExactly("a contract 103..112");
  }

  @ParameterizedTest
  @EnumSource
  void lateOnesThatWouldMakeAProductTooLongDoNotJoinIt(Lateness late) {
    openInEventTime(clock(15, late), new Recorder(false));
    deliver(106, at("a", 100), at("a", 105));
    deliver(107, Late.label(at("a", 90), 106), Late.label(at("a", 89), 106));
    deliver(200);
    assertThat(shipped()).containsExactly("a limit 90..105", "a contract 89..89");
    assertThat(workshop.products()).extracting(Product::revision).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void aLateRepeatLeadsToNoOtherAsIfItHadNotCome(Lateness late) {
    openInEventTime(clock(Long.MAX_VALUE, late), new Recorder(false, true));
    deliver(110, at("a", 105), at("x", 0), at("x", 0), Late.label(at("a", 88), 110));
    Material repeat = at("a", 97);
    assertThat(repeat.offset() % 5).as("a repeat").isEqualTo(4);
    deliver(111, Late.label(repeat, 110));
    deliver(200);
    assertThat(workshop.scrap()).singleElement().returns(4L, Scrap::offset);
    assertThat(shipped()).contains("a contract 88..88", "a contract 105..105");
  }

  @Test
  void theStopWaitsForLateOnesOfOneMoment() {
    List<Floor<?>> floors = new ArrayList<>();
    Drill stop = point -> floors.get(0).stopping |= point.equals("worker.assemble");
    openOnFloor(clock(Long.MAX_VALUE, Lateness.AMEND), Recall.nothing(), stop, floors);
    deliver(
        0,
        Late.label(at("a", 80), 100),
        Late.label(at("a", 50), 110),
        Late.label(at("a", 58), 110),
        at("a", 120));
    deliver(130);
    assertThat(shipped()).containsExactly("a contract 80..80", "a contract 50..58");
    assertThat(workshop.stock().open()).as("what comes behind them").isEqualTo(1);
  }

  @Test
  void lateOnesThatJoinBehindTheLastOfTheOpenProductRenewIt() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(100, at("a", 100), at("a", 105));
    deliver(113, Late.label(at("a", 110), 112), at("a", 118));
    deliver(200, Late.label(at("a", 128), 140), Late.label(at("a", 89), 140));
    assertThat(shipped())
        .containsExactly("a contract 100..118", "a contract 128..128", "a contract 89..89");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 0);
  }

  @Test
  void lateOnesOfOneMomentAreCutWhereTheyAreTooLongForOneProduct() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, 15, 0, Lateness.AMEND, 50), new Recorder(false));
    deliver(120, Late.label(at("a", 96), 120), Late.label(at("a", 80), 120));
    deliver(121, Late.label(at("a", 88), 120));
    assertThat(shipped()).containsExactly("a limit 80..88", "a contract 96..96");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 0);
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

  private void openWithEarlierProduct(String pid, long time) {
    Amendable before = new Amendable(Pid.of(pid).hash(), pid, "p", 77, time, time, 0);
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.AMEND, 50);
    Recall recall = new Recall(List.of(before), List.of(new Partition("p", "")), 0, 1, clock);
    openOnFloor(clock, recall, Drill.NONE, new ArrayList<>());
  }

  @Test
  void whatAnEarlierRunHasShippedIsRememberedThoughItsWorkerGoesBeforeItIsOver() {
    openWithEarlierProduct("a", 200);
    deliver(0, at("a", 100));
    deliver(170);
    assertThat(workshop.stock().roster()).as("its own is over").isZero();
    deliver(241, Late.label(at("a", 195), 240));
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1);
    assertThat(workshop.products()).extracting(Product::offset).containsExactly(0L, 77L);
  }

  @Test
  void whatAnEarlierRunHasShippedIsKnownToTheNextWorkerWhileTheLastOneWaitsForItsPermit() {
    openWithEarlierProduct("a", 200);
    workshop.permitsAtOnce = false;
    deliver(0, at("a", 250));
    workshop.tell(new Director.CloseHiredBefore(now() + 1));
    deliver(241, Late.label(at("a", 195), 240));
    assertThat(workshop.products()).as("both wait").isEmpty();
    workshop.permitsAtOnce = true;
    workshop.grant(Integer.MAX_VALUE);
    workshop.settle();
    assertThat(shipped()).containsExactly("a limit 250..250", "a contract 195..195");
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
        .containsExactly("a contract 100..100", "a contract 80..95", "a contract 60..60");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 0);
    deliver(122, Late.label(at("a", 99), 121));
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 0, 2);
    assertThat(workshop.products()).extracting(Product::offset).containsExactly(0L, 0L, 4L, 0L);
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
    workshop.tell(
        new Enquiry.Explain(
            Pid.of("a"), new Enquiry.Source(List.of("a.jsonl"), true), asker.ref()));
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
  void oneThatBelongedToNothingAmendsWhatAnotherHasBroughtNear() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    deliver(0, at("a", 100));
    deliver(120);
    deliver(121, Late.label(at("a", 85), 120), Late.label(at("a", 92, true), 120));
    assertThat(shipped())
        .containsExactly("a contract 100..100", "a complete 92..92", "a contract 85..85");
    assertThat(workshop.products()).extracting(Product::revision).containsExactly(0, 1, 2);
    assertThat(workshop.products()).extracting(Product::offset).containsOnly(0L);
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
}
