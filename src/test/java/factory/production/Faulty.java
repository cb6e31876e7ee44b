package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Records as {@link Recorder} and throws at the named method: for offset 2, for an assembly that
 * has it, or in {@code begin} for the pid {@code bad}. With {@code repeat} every even offset counts
 * as a repeat.
 */
record Faulty(String where, Supplier<Throwable> failure) implements Blueprint<Recorder.Tape> {
  private static final Recorder RECORDER = new Recorder(false);

  @Override
  public Recorder.Tape begin(Pid pid) {
    fail("begin", pid.text().equals("bad"));
    return RECORDER.begin(pid);
  }

  @Override
  public Recorder.Tape add(Recorder.Tape tape, Material material) {
    fail("add", material.offset() == 2);
    return RECORDER.add(tape, material);
  }

  @Override
  public boolean isRepeat(Recorder.Tape tape, Material material) {
    fail("isRepeat", material.offset() == 2);
    return where.equals("repeat") && material.offset() % 2 == 0;
  }

  @Override
  public boolean isComplete(Recorder.Tape tape) {
    fail("isComplete", tape.offsets.contains(2L));
    return RECORDER.isComplete(tape);
  }

  @Override
  public String pclass(Recorder.Tape tape) {
    fail("pclass", tape.offsets.contains(2L));
    return RECORDER.pclass(tape);
  }

  @Override
  public Map<String, ?> fields(Recorder.Tape tape) {
    fail("fields", tape.offsets.contains(2L));
    return RECORDER.fields(tape);
  }

  @Override
  public long weight(Recorder.Tape tape) {
    fail("weight", tape.offsets.contains(2L));
    return RECORDER.weight(tape);
  }

  private void fail(String at, boolean now) {
    if (now && where.equals(at)) {
      Faulty.<RuntimeException>sneak(failure.get());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
