package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** The handshake by which a worker is dismissed. */
class DismissalTest extends WorkshopCase {
  private SilentFloor silent;

  private void openSilent() {
    WorkshopSettings settings = SteppedWorkshop.settings();
    openOn(
        settings,
        new Recorder(false),
        Drill.NONE,
        director -> silent = new SilentFloor(settings, system.time().nanos()::get, director));
  }

  private void asks(String pid, int hire, long received, long due) {
    workshop.tell(
        new Director.Closing(
            silent.contractors.get(pid), hire, received, due, Closed.CONTRACT, false));
  }

  @Test
  void moreUnderWayIsAnsweredByRenew() {
    openSilent();
    workshop.buy("a", "a");
    asks("a", 1, 1, now());
    assertThat(silent.answers()).containsExactly(Worker.Renew.INSTANCE);
    assertThat(workshop.stock().roster()).isEqualTo(1);
  }

  @Test
  void allReceivedAndOverIsAnsweredByReleaseWithAPermit() {
    openSilent();
    workshop.buy("a");
    asks("a", 1, 1, now());
    assertThat(silent.answers()).containsExactly(new Worker.Release(Closed.CONTRACT));
  }

  @Test
  void theAnswerWaitsUntilTheLineIsAsFar() {
    openSilent();
    workshop.buy("a");
    asks("a", 1, 1, now() + 1_000_000_000);
    workshop.passes(Duration.ofMillis(999));
    assertThat(silent.answers()).isEmpty();
    workshop.passes(Duration.ofMillis(1));
    assertThat(silent.answers()).containsExactly(new Worker.Release(Closed.CONTRACT));
  }

  @Test
  void whatComesMeanwhileMakesItRenew() {
    openSilent();
    workshop.buy("a");
    asks("a", 1, 1, now() + 1_000_000_000);
    workshop.buy("a");
    workshop.passes(Duration.ofSeconds(2));
    assertThat(silent.answers()).containsExactly(Worker.Renew.INSTANCE);
  }

  @Test
  void anEmptyWorkerIsFreeAtOnceWithoutAWordAndWithoutAPermit() {
    openSilent();
    workshop.permitsAtOnce = false;
    workshop.buy("a");
    Contractor contractor = silent.contractors.get("a");
    workshop.tell(
        new Director.Closing(contractor, 1, 1, now() + 1_000_000_000, Closed.CONTRACT, true));
    assertThat(silent.answers()).isEmpty();
    assertThat(workshop.stock().roster()).isZero();
    assertThat(workshop.stock().bench()).isEqualTo(1);
    workshop.buy("b");
    assertThat(silent.contractors.get("b")).isSameAs(contractor);
    assertThat(contractor.hire).isEqualTo(2);
  }

  @Test
  void aRequestOfAnEarlierHireIsIgnored() {
    openSilent();
    workshop.buy("a");
    Contractor contractor = silent.contractors.get("a");
    asks("a", 1, 1, now() + 1_000_000_000); // waits for the line
    contractor.hire++; // as if it was dismissed for want of room and hired again
    asks("a", 1, 1, now());
    workshop.tell(new Director.Closing(contractor, 1, 1, now(), Closed.CONTRACT, true));
    workshop.passes(Duration.ofSeconds(2));
    assertThat(silent.answers()).isEmpty();
    asks("a", 2, 1, now());
    assertThat(silent.answers()).hasSize(1);
  }

  @Test
  void aRequestOfAWorkerThatIsOnItsWayOutIsAnsweredByItsRelease() {
    openSilent();
    workshop.buy("a");
    asks("a", 1, 1, now());
    asks("a", 1, 1, now());
    assertThat(silent.answers()).hasSize(1);
  }

  @Test
  void aWorkerHasAtMostOneRequestOpen() {
    TestInbox<Director.Command> director = TestInbox.create();
    long[] time = {0};
    Floor<Recorder.Tape> floor = Recorder.floor(() -> time[0], director.getRef());
    floor.addPermits(1);
    BehaviorTestKit<Worker.Command> worker =
        BehaviorTestKit.create(new Worker<>(floor, new Contractor(0)));
    worker.run(assemble(0, false));
    time[0] = TERM.toNanos();
    worker.run(Worker.ContractOver.INSTANCE);
    worker.run(Worker.ContractOver.INSTANCE);
    worker.run(assemble(1, false));
    worker.run(assemble(2, true)); // completes its product: nothing left to wait for
    worker.run(Worker.ContractOver.INSTANCE);
    assertThat(closings(director)).hasSize(1);
    worker.run(Worker.Renew.INSTANCE);
    assertThat(closings(director)).extracting(Director.Closing::received).containsExactly(3L);
    worker.run(Worker.ContractOver.INSTANCE);
    worker.run(new Worker.Release(Closed.CONTRACT));
    worker.run(Worker.ContractOver.INSTANCE);
    assertThat(closings(director)).isEmpty();
  }

  @Test
  void aWorkerThatHasGivenMaterialsBackKeepsItsProductOpenWhenItIsReleased() {
    TestInbox<Director.Command> director = TestInbox.create();
    Floor<Recorder.Tape> floor = Recorder.floor(() -> 0, director.getRef());
    BehaviorTestKit<Worker.Command> worker =
        BehaviorTestKit.create(new Worker<>(floor, new Contractor(0)));
    worker.run(assemble(0, false));
    floor.stopping = true;
    worker.run(assemble(1, false));
    worker.run(new Worker.Release(Closed.LIMIT));
    Outbox.Parcel parcel = floor.takeOutbox();
    assertThat(parcel).isNotNull();
    assertThat(parcel.cargo()).as("only the word that it is free").isNull();
    assertThat(floor.permits()).as("the permit is given back").isEqualTo(1);
    assertThat(floor.counts.count())
        .isEqualTo(new FloorCounts.Count(1, -2, 1, 0)); // no director delivered
  }

  private static Worker.Assemble assemble(long offset, boolean end) {
    Material material = new Material(Pid.of("a"), offset, 0, offset, Fields.of(Map.of("end", end)));
    return new Worker.Assemble(1, Delivery.of(material), 0, 0);
  }

  private static List<Director.Closing> closings(TestInbox<Director.Command> director) {
    return director.getAllReceived().stream()
        .filter(Director.Closing.class::isInstance)
        .map(Director.Closing.class::cast)
        .toList();
  }
}
