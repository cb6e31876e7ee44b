package factory.testkit;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Scrap;
import factory.purchasing.Supplier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source that has what the test buys: records in one partition, ready materials in another.
 *
 * <p>It remembers all materials by their positions, so that a parked bundle can have them again.
 */
final class TestSupplier implements Supplier {
  /** Partition of records that were read in the configured format. */
  static final int RECORDS = 0;

  /** Partition of materials that the test made itself. */
  static final int MATERIALS = 1;

  static final List<Partition> PARTITIONS =
      List.of(new Partition("records", ""), new Partition("materials", ""));

  private final OneThread thread;
  private final boolean replayable;

  /** What is bought and not yet read, guarded by {@link #thread}: materials and scrap. */
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();

  private final List<Map<Long, Material>> bought = List.of(new HashMap<>(), new HashMap<>());
  private boolean ended;
  private boolean resting;

  /** Event time that a test has set, and how much of it the reader has come to. */
  private long toReach = Material.NO_TIME;

  private long reached = Material.NO_TIME;

  /**
   * A source without anything.
   *
   * @param thread is told when the reader waits for the test
   * @param replayable what the configured source would say
   */
  TestSupplier(OneThread thread, boolean replayable) {
    this.thread = thread;
    this.replayable = replayable;
  }

  /** The records of a lot come next. */
  void add(Lot lot) {
    synchronized (thread) {
      for (int i = 0; i < lot.count(); i++) {
        Material material = lot.material(i);
        bought.get(material.partition()).put(material.offset(), material);
        waiting.add(material);
      }
      waiting.addAll(lot.scrap());
      wake();
    }
  }

  /** Behind all that was added, the source has reached this event time. */
  void reach(long time) {
    synchronized (thread) {
      toReach = Math.max(toReach, time);
      wake();
    }
  }

  /** The source is at its end; again is harmless. */
  void end() {
    synchronized (thread) {
      ended = true;
      wake();
    }
  }

  /** The material at a position; null if that was no material. */
  @Nullable Material at(int partition, long offset) {
    synchronized (thread) {
      return bought.get(partition).get(offset);
    }
  }

  private void wake() {
    if (resting) {
      resting = false;
      thread.leave();
    }
    thread.notifyAll();
  }

  @Override
  public String name() {
    return "a test";
  }

  @Override
  public List<Partition> partitions() {
    return PARTITIONS;
  }

  @Override
  public boolean replayable() {
    return replayable;
  }

  @Override
  public boolean bounded() {
    return true;
  }

  @Override
  public Reader open(int lotSize) {
    return new Reader() {
      @Override
      public @Nullable Lot read() {
        return next(lotSize);
      }

      @Override
      public double progress() {
        return Double.NaN;
      }

      @Override
      public long reached() {
        synchronized (thread) {
          return reached;
        }
      }

      @Override
      public void close() {}
    };
  }

  private @Nullable Lot next(int lotSize) {
    synchronized (thread) {
      while (waiting.isEmpty() && !ended && toReach <= reached) {
        if (!resting) {
          resting = true;
          thread.rest();
        }
        try {
          thread.wait();
        } catch (InterruptedException e) {
          ended = true; // the thread dispatcher is shut down
          wake();
        }
      }
      int size = Math.min(lotSize, waiting.size());
      if (size == 0 && toReach <= reached) {
        return null;
      }
      Material[] materials = new Material[size];
      int count = 0;
      List<Scrap> scrap = new ArrayList<>(0);
      for (int i = 0; i < size; i++) {
        Object record = waiting.remove();
        if (record instanceof Material material) {
          materials[count++] = material;
        } else {
          scrap.add((Scrap) record);
        }
      }
      reached = waiting.isEmpty() ? toReach : reached;
      return new Lot(Arrays.copyOf(materials, count), count, scrap);
    }
  }
}
