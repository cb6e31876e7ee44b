package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.operations.Ops;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Most live workers, most bytes: those idle for longest are closed, with an alarm. */
class LimitsTest extends WorkshopCase {
  /** Two workers with a small assembly each, not three. */
  private static final long ROOM_FOR_TWO = 2_900;

  private void openFor(int workers, long bytes) {
    open(SteppedWorkshop.settings(64, 64, workers, bytes, false, contract()));
  }

  @Test
  void atMaxWorkersTheOneIdleForLongestIsClosed() {
    openFor(3, Long.MAX_VALUE);
    for (String pid : List.of("a", "b", "c", "a")) {
      workshop.buy(pid);
      workshop.passesBlocked(Duration.ofMillis(1));
    }
    workshop.buy("d");
    assertThat(closedBy()).containsExactly("b limit");
    assertThat(workshop.stock().roster()).isEqualTo(3);
    workshop.buy("e");
    assertThat(closedBy()).containsExactly("b limit", "c limit");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.loaded.stream().mapToLong(Cargo::materials).sum()).isEqualTo(6);
  }

  @Test
  void aBatchWithMorePidsThanWorkersIsTakenUpPartByPart() {
    openFor(3, Long.MAX_VALUE);
    String[] pids = new String[50];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = "p" + i;
    }
    workshop.buy(pids);
    assertThat(workshop.stock().roster()).isEqualTo(3);
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(50);
    assertThat(workshop.credit).isEqualTo(64);
  }

  @Test
  void liveWorkersNeverExceedTheLimitWhileSomeWaitForPermits() {
    openFor(3, Long.MAX_VALUE);
    workshop.permitsAtOnce = false;
    workshop.buy("a", "b", "c", "d", "e", "f");
    for (int i = 0; i < 20 && !workshop.stock().closed(); i++) {
      assertThat(workshop.stock().roster()).isLessThanOrEqualTo(3);
      workshop.passes(Duration.ofMillis(500));
      workshop.grant(1);
      workshop.settle();
      workshop.directorRef().tell(Director.Sold.INSTANCE);
    }
    assertThat(workshop.reports).as("scarce permits are no deadlock").hasSize(1);
    assertThat(workshop.products()).hasSize(6);
  }

  @Test
  void withoutPermitsItWaitsAndClosesNobodyElse() {
    openFor(3, Long.MAX_VALUE);
    workshop.permitsAtOnce = false;
    for (String pid : List.of("a", "b", "c", "d")) {
      workshop.passesBlocked(Duration.ofMillis(1));
      workshop.buy(pid);
    }
    workshop.passesBlocked(Duration.ofMinutes(1));
    assertThat(workshop.stock().waiting()).isEqualTo(1);
    assertThat(workshop.stock().onLine()).isEqualTo(1);
    workshop.permitsAtOnce = true;
    workshop.grant(9);
    workshop.settle();
    assertThat(closedBy()).containsExactly("a limit");
    assertThat(workshop.stock().onLine()).isZero();
  }

  @Test
  void whileFinishedProductsWaitForTheirPermitNobodyIsClosedForTheirRoom() {
    openFor(3, Long.MAX_VALUE);
    workshop.buy("a", "b");
    workshop.permitsAtOnce = false;
    workshop.deliver(List.of(last("c")), List.of());
    workshop.deliver(List.of(last("d")), List.of()); // no room until c's product has left
    assertThat(workshop.stock().roster()).isEqualTo(3);
    workshop.permitsAtOnce = true;
    workshop.grant(Integer.MAX_VALUE);
    workshop.settle();
    assertThat(closedBy()).containsExactlyInAnyOrder("c complete", "d complete");
    assertThat(alarms()).isEmpty();
  }

  @Test
  void theAlarmStandsWhileThePressureLastsAndIsClearedAfterIt() {
    openFor(3, Long.MAX_VALUE);
    for (int i = 0; i < 40; i++) { // four seconds of pressure
      workshop.buy("p" + i);
      workshop.passes(Duration.ofMillis(100));
    }
    assertThat(alarms()).contains("raise roster-full/0").doesNotContain("clear roster-full/0");
    workshop.passes(Duration.ofSeconds(15));
    assertThat(alarms()).endsWith("clear roster-full/0");
    assertThat(alarms().stream().filter("clear roster-full/0"::equals)).hasSize(1);
  }

  @Test
  void beyondTheBytesThoseIdleForLongestAreClosedWithAnAlarmThatIsCleared() {
    openFor(1000, 5 * WorkshopSettings.WORKER_BYTES + 5 * 200);
    for (int i = 0; i < 20; i++) {
      workshop.buy("p" + i);
      workshop.passesBlocked(Duration.ofMillis(1));
      assertThat(workshop.stock().openBytes())
          .isLessThan(7 * (WorkshopSettings.WORKER_BYTES + 200));
    }
    assertThat(closedBy()).startsWith("p0 limit", "p1 limit", "p2 limit");
    assertThat(alarms()).contains("raise memory/0");
    workshop.passes(Duration.ofSeconds(15));
    assertThat(alarms()).endsWith("clear memory/0");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(20);
  }

  @Test
  void memoryThatIsShortNowAndThenIsOneAlarmThatStandsAndNotMany() {
    openFor(1000, 5 * WorkshopSettings.WORKER_BYTES + 5 * 200);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 20; i++) {
        workshop.buy("p" + round + "-" + i);
        workshop.passesBlocked(Duration.ofMillis(1));
      }
      workshop.passes(Duration.ofSeconds(5)); // by then nobody is left
    }
    assertThat(alarms()).contains("raise memory/0").doesNotContain("clear memory/0");
    assertThat(told(Ops.Raise.class).get(0).text())
        .matches(
            "open assemblies take 6\\.\\d KiB, more than the workshop's share of 5\\.9 KiB: .*");
    workshop.passes(Room.CALM);
    assertThat(alarms()).endsWith("clear memory/0");
  }

  @Test
  void whereNothingMustBeDoneForLongTheAlarmIsOverAlsoNearTheLimit() {
    open(
        SteppedWorkshop.settings(
            64, 64, 3, Long.MAX_VALUE, false, SteppedWorkshop.contract(Duration.ofHours(1))));
    workshop.buy("a", "b", "c", "d");
    workshop.passes(Room.LONG_CALM.minusSeconds(1));
    assertThat(workshop.stock().roster()).isEqualTo(3);
    assertThat(alarms()).contains("raise roster-full/0").doesNotContain("clear roster-full/0");
    List<Ops.Raise> told = told(Ops.Raise.class);
    assertThat(told.get(told.size() - 1).text())
        .matches("3 live workers of at most 3; nothing had to be done about it for 5\\d s");
    workshop.passes(Duration.ofSeconds(3));
    assertThat(alarms()).endsWith("clear roster-full/0");
  }

  @Test
  void oneAssemblyLargerThanAllBytesIsNoDeadlock() {
    openFor(10, 500);
    workshop.buy("a", "b", "c");
    workshop.buy("a", "b", "c");
    workshop.tell(Director.Sold.INSTANCE);
    for (int i = 0; i < 10; i++) {
      workshop.passesBlocked(Room.PATIENCE); // one after the other
    }
    assertThat(workshop.loaded.stream().mapToLong(Cargo::materials).sum()).isEqualTo(6);
  }

  /** What is said of backpressure, in whichever phase it is. */
  private static final String BOTH =
      ": buying waits for products to leave; where none can leave without more input, those idle"
          + " for longest are closed (limit); raise ";

  private void openFor(MemoryPolicy policy) {
    open(with(SteppedWorkshop.settings(64, 64, 1000, ROOM_FOR_TWO, false, contract()), policy));
  }

  private void buyOneByOne(String... pids) {
    for (String pid : pids) {
      workshop.buy(pid);
      workshop.passesBlocked(Duration.ofMillis(1));
    }
  }

  @Test
  void withBackpressureNobodyIsClosedWhileProductsWaitToLeave() {
    openFor(MemoryPolicy.BACKPRESSURE);
    workshop.permitsAtOnce = false;
    buyOneByOne("a", "b");
    workshop.deliver(List.of(last("c")), List.of());
    workshop.buy("d");
    workshop.passesBlocked(Duration.ofSeconds(1));
    assertThat(workshop.stock().onLine()).as("d waits").isEqualTo(1);
    assertThat(text("memory/0")).contains(BOTH);
    workshop.permitsAtOnce = true;
    workshop.grant(9);
    workshop.settle();
    assertThat(workshop.stock().onLine()).isZero();
    assertThat(closedBy()).containsExactly("c complete");
  }

  @Test
  void withBackpressureThoseIdleForLongestAreClosedWhereNothingElseCanLeave() {
    openFor(MemoryPolicy.BACKPRESSURE);
    buyOneByOne("a", "b", "c");
    workshop.buy("d");
    assertThat(closedBy()).containsExactly("a limit");
    assertThat(text("memory/0")).as("the same while somebody is closed").contains(BOTH);
    assertThat(workshop.stock().onLine()).isZero();
  }

  @Test
  void withCloseOldestNothingIsWaitedFor() {
    openFor(MemoryPolicy.CLOSE_OLDEST);
    workshop.permitsAtOnce = false;
    buyOneByOne("a", "b");
    workshop.deliver(List.of(last("c")), List.of());
    workshop.buy("d");
    workshop.permitsAtOnce = true;
    workshop.grant(9);
    workshop.settle();
    assertThat(closedBy()).containsExactlyInAnyOrder("c complete", "a limit");
  }

  @Test
  void withScrapNewestWhatComesIsScrappedAndNobodyIsClosed() {
    openFor(MemoryPolicy.SCRAP_NEWEST);
    workshop.buy("a", "b", "c");
    workshop.buy("d", "a");
    assertThat(closedBy()).isEmpty();
    assertThat(workshop.scrap())
        .extracting(s -> s.reason() + " " + s.pid() + " " + s.offset())
        .containsExactly("OVERSIZED d 3", "OVERSIZED a 4");
    assertThat(workshop.scrap()).allMatch(s -> s.positions().count() == 1);
    assertThat(workshop.scrap().get(0).detail()).contains("factory.memory.open-assemblies");
    assertThat(alarms()).contains("raise memory/0");
    assertThat(workshop.credit).as("all credit is back").isEqualTo(64);
    workshop.passes(Duration.ofSeconds(5));
    assertThat(closedBy()).containsExactlyInAnyOrder("a contract", "b contract", "c contract");
    workshop.buy("e");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(4);
    assertThat(workshop.scrap()).hasSize(2);
  }

  /** The text that was told last for this alarm. */
  private String text(String key) {
    List<Ops.Raise> raised =
        told(Ops.Raise.class).stream().filter(raise -> raise.key().equals(key)).toList();
    return raised.get(raised.size() - 1).text();
  }

  @Test
  void anAlarmThatStandsAtItsLimitKeepsItsAdviceThoughNothingIsDoneMeanwhile() {
    open(
        with(
            SteppedWorkshop.settings(
                64, 64, 3, ROOM_FOR_TWO, false, SteppedWorkshop.contract(Duration.ofHours(1))),
            MemoryPolicy.SCRAP_NEWEST));
    workshop.buy("a", "b", "c");
    workshop.buy("d");
    workshop.permitsAtOnce = false;
    workshop.told.clear();
    workshop.passes(Room.LONG_CALM.plusSeconds(5));
    assertThat(alarms()).contains("raise memory/0").doesNotContain("clear memory/0");
    assertThat(text("memory/0"))
        .contains("the newest records are scrapped", "raise factory.memory.open-assemblies")
        .doesNotContain("nothing had to be done");
  }

  @Test
  void aRosterThatIsFullWhileAProductWaitsForItsPermitKeepsItsAdvice() {
    openFor(3, Long.MAX_VALUE);
    buyOneByOne("a", "b", "c");
    workshop.permitsAtOnce = false;
    workshop.buy("d");
    workshop.told.clear();
    for (long second = 0; second < Room.LONG_CALM.toSeconds() + 5; second++) {
      workshop.passesBlocked(Duration.ofSeconds(1));
    }
    assertThat(workshop.stock().onLine()).as("d waits").isEqualTo(1);
    assertThat(alarms()).contains("raise roster-full/0").doesNotContain("clear roster-full/0");
    assertThat(text("roster-full/0"))
        .contains("raise factory.workshop.max-workers")
        .doesNotContain("nothing had to be done");
  }

  @Test
  void whoIsBeyondItsShareByLessThanTheFigureShowsIsSaidToBeSoByALittle() {
    open(
        with(
            SteppedWorkshop.settings(
                64, 64, 2_000, 1_258_291, false, SteppedWorkshop.contract(Duration.ofHours(1))),
            MemoryPolicy.SCRAP_NEWEST));
    for (int i = 0; workshop.scrap().isEmpty(); i++) {
      workshop.buy("p" + i);
    }
    assertThat(told(Ops.Raise.class).get(0).text())
        .startsWith("open assemblies take a little more than the workshop's share of 1.2 MiB: ");
  }

  @Test
  void workersThatWereHiredTooLongAgoForARestartAreClosed() {
    openFor(1000, Long.MAX_VALUE);
    workshop.buy("a", "b");
    workshop.passesBlocked(Duration.ofMillis(10));
    long between = now();
    workshop.passesBlocked(Duration.ofMillis(10));
    workshop.buy("c", "a");
    workshop.tell(new Director.CloseHiredBefore(between));
    assertThat(closedBy()).containsExactlyInAnyOrder("a limit", "b limit");
    workshop.buy("a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).hasSize(4);
  }

  @Test
  void noAlarmWithoutPressure() {
    openFor(3, Long.MAX_VALUE);
    workshop.buy("a", "b", "c");
    workshop.passes(Duration.ofSeconds(5));
    assertThat(alarms()).noneMatch(a -> a.contains("roster-full") || a.contains("memory"));
  }
}
