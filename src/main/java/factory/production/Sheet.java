package factory.production;

import factory.goods.Material;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The sheet on which a director sorts a round: whose each material is, then one delivery for each
 * worker that has any, in the order of hiring.
 *
 * <p>A counting sort by worker. What is noted for a worker lies in one place (number, first and
 * last time of purchase), small enough to stay near the core, and the workers themselves are not
 * touched before they are told: each one is a cache miss, and in the order of hiring, which is
 * about address order, the misses overlap.
 */
final class Sheet {
  private static final int SMALLEST = 1024;

  /** For worker i at 3i: how many materials, when the first was bought, when the last was. */
  private static final int NOTES = 3;

  private Material[] picked = new Material[SMALLEST];
  private int[] owners = new int[SMALLEST];
  private int size;
  private long[] notes = new long[NOTES * SMALLEST];
  private Material[][] deliveries = new Material[SMALLEST][];
  private final BitSet touched = new BitSet();

  /** Receives the deliveries of a round. */
  @FunctionalInterface
  interface Receiver {
    /**
     * One delivery.
     *
     * @param id of the worker
     * @param boughtFrom when the first was bought, or a little before
     * @param boughtAt when the last was bought, on the factory clock
     */
    void deliver(int id, Material[] delivery, long boughtFrom, long boughtAt);
  }

  /** Materials on it. */
  int size() {
    return size;
  }

  /** Makes room for {@code more} materials. */
  void ensure(int more) {
    if (size + more > picked.length) {
      int larger = Math.max(size + more, 2 * picked.length);
      picked = Arrays.copyOf(picked, larger);
      owners = Arrays.copyOf(owners, larger);
    }
  }

  /** Notes a material for a worker. */
  void add(int id, Material material, long boughtFrom, long boughtAt) {
    int at = NOTES * id;
    if (at >= notes.length) {
      notes = Arrays.copyOf(notes, Math.max(at + NOTES, 2 * notes.length));
    }
    if (notes[at]++ == 0) {
      touched.set(id);
      notes[at + 1] = boughtFrom;
    }
    notes[at + 2] = boughtAt;
    picked[size] = material;
    owners[size++] = id;
  }

  /** Workers that have material on it. */
  int workers() {
    return touched.cardinality();
  }

  /** Hands out one delivery for each worker, in the order of their numbers, and is empty again. */
  void handOut(Receiver receiver) {
    if (touched.length() > deliveries.length) {
      deliveries = new Material[Math.max(touched.length(), 2 * deliveries.length)][];
    }
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      deliveries[id] = new Material[(int) notes[NOTES * id]];
      notes[NOTES * id] = 0;
    }
    for (int i = 0; i < size; i++) {
      int id = owners[i];
      deliveries[id][(int) notes[NOTES * id]++] = picked[i];
    }
    Arrays.fill(picked, 0, size, null);
    size = 0;
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      Material[] delivery = deliveries[id];
      deliveries[id] = null;
      int at = NOTES * id;
      notes[at] = 0;
      receiver.deliver(id, delivery, notes[at + 1], notes[at + 2]);
    }
    touched.clear();
  }

  /** Gives back the space that a large round took. */
  void shrink() {
    if (size == 0 && picked.length > SMALLEST) {
      picked = new Material[SMALLEST];
      owners = new int[SMALLEST];
    }
  }
}
