package factory.eventtime;

import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps which materials came in which order; complete at one whose field {@code end} is true. Of
 * materials with the same field {@code key} all but the first are repeats.
 *
 * @param slow the pid whose materials take long, so that its workshop is behind the others; may be
 *     that of none
 */
record Track(boolean mayComplete, String slow) implements Blueprint<Track.Tape> {
  Track(boolean mayComplete) {
    this(mayComplete, "");
  }

  private static final long SLOW_NANOS = 1_000_000;

  /** What came. */
  static final class Tape {
    private final List<String> ids = new ArrayList<>();
    private final Set<Object> keys = new HashSet<>();
    private boolean complete;
  }

  @Override
  public Tape begin(Pid pid) {
    return new Tape();
  }

  @Override
  public boolean isRepeat(Tape tape, Material material) {
    return tape.keys.contains(material.get("key"));
  }

  @Override
  public Tape add(Tape tape, Material material) {
    if (material.pid().text().equals(slow)) {
      LockSupport.parkNanos(SLOW_NANOS);
    }
    tape.ids.add(PlainLoop.id(material));
    Object key = material.get("key");
    if (key != null) {
      tape.keys.add(key);
    }
    tape.complete = Boolean.TRUE.equals(material.get("end"));
    return tape;
  }

  @Override
  public boolean isComplete(Tape tape) {
    return tape.complete;
  }

  @Override
  public String pclass(Tape tape) {
    return "track";
  }

  @Override
  public Map<String, Object> fields(Tape tape) {
    return Map.of("ids", List.copyOf(tape.ids));
  }

  @Override
  public long weight(Tape tape) {
    return 64 + 48L * tape.ids.size();
  }

  /** As {@link PlainLoop} writes a product. */
  static String text(Product product) {
    return product.pid().text()
        + " p"
        + product.partition()
        + ":"
        + product.offset()
        + "/"
        + product.revision()
        + " "
        + product.closed().text()
        + " "
        + product.first()
        + ".."
        + product.last()
        + " "
        + product.fields().get("ids");
  }
}
