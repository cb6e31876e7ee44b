package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Records the offsets in order; complete at a material whose field {@code end} is true; where asked
 * to, fails on every seventh offset, and calls every fifth a repeat.
 */
record Recorder(boolean failing, boolean repeats, boolean mayComplete)
    implements Blueprint<Recorder.Tape> {
  /** What was recorded. */
  static final class Tape {
    final List<Long> offsets = new ArrayList<>();
    boolean complete;
  }

  Recorder(boolean failing) {
    this(failing, false);
  }

  Recorder(boolean failing, boolean repeats) {
    this(failing, repeats, true);
  }

  /** A floor for workers that record, or for whoever stands on one without them. */
  static Floor<Tape> floor(FactoryClock clock, ActorRef<Director.Command> director) {
    return new Floor<>(
        0, SteppedWorkshop.settings(), new Recorder(false), "test", clock, Drill.NONE, director);
  }

  @Override
  public boolean isRepeat(Tape tape, Material material) {
    return repeats && material.offset() % 5 == 4;
  }

  @Override
  public Tape begin(Pid pid) {
    return new Tape();
  }

  @Override
  public Tape add(Tape tape, Material material) {
    if (failing && material.offset() % 7 == 3) {
      throw new IllegalStateException("cannot record offset " + material.offset());
    }
    tape.offsets.add(material.offset());
    tape.complete = Boolean.TRUE.equals(material.get("end"));
    return tape;
  }

  @Override
  public boolean isComplete(Tape tape) {
    return tape.complete;
  }

  @Override
  public String pclass(Tape tape) {
    return "tape";
  }

  @Override
  public Map<String, ?> fields(Tape tape) {
    return Map.of("offsets", List.copyOf(tape.offsets));
  }

  @Override
  public long weight(Tape tape) {
    return 16L * tape.offsets.size();
  }
}
