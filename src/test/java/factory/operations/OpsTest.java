package factory.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import factory.goods.Drill;
import factory.goods.Scrap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OpsTest {
  private static final OpsSettings SETTINGS =
      new OpsSettings(
          Duration.ofSeconds(1),
          OpsSettings.Console.OFF,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          10_000_000,
          new OpsSettings.Thresholds(
              1,
              Duration.ofSeconds(30),
              0.9,
              Duration.ofSeconds(5),
              Duration.ZERO, // here many seconds pass between two looks
              Duration.ofSeconds(60)));

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final AtomicLong nanos = new AtomicLong(77);
  private final TestProbe<Snapshot> reader = kit.createTestProbe(Snapshot.class);
  private final Shown shown = new Shown();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Drill drill =
      point -> {
        if (point.equals("ops") && failing.getAndSet(false)) {
          throw new Drill.Failure(point);
        }
      };
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(OpsTest.class.getPackageName());
  private ActorRef<Ops.Command> ops;

  /** Keeps what was shown. */
  private static final class Shown implements Console {
    final List<Snapshot> snapshots = new CopyOnWriteArrayList<>();
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicBoolean stuck = new AtomicBoolean();

    @Override
    public void show(Snapshot snapshot) {
      snapshots.add(snapshot);
    }

    @Override
    public void close(Runnable done) {
      closed.set(true);
      if (!stuck.get()) {
        done.run();
      }
    }
  }

  @BeforeEach
  void open() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    Behavior<Ops.Command> behavior =
        Ops.create(SETTINGS, "demonstration", 2, nanos::get, shown, drill);
    ops =
        kit.spawn(
            Behaviors.supervise(behavior)
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)));
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    kit.shutdownTestKit();
  }

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

  /** The only alarm that stands: who, the figure, and what to do. */
  private void says(String key, String actor, String figure, String advice) {
    assertThat(look().alarms())
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.key()).isEqualTo(key);
              assertThat(alarm.actor()).isEqualTo(actor);
              assertThat(alarm.text()).contains(figure, advice);
            });
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
  void namesAFailureAtOnceAndKeepsTheCount() {
    ops.tell(failed("stevedore-1"));
    ops.tell(failed("stevedore-2"));
    Snapshot snapshot = look();
    assertThat(snapshot.alarms()).hasSize(1);
    assertThat(snapshot.alarms().get(0).text())
        .startsWith("failed 2 times, the last: ")
        .contains("drill at here")
        .contains("Restarted.");
    assertThat(logged(Level.WARN, "stevedore-1")).isEqualTo(1);
    assertThat(logged(Level.WARN, "stevedore-2 failed again")).isEqualTo(1);
    pass((int) Failures.SHOWN.toSeconds() + 1);
    assertThat(keys()).isEmpty();
    assertThat(look().failures()).containsExactly(Map.entry("stevedore", 2L));
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
        .startsWith("pid busy?[2J takes most of the workshop: ")
        .endsWith(
            " 5 materials; one pid cannot be shared between workshops; is the pid fine enough?");
    assertThat(snapshot.findings().get(Finding.Kind.OVERSIZED)).isEqualTo(100);
    pass((int) Findings.SHOWN.toSeconds() + 1);
    assertThat(keys()).isEmpty();
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
            new Ops.Shipped(new Shipment(1, 0, 0, 0, Map.of(), Duration.ZERO)),
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
  void doesNotWaitForATerminalThatTakesNothing() {
    TestProbe<Ops.Closed> ceo = kit.createTestProbe(Ops.Closed.class);
    shown.stuck.set(true);
    ops.tell(new Ops.Close(ceo.ref()));
    time.expectNoMessageFor(Duration.ofMillis(900), ceo);
    time.timePasses(Duration.ofMillis(200));
    ceo.expectMessage(Ops.Closed.INSTANCE);
  }

  private void report(PurchaseStock purchases, WorkshopStock... workshops) {
    ops.tell(new Ops.Purchased(purchases));
    for (WorkshopStock workshop : workshops) {
      ops.tell(new Ops.StockTaken(workshop));
    }
  }

  private void fill(int seconds, long onLine) {
    long bought = nanos.get();
    report(
        Stocks.bought(bought), Stocks.workshop(0, 0, 0, 0), Stocks.workshop(1, onLine, 0, bought));
    ops.tell(new Ops.Transported(Stocks.shipped(bought, bought)));
    pass(seconds);
  }

  /** All departments report the same some times, a second apart. */
  private void quiet(int times, PurchaseStock purchases, long held, long moreProducts) {
    quiet(times, 1, purchases, held, moreProducts);
  }

  private void quiet(int times, int apart, PurchaseStock purchases, long held, long moreProducts) {
    for (int i = 0; i < times; i++) {
      report(purchases, Stocks.workshop(0, 0, held, 0), Stocks.workshop(1, 0, 0, 0));
      ops.tell(
          new Ops.Transported(
              Stocks.shipped(99, 10 + moreProducts, Map.of(), Map.of(Scrap.Reason.LATE, 1L))));
      pass(apart);
    }
  }

  /** So many seconds and one tick; a manual tick costs 100 ms of real time. */
  private void pass(int seconds) {
    look();
    nanos.addAndGet(seconds * 1_000_000_000L);
    time.timePasses(SETTINGS.every());
    look();
  }

  private Snapshot look() {
    ops.tell(new Ops.GetSnapshot(reader.ref()));
    return reader.receiveMessage();
  }

  private List<String> keys() {
    return look().alarms().stream().map(Alarm::key).toList();
  }

  private long logged(Level level, String part) {
    return log.list.stream()
        .filter(e -> e.getLevel() == level && e.getFormattedMessage().contains(part))
        .count();
  }

  private static Ops.Failed failed(String actor) {
    return new Ops.Failed(actor, new Drill.Failure("here"), "Restarted.");
  }

  private static Ops.Found found(Finding.Kind kind, int workshop, String pid, long bytes) {
    return new Ops.Found(new Finding(kind, workshop, pid, 5, bytes, Duration.ofSeconds(9)));
  }
}
