package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.production.EventClock;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests of how far a source is in event time; they say what it reads. */
abstract class WatermarksCase {
  static final long NONE = Lot.NO_WATERMARK;

  final Paper paper = new Paper();

  static Material at(int partition, long time) {
    return new Material(Pid.of("a"), time, partition, 0, Fields.of(Map.of("x", 1L)));
  }

  Lot mark(Watermarks marks, Material... materials) {
    return marks.mark(new Lot(materials, materials.length, List.of()), paper);
  }

  Watermarks sequence(long grace, Lateness late) {
    return new Watermarks(new TwoFiles(2, true), clock(grace, late));
  }

  Watermarks sideBySide(long grace, int files, Lateness late) {
    return new Watermarks(new TwoFiles(files, false), clock(grace, late));
  }

  static EventClock clock(long grace, Lateness late) {
    return new EventClock(ChronoUnit.MILLIS, 1, Long.MAX_VALUE, grace, late, 7);
  }

  /** A reader that says of its partitions what a test says. */
  static final class Paper implements Supplier.Reader {
    final List<Integer> ended = new ArrayList<>();
    final List<Integer> idle = new ArrayList<>();
    final List<Integer> heldBack = new ArrayList<>();
    long reached = Material.NO_TIME;
    @Nullable String text;

    @Override
    public @Nullable String text(int partition, long offset) {
      return text;
    }

    @Override
    public Lot read() {
      throw new AssertionError("the test reads");
    }

    @Override
    public double progress() {
      return 0;
    }

    @Override
    public boolean isEnded(int partition) {
      return ended.contains(partition);
    }

    @Override
    public boolean isIdle(int partition) {
      return idle.contains(partition);
    }

    @Override
    public boolean isHeldBack(int partition) {
      return heldBack.contains(partition);
    }

    @Override
    public long reached() {
      return reached;
    }

    @Override
    public void close() {}
  }

  /** {@code passed} is what an earlier run had reached in the last of them. */
  record TwoFiles(int count, boolean isSequence, long passed) implements Supplier {
    TwoFiles(int count, boolean isSequence) {
      this(count, isSequence, Material.NO_TIME);
    }

    @Override
    public long passedTime(int partition) {
      return partition == count - 1 ? passed : Material.NO_TIME;
    }

    @Override
    public String name() {
      return "paper";
    }

    @Override
    public List<Partition> partitions() {
      List<Partition> partitions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        partitions.add(new Partition("file-" + i, ""));
      }
      return partitions;
    }

    @Override
    public boolean replayable() {
      return true;
    }

    @Override
    public boolean bounded() {
      return true;
    }

    @Override
    public Reader open(int lotSize) {
      throw new AssertionError("the test reads");
    }
  }
}
