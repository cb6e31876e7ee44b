package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
