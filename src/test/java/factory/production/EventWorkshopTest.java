package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.production.EventClock.Lateness;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A workshop in event time, step by step: who is visited when, and who gets credit for what. */
class EventWorkshopTest extends EventWorkshopCase {
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

  @ParameterizedTest
  @CsvSource({
    "SCRAP,shorten factory.contract.term or factory.contract.grace",
    "AMEND,'factory.contract.term, factory.contract.grace or factory.contract.amend-within'"
  })
  void theAlarmNamesWhatKeepsProductsOpenOrRemembered(Lateness late, String advice) {
    openInEventTime(60_000, late, false);
    for (int i = 0; i < 200; i++) {
      deliver(0, at("a" + i, 100 + i));
      system.time().pass(Duration.ofMillis(1));
    }
    assertThat(told(Ops.Raise.class))
        .anySatisfy(raise -> assertThat(raise.text()).endsWith(advice));
  }

  @Test
  void theInspectorDoesNotCallAWorkerOverdueThatOnlyRemembers() {
    EventClock clock =
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.AMEND, 5_000);
    WorkshopSettings settings =
        Altered.of(
            unobserved(contract(clock)),
            "inspector",
            new WorkshopSettings.InspectorSettings(
                Duration.ofMillis(100), 1 << 20, Duration.ofSeconds(1), 1));
    workshop = new SteppedWorkshop(system, 7, settings, new Recorder(false), Drill.NONE);
    deliver(150, at("remembers", 100), at("open", 145));
    assertThat(shipped()).containsExactly("remembers contract 100..100");
    workshop.passes(Duration.ofSeconds(3));
    assertThat(workshop.stock().roster()).isEqualTo(2);
    assertThat(told(Ops.Found.class))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.finding().pid()).isEqualTo("open"));
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

  @ParameterizedTest
  @CsvSource({
    "105, 118, 116",
    "118, 105, 117"
  }) // the second way it is looked for from time to time
  void aProductDoesNotWaitForWhatItsWorkerHoldsOfTheNextOne(long second, long third, long leaves) {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 20, Lateness.SCRAP, 0),
        new Recorder(false, false, false)); // nothing is assembled earlier than it has to be
    deliver(90, at("a", 100));
    deliver(98, at("a", second));
    deliver(99, at("a", third));
    for (long watermark = 100; watermark < leaves; watermark++) {
      deliver(watermark);
    }
    assertThat(shipped()).isEmpty();
    deliver(leaves);
    assertThat(shipped()).containsExactly("a contract 100..105");
    deliver(128);
    assertThat(shipped()).as("118 is not over").hasSize(1);
    deliver(129);
    assertThat(shipped()).hasSize(2);
  }

  /** The watermark is told in steps, as one that moves on with the source. */
  private void upTo(long from, long watermark) {
    for (long mark = from; mark <= watermark; mark++) {
      deliver(mark);
    }
  }

  @Test
  void aProductBetweenTwoGapsLeavesWithinASixteenthOfATermThoughMoreComesFarBehindIt() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 2_000, Lateness.SCRAP, 0),
        new Recorder(false, false, false));
    deliver(90, at("a", 100), at("a", 130), at("a", 1_000));
    upTo(91, 114);
    assertThat(shipped()).containsExactly("a contract 100..100");
    deliver(115, at("a", 1_100));
    upTo(116, 140);
    assertThat(shipped()).hasSize(1);
    upTo(141, 142);
    assertThat(shipped()).containsExactly("a contract 100..100", "a contract 130..130");
  }

  @Test
  void aCompleteProductDoesNotWaitForTheGapBehindThoseThatFollowIt() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 2_000, Lateness.SCRAP, 0),
        new Recorder(false));
    deliver(90, at("a", 100, true), at("a", 108, true), at("a", 116), at("a", 300));
    upTo(91, 118);
    assertThat(shipped()).containsExactly("a complete 100..100", "a complete 108..108");
  }

  @Test
  void aLimitIsFoundWithinATermThoughThereIsAGapFarBehindIt() {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, GAP, 15, 2_000, Lateness.SCRAP, 0),
        new Recorder(false, false, false));
    deliver(90, at("a", 100), at("a", 108), at("a", 116), at("a", 124), at("a", 132), at("a", 300));
    upTo(91, 126);
    assertThat(shipped()).containsExactly("a limit 100..108");
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
