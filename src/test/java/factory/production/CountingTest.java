package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.WorkshopStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.junit.jupiter.api.Test;

/** {@code open} is counted where the materials are, so that one that is lost is seen. */
class CountingTest extends WorkshopCase {
  private void openOn(Director.FloorPlan plan) {
    openOn(SteppedWorkshop.settings(), new Recorder(false), Drill.NONE, plan);
  }

  private static class PlainFloor extends Floor<Recorder.Tape> {
    PlainFloor(Drill drill, ActorRef<Director.Command> director) {
      super(
          0,
          SteppedWorkshop.settings(),
          new Recorder(false),
          "test",
          system.time().nanos()::get,
          drill,
          director);
    }
  }

  /** Its workers drop the material at offset 3. */
  private static final class Careless extends PlainFloor {
    Careless(ActorRef<Director.Command> director) {
      super(Drill.NONE, director);
    }

    @Override
    Behavior<Worker.Command> newWorker(Contractor contractor) {
      return new Worker<>(this, contractor) {
        @Override
        void take(Material material) {
          if (material.offset() != 3) {
            super.take(material);
          }
        }
      };
    }
  }

  private long accounted() {
    WorkshopStock stock = workshop.stock();
    return stock.open() + stock.loaded();
  }

  @Test
  void everyMaterialIsSomewhereAtEveryMoment() {
    openOn(director -> new PlainFloor(Drill.NONE, director));
    workshop.permitsAtOnce = false;
    for (int round = 0; round < 10; round++) {
      workshop.send(List.of(material("a"), last("b"), material("c"), last("a")), List.of());
      for (int i = 0; i < 6 && workshop.step(); i++) {}
      workshop.settle();
      assertThat(accounted()).isEqualTo(workshop.bought());
      workshop.grant(1);
      workshop.settle();
      assertThat(accounted()).isEqualTo(workshop.bought());
    }
  }

  @Test
  void aWorkerThatDropsAMaterialBreaksTheBalance() {
    openOn(Careless::new);
    workshop.buy("a", "a", "a");
    assertThat(accounted()).isEqualTo(3);
    workshop.buy("a", "a");
    assertThat(accounted()).as("one of 5 is lost").isEqualTo(4);
    workshop.tell(Director.Sold.INSTANCE);
    WorkshopStock last = workshop.reports.get(0).stock();
    assertThat(last.open()).isZero();
    assertThat(last.loaded()).isEqualTo(4);
  }

  @Test
  void aWorkerInTheMiddleOfADeliveryCountsEachMaterialOnce() {
    List<Long> counted = new ArrayList<>();
    Recorder watching = new Recorder(false);
    open(
        SteppedWorkshop.settings(),
        new Blueprint<Recorder.Tape>() {
          @Override
          public Recorder.Tape begin(Pid pid) {
            return watching.begin(pid);
          }

          @Override
          public Recorder.Tape add(Recorder.Tape tape, Material material) {
            FloorCounts all = floor.counts;
            counted.add(all.delivered.sum() + all.held.sum() + all.outgoing.sum());
            return watching.add(tape, material);
          }

          @Override
          public boolean isComplete(Recorder.Tape tape) {
            return watching.isComplete(tape);
          }

          @Override
          public String pclass(Recorder.Tape tape) {
            return watching.pclass(tape);
          }

          @Override
          public Map<String, ?> fields(Recorder.Tape tape) {
            return watching.fields(tape);
          }

          @Override
          public long weight(Recorder.Tape tape) {
            return watching.weight(tape);
          }
        });
    workshop.deliver(List.of(material("a"), material("a"), last("a"), material("a")), List.of());
    assertThat(counted).containsExactly(4L, 4L, 4L, 4L);
  }

  @Test
  void aDirectorThatFailsInARoundTellsWhatItAndItsWorkersHave() {
    int[] passes = {0};
    openOn(
        director ->
            new PlainFloor(
                point -> {
                  if (point.equals("director.round") && ++passes[0] == 3) {
                    throw new Drill.Failure(point);
                  }
                },
                director));
    workshop.permitsAtOnce = false;
    workshop.buy("a", "b", "c", "d");
    workshop.deliver(List.of(last("e"), material("a")), List.of());
    List<Material> third = List.of(material("a"), material("b"), material("c"), material("d"));
    workshop.send(third, List.of());
    workshop.send(materials("a", 5), List.of()); // lies in the mailbox, or comes before the end
    workshop.send(materials("b", 6), List.of());
    workshop.settle();
    assertThat(workshop.directorGone).isTrue();
    assertThat(workshop.reports).hasSize(2);
    assertThat(workshop.reports.get(0)).isInstanceOf(WorkshopReport.Failing.class);
    WorkshopReport.Broken broken = (WorkshopReport.Broken) workshop.reports.get(1);
    assertThat(broken.received()).isGreaterThanOrEqualTo(10);
    assertThat(broken.stock().open() + broken.stock().loaded()).isEqualTo(broken.received());
    assertThat(broken.stock().delivered())
        .as("half of the round was not handed out")
        .isGreaterThanOrEqualTo(2);
    long inItsMailbox = workshop.bought() - broken.received();
    assertThat(inItsMailbox).isIn(0L, 5L, 6L, 11L);
    assertThat(broken.stock().closed()).isFalse();
  }

  @Test
  void aWorkersOwnFaultEndsItsDirectorInsteadOfBeingSilent() {
    openOn(
        director ->
            new PlainFloor(Drill.NONE, director) {
              @Override
              void assembled(int materials, int places) {
                throw new IllegalStateException("a fault of the factory");
              }
            });
    workshop.buy("a");
    assertThat(workshop.directorGone).isTrue();
    assertThat(workshop.reports)
        .hasExactlyElementsOfTypes(WorkshopReport.Failing.class, WorkshopReport.Broken.class);
    assertThat(workshop.reports.get(1).stock().open()).isEqualTo(1);
  }
}
