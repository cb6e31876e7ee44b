package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.goods.Batch;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Pid;
import factory.goods.Product;
import factory.operations.WorkshopStock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two ways in which a workshop ends: its source is at the end, or it is drained. */
class WorkshopEndTest extends WorkshopCase {
  static Stream<Director.Command> ends() {
    return Stream.of(
        new Director.Drain(false),
        new Director.Drain(true),
        Director.Sold.INSTANCE,
        Director.LastCall.INSTANCE);
  }

  /** It counts one delivery only as the director's turn is nearly over. */
  private static final class LateCounter extends Floor<Object> {
    private boolean holds = true;
    private int places;

    @SuppressWarnings("unchecked")
    LateCounter(
        WorkshopSettings settings, FactoryClock clock, ActorRef<Director.Command> director) {
      super(
          0,
          settings,
          (Blueprint<Object>) (Blueprint<?>) new Recorder(false),
          "test",
          clock,
          Drill.NONE,
          director);
    }

    @Override
    void assembled(int materials, int places) {
      if (holds) {
        this.places = places;
      } else {
        super.assembled(materials, places);
      }
    }

    @Override
    int permits() {
      if (holds && places > 0) {
        holds = false;
        super.assembled(places, places);
      }
      return super.permits();
    }
  }

  @Test
  void theLastDeliveryMayEndBetweenTwoLooksOfTheLastTurn() {
    WorkshopSettings settings = SteppedWorkshop.settings(131_072, 1024, 1000, contract());
    openOn(
        settings,
        new Recorder(false),
        Drill.NONE,
        director -> new LateCounter(settings, this::now, director));
    workshop.buy("a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.reports).as("it waits for nobody").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anEndWhileTheBenchIsStaffedIsHeardBeforeAllAreBorn(Director.Command end) {
    int wanted = 50_000;
    AtomicInteger born = new AtomicInteger();
    WorkshopSettings settings = staffed(wanted);
    openOn(
        settings,
        new Recorder(false),
        Drill.NONE,
        director ->
            new Floor<>(0, settings, new Recorder(false), "test", this::now, Drill.NONE, director) {
              @Override
              Behavior<Worker.Command> newWorker(Contractor contractor) {
                if (born.incrementAndGet() == 15_000) {
                  director.tell(end);
                }
                return super.newWorker(contractor);
              }
            });
    assertThat(born.get()).isGreaterThanOrEqualTo(15_000).isLessThan(wanted);
    assertThat(workshop.reports).singleElement().isInstanceOf(WorkshopReport.Emptied.class);
    WorkshopStock stock = workshop.reports.get(0).stock();
    assertThat(stock.bench()).isEqualTo(born.get());
    assertThat(stock.open() + stock.loaded()).isEqualTo(workshop.bought()).isZero();
    assertThat(stock.closed()).isTrue();
    assertThat(workshop.credit).as("whoever waits for the line is told").isEqualTo(64);
    workshop.stop();
    assertThat(workshop.reports).as("nothing is said behind the last word").hasSize(1);
  }

  @Test
  void atTheEndOfInputAllIsShippedAndSaidOnce() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(closedBy()).containsExactlyInAnyOrder("a end-of-input", "b end-of-input");
    assertThat(workshop.reports).hasSize(1).allMatch(WorkshopReport.Emptied.class::isInstance);
    WorkshopStock stock = workshop.reports.get(0).stock();
    assertThat(stock.open()).isZero();
    assertThat(stock.closed()).isTrue();
    assertThat(stock.loaded()).isEqualTo(3);
    assertThat(workshop.permitsReturned + workshop.loaded.size())
        .isEqualTo(workshop.permitsGranted);
  }

  @Test
  void aStopBehindTheEndOfInputShipsNoProductThatLacksMaterials() {
    open(SteppedWorkshop.settings());
    floor.block("a");
    workshop.buy("a", "a", "a", "a", "a");
    workshop.buy("a", "a", "a", "a", "a", "b");
    workshop.tell(Director.Sold.INSTANCE);
    workshop.tell(new Director.Drain(false));
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.products()).isEmpty();
    assertThat(workshop.reports).hasSize(1);
    assertThat(workshop.reports.get(0).stock().open()).isEqualTo(11);
  }

  @Test
  void theEndOfInputWaitsForTheBacklogAndForPermits() {
    open(SteppedWorkshop.settings(64, 64, 100, contract()));
    floor.block("slow");
    workshop.deliver(materials("slow", 17), List.of());
    workshop.buy("a");
    workshop.permitsAtOnce = false;
    workshop.tell(Director.Sold.INSTANCE);
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.reports).isEmpty();
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.reports).isEmpty();
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.reports).hasSize(1);
    assertThat(workshop.products()).hasSize(2);
  }

  @Test
  void drainedToKeepItLeavesOpenWorkersOpen() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "a");
    WorkshopStock stock = drain(false);
    assertThat(stock.open()).isEqualTo(3);
    assertThat(stock.held()).isEqualTo(3);
    assertThat(workshop.loaded).isEmpty();
  }

  @Test
  void drainedToShipItClosesThem() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b", "a");
    WorkshopStock stock = drain(true);
    assertThat(stock.open()).isZero();
    assertThat(closedBy()).containsExactlyInAnyOrder("a shutdown", "b shutdown");
  }

  @Test
  void deliveriesUnderWayAreGivenBackAndCountAsOpen() {
    for (boolean ship : new boolean[] {false, true}) {
      open(SteppedWorkshop.settings());
      workshop.buy("a");
      floor.block("a");
      workshop.buy("a", "b", "a", "a");
      workshop.tell(new Director.Drain(ship));
      assertThat(workshop.reports).as("a has not answered").isEmpty();
      floor.unblockAll();
      workshop.settle();
      WorkshopStock stock = workshop.reports.get(0).stock();
      assertThat(stock.onLine()).isEqualTo(3);
      assertThat(stock.delivered()).isZero();
      assertThat(stock.open()).isEqualTo(ship ? 3 : 5);
      assertThat(stock.open() + stock.loaded()).isEqualTo(workshop.bought());
      close();
    }
  }

  @Test
  void aDeliveryIsLeftInTheMiddle() {
    Floor<?>[] drained = new Floor<?>[1];
    open(
        SteppedWorkshop.settings(),
        new Faulty(
            "add",
            () -> {
              drained[0].stopping = true; // Drain comes while the worker is at offset 2
              return new IllegalStateException();
            }));
    drained[0] = floor;
    workshop.deliver(materials("a", 7), List.of());
    WorkshopStock stock = drain(false);
    assertThat(stock.held()).isEqualTo(3);
    assertThat(stock.onLine()).isEqualTo(4);
    assertThat(workshop.credit).isEqualTo(1024);
  }

  @Test
  void finishedProductsAreShippedBeforeItSaysSo() {
    open(SteppedWorkshop.settings());
    workshop.permitsAtOnce = false;
    workshop.deliver(List.of(last("a"), material("b"), material("a")), List.of());
    workshop.tell(new Director.Drain(false));
    assertThat(workshop.reports).isEmpty();
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.products()).hasSize(1);
    assertThat(workshop.reports.get(0).stock().open()).isEqualTo(2);
  }

  @Test
  void nothingIsTakenUpAnyMore() {
    open(SteppedWorkshop.settings());
    workshop.send(List.of(material("a"), material("b")), List.of());
    workshop.tell(new Director.Drain(true)); // before the round that they are in
    assertThat(floor.deliveries).isEmpty();
    assertThat(workshop.reports.get(0).stock().onLine()).isEqualTo(2);
  }

  @Test
  void whatCameDownTheLineLastIsInItsAccount() {
    open(SteppedWorkshop.settings());
    workshop.buy("a");
    workshop.send(List.of(material("b"), material("c")), List.of());
    workshop.tell(new Director.Drain(false));
    assertThat(workshop.reports).hasSize(1);
    assertThat(workshop.reports.get(0).stock().open()).isEqualTo(3);
  }

  @Test
  void nothingIsShippedBehindTheLastStock() {
    open(with(contract(Duration.ofSeconds(3), 100, Long.MAX_VALUE)));
    workshop.buy("a", "b");
    drain(false);
    workshop.passes(Duration.ofSeconds(10));
    workshop.tell(new Director.NeedPermits(floor.contractors.get("a"), 1));
    floor.post(
        new Product(0, 0, Pid.of("a"), "x", Closed.LIMIT, 1, 0, 0, 0, Map.of(), Tally.NO_POSITIONS),
        null);
    workshop.settle();
    assertThat(workshop.loaded).isEmpty();
    assertThat(workshop.reports).hasSize(1);
    assertThat(workshop.stock().open()).isEqualTo(2);
    assertThat(workshop.permitsReturned).isEqualTo(workshop.permitsGranted);
  }

  @Test
  void aSecondDrainOverrulesTheFirst() {
    open(SteppedWorkshop.settings());
    floor.block("a");
    workshop.buy("a", "b");
    workshop.tell(new Director.Drain(true));
    workshop.tell(new Director.Drain(false)); // a fault on top of a stop
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.reports.get(0).stock().open()).isEqualTo(2);
    assertThat(workshop.loaded).isEmpty();
  }

  @Test
  void heartbeatsAfterTheLastStockChangeNothing() {
    open(SteppedWorkshop.settings());
    drain(false);
    workshop.tell(new Director.Deliver(Batch.empty(now())));
    assertThat(workshop.reports).hasSize(1);
  }

  private WorkshopStock drain(boolean ship) {
    workshop.tell(new Director.Drain(ship));
    assertThat(workshop.reports).hasSize(1);
    return workshop.reports.get(0).stock();
  }

  @Test
  void aDirectorThatFailsCountsUntilNoWorkerIsSeenBetweenTwoCounters() {
    AtomicInteger looks = new AtomicInteger(-1);
    openOn(
        SteppedWorkshop.settings(),
        new Recorder(false),
        Drill.NONE,
        director -> {
          floor = watched(director, looks);
          return floor;
        });
    workshop.buy("a", "b");
    floor.counts.held.add(1); // a worker has counted what it took in, and not yet as handed to it
    looks.set(5);
    workshop.tell(new Director.WorkerFailed(new IllegalStateException("broken")));
    assertThat(workshop.reports.get(0)).isInstanceOf(WorkshopReport.Failing.class);
    assertThat(workshop.reports.get(0).stock().open()).isEqualTo(2);
  }

  @Test
  void aFrozenWorkshopIsCountedOnceNoWorkerIsSeenBetweenTwoCounters() {
    TestInbox<WorkshopStock> answers = frozenBetweenTwoCounters();
    workshop.passesBlocked(Duration.ofMillis(80));
    assertThat(answers.hasMessages()).as("it is still looked at").isFalse();
    floor.counts.held.add(-1);
    workshop.passesBlocked(Duration.ofMillis(10));
    assertThat(answers.receiveMessage().open()).isEqualTo(2);
  }

  @Test
  void aFrozenWorkshopOfWhichTheCountDoesNotComeOutAnswersAllTheSame() {
    TestInbox<WorkshopStock> answers = frozenBetweenTwoCounters();
    for (int looks = 0; looks < 40; looks++) {
      workshop.passesBlocked(Duration.ofMillis(10));
    }
    assertThat(answers.receiveMessage().open()).isEqualTo(3);
  }

  private TestInbox<WorkshopStock> frozenBetweenTwoCounters() {
    open(SteppedWorkshop.settings());
    workshop.buy("a", "b");
    floor.counts.held.add(1);
    TestInbox<WorkshopStock> answers = TestInbox.create();
    workshop.tell(new Director.Freeze(answers.getRef()));
    return answers;
  }

  /** A floor on which that worker goes on when the time was asked for so many times. */
  private WatchedFloor<?> watched(ActorRef<Director.Command> director, AtomicInteger looks) {
    FactoryClock clock =
        () -> {
          if (looks.get() >= 0 && looks.getAndDecrement() == 0) {
            floor.counts.held.add(-1);
          }
          return now();
        };
    return new WatchedFloor<>(
        SteppedWorkshop.settings(), new Recorder(false), clock, Drill.NONE, director);
  }
}
