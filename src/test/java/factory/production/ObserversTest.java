package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.goods.Drill;
import factory.operations.Finding;
import factory.operations.Ops;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Monitor and the Inspector, who look and report, and may fail at any time. */
class ObserversTest extends WorkshopCase {
  private static WorkshopSettings inspected(long oversized, Duration overdue, double hot) {
    return Altered.of(
        with(SteppedWorkshop.contract(Duration.ofMinutes(5))),
        "inspector",
        new WorkshopSettings.InspectorSettings(Duration.ofMillis(100), oversized, overdue, hot));
  }

  private List<String> findings() {
    return told(Ops.Found.class).stream()
        .map(found -> found.finding().kind() + " " + found.finding().pid())
        .distinct()
        .sorted()
        .toList();
  }

  // ---- the Inspector ----

  @Test
  void theInspectorFindsTheOversized() {
    open(inspected(1_000, Duration.ofHours(1), 1));
    workshop.deliver(materials("large", 100), List.of());
    workshop.buy("small");
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("OVERSIZED large");
    Finding finding = told(Ops.Found.class).get(0).finding();
    assertThat(finding.materials()).isEqualTo(100);
    assertThat(finding.bytes()).isGreaterThan(1_600);
    assertThat(finding.workshop()).isZero();
  }

  @Test
  void theInspectorFindsTheOverdue() {
    open(inspected(1 << 20, Duration.ofSeconds(10), 1));
    workshop.buy("old");
    workshop.passes(Duration.ofSeconds(10));
    workshop.buy("young");
    assertThat(findings()).isEmpty();
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("OVERDUE old");
    assertThat(told(Ops.Found.class).get(0).finding().age()).isGreaterThan(Duration.ofSeconds(10));
  }

  @Test
  void theInspectorFindsTheParked() {
    open(
        inspected(1 << 20, Duration.ofHours(1), 1),
        new Faulty("add", () -> new IllegalStateException("no")));
    workshop.buy("good", "good", "bad");
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("PARKED bad");
  }

  @Test
  void theInspectorFindsTheHotOnceThereIsEnoughToTell() {
    open(inspected(1 << 20, Duration.ofHours(1), 0.5));
    workshop.deliver(materials("hot", 600), List.of());
    workshop.deliver(materials("warm", 300), List.of());
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).as("900 are not enough").isEmpty();
    workshop.deliver(materials("warm", 200), List.of());
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("HOT hot");
  }

  @Test
  void theInspectorGoesRoundTheWholeRoster() {
    open(inspected(0, Duration.ofHours(1), 1));
    for (int i = 0; i < 40; i++) {
      workshop.buy("p" + i);
    }
    workshop.passes(Duration.ofMillis(4_500));
    assertThat(findings()).hasSize(40);
  }

  @Test
  void aStandingWorkerIsAskedOnceAndTheOthersGoOn() {
    open(inspected(0, Duration.ofHours(1), 1));
    workshop.buy("slow", "other");
    floor.block("slow");
    workshop.buy("slow");
    workshop.passes(Duration.ofSeconds(60));
    assertThat(told(Ops.Found.class)).hasSizeGreaterThan(100);
    long before = floor.told(Worker.Inspect.class);
    floor.unblockAll();
    workshop.settle();
    assertThat(floor.told(Worker.Inspect.class) - before).isLessThanOrEqualTo(1);
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("OVERSIZED other", "OVERSIZED slow");
  }

  @Test
  void ofACrowdThatStandsAHundredAreAskedAndNobodyElseForAMinute() {
    open(inspected(0, Duration.ofHours(1), 1));
    for (int i = 0; i < 150; i++) {
      floor.block("p" + i);
      workshop.buy("p" + i);
    }
    workshop.passes(Duration.ofSeconds(30));
    long asked = floor.unheard(Worker.Inspect.class);
    assertThat(asked).isBetween(100L, 200L); // once before the first minute, and anew since then
    workshop.passes(Duration.ofSeconds(25));
    assertThat(floor.unheard(Worker.Inspect.class)).as("nobody else").isEqualTo(asked);
    workshop.passes(Duration.ofSeconds(40));
    assertThat(floor.unheard(Worker.Inspect.class)).isEqualTo(asked + 100);
  }

  @Test
  void anAnswerOutOfAnotherHireIsNotUsed() {
    open(inspected(0, Duration.ofHours(1), 1));
    workshop.buy("a", "b");
    floor.contractors.get("a").hire++; // as if it was hired again while it answered
    workshop.passes(Duration.ofSeconds(1));
    assertThat(findings()).containsExactly("OVERSIZED b");
  }

  private void deliver(String name, int workers) {
    for (int i = 0; i < workers; i++) {
      workshop.deliver(materials(name + i, 1), List.of());
    }
  }

  @Test
  void whoLeadsAmongManyIsFoundAtOnceAndNotWhenTheInspectorComesBy() {
    open(inspected(1_000, Duration.ofHours(1), 0.3));
    deliver("some", 700); // a minute of looks
    workshop.deliver(materials("large", 100), List.of());
    workshop.deliver(materials("hot", 900), List.of());
    workshop.deliver(materials("hot", 900), List.of());
    workshop.passes(Duration.ofSeconds(2));
    assertThat(findings()).containsExactly("HOT hot", "OVERSIZED hot", "OVERSIZED large");
    Finding hot =
        told(Ops.Found.class).stream()
            .map(Ops.Found::finding)
            .filter(finding -> finding.kind() == Finding.Kind.HOT)
            .findFirst()
            .orElseThrow();
    assertThat(hot.materials()).isEqualTo(1_800);
  }

  @Test
  void whoWasHiredLongAgoIsFoundAtOnceAmongMany() {
    open(inspected(1 << 20, Duration.ofSeconds(10), 1));
    workshop.buy("old");
    workshop.passes(Duration.ofSeconds(9));
    deliver("young", 700);
    workshop.passes(Duration.ofSeconds(3));
    assertThat(findings()).containsExactly("OVERDUE old");
  }

  @Test
  void whoIsHotIsSaidBeforeItHasTimeToAnswer() {
    open(inspected(1 << 20, Duration.ofHours(1), 0.5));
    workshop.deliver(materials("hot", 1_000), List.of());
    floor.block("hot");
    workshop.buy("hot");
    workshop.passes(Duration.ofSeconds(2));
    assertThat(findings()).containsExactly("HOT hot");
    floor.unblockAll();
    workshop.settle();
  }

  @Test
  void whoGetsNoMoreThanOthersByNowIsNotHotAnyMore() {
    open(inspected(1 << 20, Duration.ofHours(1), 0.4));
    workshop.deliver(materials("hot", 1_000), List.of());
    workshop.passes(Duration.ofSeconds(2));
    assertThat(findings()).containsExactly("HOT hot");
    deliver("later", 500);
    workshop.told.clear();
    workshop.passes(Duration.ofSeconds(2));
    assertThat(findings()).as("500 are not enough to tell").containsExactly("HOT hot");
    deliver("latest", 500);
    workshop.told.clear();
    workshop.passes(Duration.ofSeconds(60));
    assertThat(findings()).isEmpty();
    workshop.deliver(materials("hot", 1_000), List.of());
    workshop.passes(Duration.ofSeconds(3));
    assertThat(findings()).as("again").containsExactly("HOT hot");
  }

  @Test
  void theShareOfAHotOneIsThatOfTheLatestMaterials() {
    open(inspected(1 << 20, Duration.ofHours(1), 0.3));
    workshop.deliver(materials("hot", 1_000), List.of());
    workshop.passes(Duration.ofSeconds(2));
    assertThat(latestShare()).isEqualTo(1);
    workshop.deliver(materials("hot", 400), List.of());
    deliver("other", 600);
    workshop.passes(Duration.ofSeconds(2));
    assertThat(latestShare()).isEqualTo(0.4);
  }

  private double latestShare() {
    List<Ops.Found> found = told(Ops.Found.class);
    return found.get(found.size() - 1).finding().share();
  }

  @Test
  void eachFindingIsNewOnceHoweverOftenItIsLookedAt() {
    open(inspected(0, Duration.ofHours(1), 1));
    workshop.buy("a", "b");
    workshop.passes(Duration.ofSeconds(5));
    assertThat(told(Ops.Found.class)).hasSizeGreaterThan(10);
    assertThat(told(Ops.Found.class).stream().map(Ops.Found::finding).filter(f -> !f.again()))
        .extracting(Finding::pid)
        .containsExactlyInAnyOrder("a", "b");
  }

  // ---- the Monitor ----

  @Test
  void theMonitorsStockReachesOpsAndTheDirector() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "a");
    workshop.passes(Duration.ofSeconds(1));
    List<Ops.StockTaken> stocks = told(Ops.StockTaken.class);
    assertThat(stocks).hasSize(1);
    assertThat(stocks.get(0).stock().roster()).isEqualTo(2);
    assertThat(stocks.get(0).stock().held()).isEqualTo(3);
    assertThat(stocks.get(0).stock().hired()).isEqualTo(2);
    workshop.passes(Duration.ofSeconds(6));
    assertThat(told(Ops.StockTaken.class)).hasSize(7);
    assertThat(workshop.stock().bench()).as("the director lets the bench go by it").isZero();
  }

  @Test
  void theOldestWorkerIsToldWithItsAge() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    workshop.passes(Duration.ofMillis(1_500));
    workshop.buy("a", "b");
    assertThat(workshop.stock().oldest()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void parkedPidsAreToldWithTheLastOneAndAreGoneAfterTheirContract() {
    open(SteppedWorkshop.settings(), new Recorder(true), Drill.NONE);
    workshop.buy("a", "a", "a", "a");
    workshop.passes(Duration.ofMillis(1_100));
    assertThat(workshop.stock().parked()).isEqualTo(1);
    assertThat(workshop.stock().lastParked()).startsWith("a: ").contains("cannot record offset 3");
    workshop.passes(Duration.ofSeconds(4));
    assertThat(workshop.stock().parked()).isZero();
    assertThat(alarms()).as("Ops raises it, and nobody else").isEmpty();
  }

  // ---- both ----

  @Test
  void bothAreHiredAnewAfterAFailureWhichIsToldToOps() {
    for (String observer : List.of("monitor", "inspector")) {
      boolean[] failed = {false};
      open(
          inspected(0, Duration.ofHours(1), 1),
          new Recorder(false),
          point -> {
            if (point.equals(observer) && !failed[0]) {
              failed[0] = true;
              throw new Drill.Failure(point);
            }
          });
      workshop.buy("a");
      workshop.passes(Duration.ofSeconds(1));
      assertThat(told(Ops.Failed.class)).hasSize(1);
      Ops.Failed told = told(Ops.Failed.class).get(0);
      assertThat(told.actor()).isEqualTo(observer + "-0");
      assertThat(told.cause()).isInstanceOf(Drill.Failure.class);
      assertThat(told.consequence()).contains("Hired anew");
      workshop.told.clear();
      workshop.passes(Duration.ofSeconds(2));
      assertThat(told(Ops.StockTaken.class)).isNotEmpty();
      assertThat(told(Ops.Found.class)).isNotEmpty();
      assertThat(told(Ops.Failed.class)).isEmpty();
      assertThat(workshop.directorGone).isFalse();
      close();
    }
  }
}
