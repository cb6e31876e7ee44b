package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import factory.goods.Altered;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** What Ops raises, and when it takes it back. */
class OpsAlarmsTest extends OpsCase {
  @Test
  void raisesAFullLineOnceAndClearsItWhenItIsHalfEmpty() {
    for (int i = 0; i < 5; i++) {
      fill(3, Stocks.CAPACITY);
    }
    says("line-full/1", "line 1", "materials for", "a quicker blueprint or destination");
    assertThat(logged(Level.WARN, "line-full/1")).isEqualTo(1);
    fill(1, Stocks.CAPACITY - 1);
    assertThat(keys()).as("it flickers").containsExactly("line-full/1");
    fill(1, Stocks.CAPACITY / 2);
    assertThat(keys()).isEmpty();
    assertThat(logged(Level.INFO, "line-full/1")).isEqualTo(1);
    assertThat(look().history()).extracting(Alarm::key).containsExactly("line-full/1");
  }

  @Test
  void aLineIsFullWhereOnlyAPartOfABatchStillFits() {
    for (int i = 0; i < 12; i++) {
      fill(1, Stocks.CAPACITY * 94 / 100);
    }
    assertThat(keys()).as("it is not full").isEmpty();
    for (int i = 0; i < 12; i++) {
      fill(1, Stocks.CAPACITY - 39 - i % 2);
    }
    assertThat(keys()).containsExactly("line-full/1");
  }

  @Test
  void aLineThatIsFullForAMomentIsNoAlarm() {
    for (int i = 0; i < 12; i++) {
      fill(3, i % 4 == 3 ? 60_000 : Stocks.CAPACITY);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void raisesNoProductOnlyWhileMaterialsAreOpen() {
    quiet(8, 9, Stocks.bought(100), 0, 0);
    assertThat(keys()).as("nothing is open").isEmpty();
    quiet(7, 9, Stocks.bought(110), 10, 0);
    assertThat(keys()).as("not yet").isEmpty();
    quiet(1, 9, Stocks.bought(110), 10, 0);
    says(Watch.NO_PRODUCT, "factory", "10 materials are open", "is contract.term meant to be");
    quiet(1, Stocks.bought(110), 10, 1);
    assertThat(keys()).isEmpty();
    quiet(8, 9, Stocks.bought(110), 10, 1);
    assertThat(keys()).containsExactly(Watch.NO_PRODUCT);
    quiet(1, 9, Stocks.bought(100), 0, 1);
    assertThat(keys()).as("the last open one is scrapped").isEmpty();
  }

  @Test
  void anAccountThatStandsStillAndDoesNotBalanceIsAnAlarm() {
    quiet(4, Stocks.bought(113), 10, 0);
    assertThat(keys()).isEmpty();
    quiet(2, Stocks.bought(113), 10, 0);
    says(Watch.CUSTODY, "factory", "does not balance by 3 ", "start it again");
    quiet(1, Stocks.bought(110), 10, 0);
    assertThat(keys()).isEmpty();
  }

  @Test
  void aRestartReadsNothingAgainOnceNothingIsOpenHoweverManyItWasWhenTheSourceEnded() {
    report(new PurchaseStock(0, 0, 0, 1, true, true, 10_000_001));
    pass(1);
    Snapshot snapshot = look();
    assertThat(snapshot.alarms()).extracting(Alarm::key).doesNotContain("replay");
    assertThat(TableView.render(snapshot, 120, 40)).doesNotContain("a restart reads");
    assertThat(snapshot.account().replay()).isZero();
  }

  @Test
  void aRestartThatWouldReadTooMuchAgainIsAnAlarmAndIsShown() {
    report(new PurchaseStock(1, 0, 1, Double.NaN, false, false, 10_000_001));
    pass(1);
    Snapshot snapshot = look();
    assertThat(snapshot.alarms()).extracting(Alarm::key).contains("replay");
    assertThat(snapshot.alarms().get(0).text())
        .startsWith("a restart would read 10,000,001 records again")
        .contains("factory.contract.max-term", "factory.replay.close-beyond");
    assertThat(TableView.render(snapshot, 120, 40)).contains("a restart reads 10,000,001 records");
    report(new PurchaseStock(1, 0, 1, Double.NaN, false, false, 10_000_000));
    pass(1);
    assertThat(look().alarms()).extracting(Alarm::key).doesNotContain("replay");
  }

  @Test
  void anAccountInMotionIsNoAlarm() {
    for (int i = 0; i < 8; i++) {
      quiet(1, Stocks.bought(113 + i), 10, 0);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void anAccountIsNotJudgedBeforeEachDepartmentHasReportedAgain() {
    quiet(1, Stocks.bought(113), 10, 0);
    for (int i = 0; i < 9; i++) {
      ops.tell(new Ops.Purchased(Stocks.bought(113)));
      pass(1);
    }
    assertThat(keys()).isEmpty();
  }

  @Test
  void aWorkshopThatFallsSilentIsAnAlarm() {
    quiet(3, Stocks.bought(100), 0, 0);
    ops.tell(new Ops.StockTaken(Stocks.closed(1, 0)));
    for (int i = 0; i < 12; i++) {
      report(Stocks.bought(100), Stocks.workshop(0, 0, 0, 0));
      ops.tell(new Ops.Transported(Stocks.shipped(100, 10)));
      pass(1);
    }
    assertThat(keys()).as("a closed workshop may be silent").isEmpty();
    for (int i = 0; i < 2; i++) {
      ops.tell(new Ops.Transported(Stocks.shipped(100, 10)));
      pass(6);
    }
    assertThat(keys()).containsExactly("silent/0");
  }

  @Test
  void parkedPidsAreAnAlarmEvenBeforeTheInspectorSeesThem() {
    ops.tell(new Ops.StockTaken(Stocks.parked(1, 3)));
    assertThat(look().alarms().get(0).text()).startsWith("3 pids parked;");
    ops.tell(found(Finding.Kind.PARKED, 1, "k7", 10));
    assertThat(keys()).containsExactly("parked/1");
  }

  @Test
  void anAlarmOfADepartmentIsLoggedOnceWhateverItsTextBecomes() {
    ops.tell(new Ops.Raise("roster-full/0", "workshop 0", "1 worker too many"));
    ops.tell(new Ops.Raise("roster-full/0", "workshop 0", "2 workers too many\nforged line"));
    assertThat(look().alarms().get(0).text()).isEqualTo("2 workers too many?forged line");
    ops.tell(new Ops.Clear("roster-full/0"));
    ops.tell(new Ops.Clear("roster-full/0"));
    assertThat(keys()).isEmpty();
    assertThat(logged(Level.WARN, "roster-full/0")).isEqualTo(1);
    assertThat(logged(Level.INFO, "roster-full/0")).isEqualTo(1);
  }

  @Test
  void alarmsAreBounded() {
    logger.setLevel(Level.OFF);
    for (int i = 0; i < 2_000; i++) {
      ops.tell(new Ops.Raise("made-up/" + i, "somebody", "text"));
    }
    assertThat(look().alarms()).hasSizeLessThanOrEqualTo(Alarms.STANDING + 1);
    for (int i = 0; i < 2_000; i++) {
      ops.tell(new Ops.Clear("made-up/" + i));
    }
    pass(1);
    assertThat(keys()).isEmpty();
    assertThat(look().history()).hasSize(Alarms.HISTORY);
    logger.setLevel(null);
  }

  @Test
  void filesThatEventTimeGoesOnWithoutAreNamedUntilTheyAreBack() {
    ops.tell(new Ops.Purchased(idle("a.log", "b.log", "c.log", "d.log", "e.log", "f.log")));
    pass(1);
    assertThat(look().alarms())
        .singleElement()
        .satisfies(
            alarm ->
                assertThat(alarm.text())
                    .startsWith(
                        "nothing new in a.log, b.log, c.log, d.log, e.log and 1 more file for longer"
                            + " than factory.source.idle-after; event time goes on without them"));
    ops.tell(new Ops.Purchased(idle("a.log")));
    pass(1);
    assertThat(look().alarms().get(0).text()).contains("goes on without it;");
    ops.tell(new Ops.Purchased(idle()));
    pass(1);
    assertThat(keys()).isEmpty();
  }

  private static final List<Ops.Raise> OF_THE_FLOW =
      List.of(
          new Ops.Raise("memory/1", "workshop 1", "too much"),
          new Ops.Raise("roster-full/0", "workshop 0", "too many"),
          new Ops.Raise("destination", "driver", "the disk is full; tried again in 4 s"),
          new Ops.Raise("driver-late", "driver", "has been on his way"));

  private List<Alarm> afterTheEnd() {
    TestProbe<Ops.Closed> ceo = kit.createTestProbe(Ops.Closed.class);
    ops.tell(new Ops.Close(ceo.ref()));
    ceo.expectMessage(Ops.Closed.INSTANCE);
    return shown.snapshots.get(shown.snapshots.size() - 1).alarms();
  }

  @Test
  void whatHasEndedInOrderLeavesNoAlarmAboutItsFlow() {
    for (int i = 0; i < 5; i++) {
      fill(3, Stocks.CAPACITY);
    }
    OF_THE_FLOW.forEach(ops::tell);
    ops.tell(found(Finding.Kind.HOT, 1, "k7", 10));
    assertThat(keys())
        .contains("line-full/1", "hot/1", "driver-late", "destination", "memory/1")
        .hasSize(6);
    report(Stocks.bought(90), Stocks.closed(0, 40), Stocks.closed(1, 50));
    ops.tell(new Ops.Transported(Stocks.shipped(90, 9)));
    assertThat(afterTheEnd()).isEmpty();
    assertThat(logged(Level.INFO, "line-full/1]: over")).isEqualTo(1);
    assertThat(shown.snapshots.get(shown.snapshots.size() - 1).history()).hasSize(6);
  }

  @Test
  void whatRemainsAtTheEndIsAnAlarmThatSaysThatTheRunHasEnded() {
    OF_THE_FLOW.forEach(ops::tell);
    ops.tell(new Ops.StockTaken(Stocks.parked(1, 3)));
    ops.tell(failed("stevedore-1"));
    report(Stocks.bought(100), Stocks.closed(0, 40), Stocks.closed(1, 60));
    ops.tell(
        new Ops.Transported(
            Altered.of(Stocks.shipped(70, 9), "warehouseMaterials", 30, "onTheWay", 4)));
    List<Alarm> alarms = afterTheEnd();
    assertThat(alarms)
        .extracting(Alarm::key)
        .containsExactlyInAnyOrder("destination", "driver-late", "failed/stevedore", "parked/1");
    assertThat(alarms).allMatch(alarm -> alarm.text().contains("(the run has ended"));
    assertThat(alarms)
        .filteredOn(alarm -> alarm.actor().equals("driver"))
        .hasSize(2)
        .allMatch(
            alarm ->
                alarm
                    .text()
                    .endsWith(
                        "(the run has ended: 30 materials are not shipped, the next start reads"
                            + " them again)"));
  }

  @Test
  void whoHasNotClosedIsSilentAlsoAfterTheEndAndAnAccountWithAFaultStaysOne() {
    quiet(6, Stocks.bought(113), 10, 0);
    assertThat(keys()).containsExactly(Watch.CUSTODY);
    List.of("silent/0", "silent/1", "silent/transportation", "replay")
        .forEach(key -> ops.tell(new Ops.Raise(key, "somebody", "as it was")));
    ops.tell(new Ops.StockTaken(Stocks.closed(1, 0)));
    assertThat(afterTheEnd())
        .extracting(Alarm::key)
        .containsExactlyInAnyOrder(Watch.CUSTODY, "silent/0");
  }

  @Test
  void whatARestartWouldReadAgainIsAnAlarmAlsoAfterTheEnd() {
    report(
        new PurchaseStock(1, 0, 1, Double.NaN, false, true, 10_000_001),
        Stocks.closed(0, 0),
        Stocks.closed(1, 0));
    pass(1);
    assertThat(afterTheEnd())
        .singleElement()
        .satisfies(
            alarm ->
                assertThat(alarm.text())
                    .startsWith("a restart would read 10,000,001 records again")
                    .endsWith("(the run has ended)"));
  }

  private static PurchaseStock idle(String... names) {
    return new PurchaseStock(0, 0, 0, Double.NaN, false, false, 0, List.of(names), List.of());
  }

  @Test
  void filesThatAreHeldBackAreNamedUntilTheyAreReadOn() {
    List<String> ahead = List.of("a.log (at 2099-01-01T00:00:00Z)");
    ops.tell(
        new Ops.Purchased(
            new PurchaseStock(0, 0, 0, Double.NaN, false, false, 0, List.of(), ahead)));
    pass(1);
    assertThat(keys()).containsExactly("held-back");
    assertThat(look().alarms().get(0).text())
        .startsWith(
            "a.log (at 2099-01-01T00:00:00Z) is not read on, being more than"
                + " factory.source.max-drift ahead of another file");
    ops.tell(new Ops.Purchased(idle()));
    pass(1);
    assertThat(keys()).isEmpty();
  }
}
