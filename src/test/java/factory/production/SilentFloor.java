package factory.production;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A floor whose workers only note what they are told; the test speaks for them. */
final class SilentFloor extends Floor<Recorder.Tape> {
  /** By pid, those that were given materials to assemble. */
  final Map<String, Contractor> contractors = new HashMap<>();

  /** What the workers were told, beside materials to assemble. */
  final List<Worker.Command> told = new ArrayList<>();

  SilentFloor(WorkshopSettings settings, FactoryClock clock, ActorRef<Director.Command> director) {
    super(0, settings, new Recorder(false), "test", clock, Drill.NONE, director);
  }

  @Override
  Behavior<Worker.Command> newWorker(Contractor contractor) {
    return Behaviors.receiveMessage(
        command -> {
          if (command instanceof Worker.Assemble assemble) {
            contractors.put(assemble.pid(contractor.pid).text(), contractor);
          } else if (!(command instanceof Worker.Inspect)) {
            told.add(command);
          }
          return Behaviors.same();
        });
  }

  /** What they were told since the last look. */
  List<Worker.Command> answers() {
    List<Worker.Command> all = List.copyOf(told);
    told.clear();
    return all;
  }
}
