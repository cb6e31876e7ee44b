package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import factory.goods.Altered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;

class OpsTest extends OpsCase {
  @Test
  void keepsTheLatestStockOfEachDepartmentAndShowsItOnceAnInterval() {
    report(Stocks.bought(110), Stocks.workshop(0, 3, 7, 50), Stocks.workshop(1, 0, 0, 50));
    ops.tell(new Ops.Transported(Stocks.shipped(100, 10)));
    pass(1);
    assertThat(look().account().balances()).isTrue();
    assertThat(shown.snapshots).hasSize(1);
    assertThat(shown.snapshots.get(0).account().open()).isEqualTo(10);
  }

  @Test
  void computesRatesFromTheLastTwoReports() {
    report(Stocks.bought(0), Stocks.workshop(0, 0, 0, 0), Stocks.workshop(1, 0, 0, 0));
    ops.tell(new Ops.Transported(Stocks.shipped(0, 0)));
    pass(2);
    report(Stocks.bought(500), Stocks.workshop(0, 0, 0, 100), Stocks.workshop(1, 0, 0, 300));
    ops.tell(new Ops.Transported(Stocks.shipped(300, 40)));
    Snapshot snapshot = look();
    assertThat(snapshot.boughtPerSecond()).isEqualTo(250);
    assertThat(snapshot.assembledPerSecond()).containsExactly(50.0, 150.0);
    assertThat(snapshot.productsPerSecond()).isEqualTo(20);
    pass(30);
    assertThat(look().boughtPerSecond()).as("reports have stopped").isZero();
  }

  @Test
  void tellsHowLongABoundedSourceWillTake() {
    ops.tell(new Ops.Purchased(Stocks.bounded(10, 0.1, false)));
    pass(2);
    ops.tell(new Ops.Purchased(Stocks.bounded(20, 0.2, false)));
    assertThat(look().left()).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void namesAFailureAtOnceAndKeepsTheCount() {
    ops.tell(failed("stevedore-1"));
    ops.tell(failed("stevedore-2"));
    Snapshot snapshot = look();
    assertThat(snapshot.alarms()).hasSize(1);
    assertThat(snapshot.alarms().get(0).text())
        .startsWith("failed 2 times since the start, the last: ")
        .contains("drill at here")
        .contains("Restarted.");
    assertThat(logged(Level.WARN, "stevedore-1")).isEqualTo(1);
    assertThat(logged(Level.WARN, "stevedore-2 failed again")).isEqualTo(1);
    pass((int) Failures.SHOWN.toSeconds() + 1);
    assertThat(keys()).isEmpty();
    assertThat(look().failures()).containsExactly(Map.entry("stevedore", 2L));
  }

  @Test
  void aFailureIsCountedAndSaysWhereAndWhatToDo() {
    ops.tell(failed("driver"));
    assertThat(look().alarms().get(0).text())
        .isEqualTo("failed once: drill at here. Restarted. It was asked for by factory.drill");
    Throwable thrown = catchThrowable(() -> Objects.requireNonNull(null, "no pallet"));
    ops.tell(new Ops.Failed("stevedore-1", thrown, "Restarted."));
    assertThat(look().alarms().get(0).text())
        .startsWith("failed once: NullPointerException: no pallet (OpsTest.java:")
        .contains("). Restarted. If it comes again, its stack trace says more");
  }

  @Test
  void aStormOfFailuresIsCountedButNotLoggedOneByOne() {
    for (int i = 0; i < 500; i++) {
      ops.tell(failed("worker-" + i));
    }
    pass(2);
    assertThat(look().failures()).containsExactly(Map.entry("worker", 500L));
    assertThat(logged(Level.WARN, "")).isEqualTo(Failures.NAMED_PER_SECOND + 1);
    assertThat(logged(Level.WARN, "480 more failures")).isEqualTo(1);
  }

  @Test
  void findingsOfOneKindAndWorkshopAreOneAlarmWithTheWorst() {
    for (int i = 1; i <= 100; i++) {
      long bytes = i == 50 ? 9 << 20 : 2 << 20;
      ops.tell(found(Finding.Kind.OVERSIZED, 0, "pid-" + i, bytes));
    }
    ops.tell(found(Finding.Kind.HOT, 1, "busy\u001b[2J", 1));
    Snapshot snapshot = look();
    assertThat(snapshot.alarms()).extracting(Alarm::key).containsExactly("hot/1", "oversized/0");
    assertThat(snapshot.alarms().get(1).text()).startsWith("pid pid-50 has 9.0 MiB");
    assertThat(snapshot.alarms().get(0).actor()).isEqualTo("workshop 1");
    assertThat(snapshot.alarms().get(0).text())
        .startsWith("pid busy?[2J takes ")
        .endsWith(
            " 5 materials in one hire of its worker; one pid cannot be shared between workshops; is the pid fine enough?");
    assertThat(snapshot.findings().get(Finding.Kind.OVERSIZED)).isEqualTo(100);
    pass((int) Findings.SHOWN.toSeconds() + 1);
    assertThat(keys()).isEmpty();
  }

  @Test
  void goesOnFromTheNextReportsAfterItsOwnFailureAndNamesIt() {
    ops.tell(new Ops.Raise("roster-full/0", "workshop 0", "full"));
    failing.set(true);
    pass(1);
    pass(1);
    report(Stocks.bought(50), Stocks.workshop(0, 0, 50, 50), Stocks.workshop(1, 0, 0, 0));
    pass(1);
    Snapshot snapshot = look();
    assertThat(snapshot.failures()).containsExactly(Map.entry("ops", 1L));
    assertThat(keys()).containsExactlyInAnyOrder("failed/ops", "roster-full/0");
    assertThat(snapshot.account().bought()).isEqualTo(50);
    assertThat(snapshot.running()).isEqualTo(Duration.ofSeconds(3));
    assertThat(shown.snapshots).hasSize(2);
  }

  @Test
  void handlesEachOfItsMessages() {
    List<Ops.Command> samples =
        List.of(
            new Ops.Purchased(PurchaseStock.NONE),
            new Ops.StockTaken(Stocks.workshop(7, 0, 0, 0)),
            new Ops.Transported(TransportStock.NONE),
            new Ops.Worked(Stocks.job("pipeline 1", false, 5, 4)),
            found(Finding.Kind.OVERDUE, 7, "k", 1),
            failed(""),
            new Ops.Raise("", "", ""),
            new Ops.Clear("none"),
            new Ops.Took(Transit.Leg.TO_PRODUCT, Duration.ZERO, 1),
            new Ops.Shipped(new Shipment(1, 0, 0, 0, Duration.ZERO)),
            new Ops.GetSnapshot(reader.ref()),
            new Ops.Close(kit.<Ops.Closed>createTestProbe().ref()));
    for (Class<?> type : Ops.Command.class.getPermittedSubclasses()) {
      Ops.Command sample =
          type.isEnum()
              ? (Ops.Command) type.getEnumConstants()[0]
              : samples.stream().filter(type::isInstance).findFirst().orElseThrow();
      BehaviorTestKit<Ops.Command> alone =
          BehaviorTestKit.create(
              Ops.create(SETTINGS, "demonstration", 2, nanos::get, shown, drill));
      alone.run(sample);
      assertThat(Behavior.isUnhandled(alone.returnedBehavior())).as("%s", type).isFalse();
    }
  }

  @Test
  void drawsALastTimeBeforeItSaysThatItIsClosed() {
    TestProbe<Ops.Closed> ceo = kit.createTestProbe(Ops.Closed.class);
    report(Stocks.bought(5), Stocks.workshop(0, 0, 5, 5), Stocks.workshop(1, 0, 0, 0));
    ops.tell(new Ops.Close(ceo.ref()));
    ceo.expectMessage(Ops.Closed.INSTANCE);
    ceo.expectTerminated(ops);
    assertThat(shown.snapshots).hasSize(1);
    assertThat(shown.closed).isTrue();
  }

  @Test
  void aShipmentIsShownOnceItIsCounted() {
    for (long number = 7; number <= 10; number++) {
      ops.tell(new Ops.Shipped(new Shipment(number, 3, 9, 0, Duration.ofSeconds(1))));
    }
    ops.tell(new Ops.Transported(Stocks.shipped(27, 9))); // 3 of this run
    assertThat(look().transit().shipments())
        .extracting(done -> done.shipment().number())
        .containsExactly(9L, 8L, 7L);
    ops.tell(new Ops.Transported(Altered.of(Stocks.shipped(36, 12), "shipments", 4)));
    assertThat(look().transit().shipments())
        .extracting(done -> done.shipment().number())
        .containsExactly(10L, 9L, 8L, 7L);
  }

  @Test
  void atItsEndNobodyHoldsAnybodyUp() {
    TestProbe<Ops.Closed> ceo = kit.createTestProbe(Ops.Closed.class);
    report(Stocks.bought(5), Stocks.workshop(0, 0, 5, 5), Stocks.workshop(1, 0, 0, 0));
    pass(1);
    assertThat(look().bottleneck().stage()).isEqualTo(Bottleneck.Stage.SOURCE);
    ops.tell(new Ops.Close(ceo.ref()));
    ceo.expectMessage(Ops.Closed.INSTANCE);
    assertThat(shown.snapshots.get(shown.snapshots.size() - 1).bottleneck())
        .isEqualTo(Bottleneck.NONE);
  }

  @Test
  void doesNotWaitForATerminalThatTakesNothing() {
    TestProbe<Ops.Closed> ceo = kit.createTestProbe(Ops.Closed.class);
    shown.stuck.set(true);
    ops.tell(new Ops.Close(ceo.ref()));
    ceo.awaitAssert(() -> assertThat(shown.closed).isTrue()); // its last moment has begun
    time.expectNoMessageFor(Ops.LAST_DRAWING.minusMillis(100), ceo);
    time.timePasses(Duration.ofMillis(200));
    ceo.expectMessage(Ops.Closed.INSTANCE);
  }
}
