package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** A delivery by whose watermark the contract is over dismisses its worker, too. */
class LastDeliveryTest extends EventWorkshopCase {
  private static final EventClock CLOCK =
      new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.SCRAP, 0);

  private SilentFloor silent;

  private void openSilent() {
    WorkshopSettings settings = unobserved(contract(CLOCK));
    openOn(
        settings,
        new Recorder(false),
        Drill.NONE,
        director -> silent = new SilentFloor(settings, system.time().nanos()::get, director));
    workshop.permitsAtOnce = false;
  }

  private List<Boolean> sorts() {
    return silent.told.stream()
        .filter(Worker.Sort.class::isInstance)
        .map(command -> ((Worker.Sort) command).last)
        .toList();
  }

  private List<Worker.Command> releases() {
    return silent.told.stream().filter(Worker.Release.class::isInstance).toList();
  }

  @Test
  void whereAPermitIsAtHandThePidLeavesTheRosterWithTheDelivery() {
    openSilent();
    silent.addPermits(1);
    deliver(111, at("a", 100));
    assertThat(sorts()).containsExactly(true);
    assertThat(releases()).isEmpty();
    assertThat(silent.permits()).isZero();
    deliver(300, at("a", 300));
    assertThat(workshop.stock().hired()).isEqualTo(2);
  }

  @Test
  void withoutAPermitItLeavesOnceThereIsOne() {
    openSilent();
    deliver(111, at("a", 100));
    assertThat(sorts()).containsExactly(false);
    assertThat(releases()).isEmpty();
    workshop.grant(1);
    workshop.settle();
    assertThat(releases()).containsExactly(new Worker.Release(Closed.CONTRACT));
  }

  @Test
  void aDeliveryWhoseContractMayGoOnDismissesNobody() {
    openSilent();
    silent.addPermits(1);
    deliver(110, at("a", 100)); // one at 110 would join it
    assertThat(sorts()).containsExactly(false);
    assertThat(silent.permits()).isEqualTo(1);
    assertThat(workshop.stock().roster()).isEqualTo(1);
  }

  @Test
  void whatComesForThePidLaterIsAnotherHires() {
    openInEventTime(CLOCK, new Recorder(false));
    deliver(111, at("z", 100)); // from now on there are permits at hand
    deliver(300, at("a", 200), at("b", 200));
    deliver(400, at("a", 300), at("b", 320));
    deliver(500);
    assertThat(shipped())
        .containsExactlyInAnyOrder(
            "z contract 100..100",
            "a contract 200..200",
            "b contract 200..200",
            "a contract 300..300",
            "b contract 320..320");
    assertThat(workshop.stock().roster()).isZero();
  }

  @Test
  void theWorkerPostsItsProductAndThatItIsFreeAndAsksForNothing() {
    TestInbox<Director.Command> director = TestInbox.create();
    Floor<Recorder.Tape> floor = floor(director);
    BehaviorTestKit<Worker.Command> worker = worker(floor);
    worker.run(sort(111, 100));
    assertThat(posted(floor)).containsExactly("100..100", "free");
    assertThat(floor.permits()).isZero();
    assertThat(director.getAllReceived()).containsExactly(Director.Wake.INSTANCE);
  }

  @Test
  void aWorkerWithMoreProductsThanPermitsIsFreeOnceAllHaveLeft() {
    TestInbox<Director.Command> director = TestInbox.create();
    Floor<Recorder.Tape> floor = floor(director);
    BehaviorTestKit<Worker.Command> worker = worker(floor);
    worker.run(sort(300, 100, 200));
    assertThat(posted(floor)).containsExactly("100..100");
    assertThat(director.getAllReceived())
        .filteredOn(Director.NeedPermits.class::isInstance)
        .extracting(command -> ((Director.NeedPermits) command).permits())
        .containsExactly(1);
    worker.run(new Worker.Permit(1));
    assertThat(posted(floor)).containsExactly("200..200", "free");
    assertThat(floor.permits()).isZero();
  }

  private static Floor<Recorder.Tape> floor(TestInbox<Director.Command> director) {
    return new Floor<>(
        0,
        unobserved(contract(CLOCK)),
        new Recorder(false),
        "test",
        () -> 0,
        Drill.NONE,
        director.getRef());
  }

  private static BehaviorTestKit<Worker.Command> worker(Floor<Recorder.Tape> floor) {
    return BehaviorTestKit.create(new EventWorker<>(floor, new Contractor(0)));
  }

  private Worker.Sort sort(long watermark, long... times) {
    return new Worker.Sort(
        1,
        Delivery.of(Arrays.stream(times).mapToObj(time -> at("a", time)).toArray(Material[]::new)),
        watermark,
        true);
  }

  /** Times of the products in the outbox, and the word that the worker is free. */
  private static List<String> posted(Floor<?> floor) {
    List<String> all = new ArrayList<>();
    for (Outbox.Parcel parcel = floor.takeOutbox(); parcel != null; parcel = parcel.next()) {
      if (parcel.cargo() instanceof Product product) {
        all.add(product.first() + ".." + product.last());
      }
      if (parcel.freed() != null) {
        all.add("free");
      }
    }
    return all;
  }
}
