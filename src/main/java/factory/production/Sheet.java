package factory.production;

import factory.goods.Batch;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Packing;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  private static final Material[] NO_OBJECTS = {};
  private static final long[] NO_ROWS = {};

  /** For worker i at 3i: how many materials, when the first was bought, when the last was. */
  private static final int NOTES = 3;

  /** Whose each material is, in the order of the batches. */
  private int[] owners = new int[SMALLEST];

  private int size;

  /** The batches, the first record of each that counts, and its place among the owners. */
  private @Nullable Batch[] batches = new @Nullable Batch[16];

  private int[] firsts = new int[16];
  private int[] begins = new int[16];
  private int taken;

  private long[] notes = new long[NOTES * SMALLEST];
  private final BitSet touched = new BitSet();
  private final Delivery delivery = Delivery.of();

  /** The deliveries while they are filled, by worker: of objects, or of rows. */
  private Material[][] objects = {};

  private long[][] rows = {};

  /** Receives the deliveries of a round. */
  @FunctionalInterface
  interface Receiver {
    /**
     * One delivery.
     *
     * @param id of the worker
     * @param delivery until the receiver returns, then it is another's
     * @param boughtFrom when the first was bought, or a little before
     * @param boughtAt when the last was bought, on the factory clock
     */
    void deliver(int id, Delivery delivery, long boughtFrom, long boughtAt);
  }

  /** Materials on it. */
  int size() {
    return size;
  }

  /** Whether a batch can be sorted into the same round: what is packed is packed in one way. */
  boolean takes(Batch batch) {
    return taken == 0 || packing(batch) == packing(batch(0));
  }

  private static @Nullable Packing packing(Batch batch) {
    Packed packed = batch.packed();
    return packed == null ? null : packed.packing();
  }

  private Batch batch(int number) {
    return Objects.requireNonNull(batches[number]);
  }

  /** The materials of this batch come next, from {@code first} on. */
  void begin(Batch batch, int first) {
    if (first == batch.count()) {
      return; // only scrap, which is of no kind
    }
    if (taken == batches.length) {
      batches = Arrays.copyOf(batches, 2 * taken);
      firsts = Arrays.copyOf(firsts, 2 * taken);
      begins = Arrays.copyOf(begins, 2 * taken);
    }
    batches[taken] = batch;
    firsts[taken] = first;
    begins[taken++] = size;
    int most = size + batch.count() - first;
    if (most > owners.length) {
      owners = Arrays.copyOf(owners, Math.max(most, 2 * owners.length));
    }
  }

  /** The next material is this worker's. */
  void add(int id, long boughtFrom, long boughtAt) {
    int at = NOTES * id;
    if (at >= notes.length) {
      notes = Arrays.copyOf(notes, Math.max(at + NOTES, 2 * notes.length));
    }
    if (notes[at]++ == 0) {
      touched.set(id);
      notes[at + 1] = boughtFrom;
    }
    notes[at + 2] = boughtAt;
    owners[size++] = id;
  }

  /** Workers that have material on it. */
  int workers() {
    return touched.cardinality();
  }

  /** Hands out one delivery for each worker, in the order of their numbers, and is empty again. */
  void handOut(Receiver receiver) {
    if (taken == 0) {
      return;
    }
    Packing packing = packing(batch(0));
    int stride = packing == null ? 1 : packing.stride();
    if (packing == null) {
      sortObjects();
    } else {
      sortRows(stride);
    }
    Arrays.fill(batches, 0, taken, null);
    taken = 0;
    size = 0;
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      deliver(id, packing, stride, receiver);
    }
    delivery.fill(NO_OBJECTS);
    touched.clear();
  }

  private void deliver(int id, @Nullable Packing packing, int stride, Receiver receiver) {
    int at = NOTES * id;
    if (packing == null) {
      delivery.fill(objects[id]);
      objects[id] = NO_OBJECTS;
    } else {
      delivery.fill(packing, rows[id], (int) notes[at] / stride);
      rows[id] = NO_ROWS;
    }
    notes[at] = 0;
    receiver.deliver(id, delivery, notes[at + 1], notes[at + 2]);
  }

  private void sortObjects() {
    if (touched.length() > objects.length) {
      objects = new Material[Math.max(touched.length(), 2 * objects.length)][];
    }
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      objects[id] = new Material[(int) notes[NOTES * id]];
      notes[NOTES * id] = 0;
    }
    for (int b = 0; b < taken; b++) {
      Material[] from = batch(b).materials();
      int end = b + 1 < taken ? begins[b + 1] : size;
      for (int i = begins[b], record = firsts[b]; i < end; i++, record++) {
        int id = owners[i];
        objects[id][(int) notes[NOTES * id]++] = from[record];
      }
    }
  }

  private void sortRows(int stride) {
    if (touched.length() > rows.length) {
      rows = new long[Math.max(touched.length(), 2 * rows.length)][];
    }
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      rows[id] = new long[(int) notes[NOTES * id] * stride];
      notes[NOTES * id] = 0;
    }
    for (int b = 0; b < taken; b++) {
      long[] from = Objects.requireNonNull(batch(b).packed()).rows();
      int end = b + 1 < taken ? begins[b + 1] : size;
      int at = firsts[b] * stride;
      for (int i = begins[b]; i < end; i++) {
        int id = owners[i];
        long[] to = rows[id];
        int place = (int) notes[NOTES * id];
        notes[NOTES * id] += stride;
        for (int k = 0; k < stride; k++) {
          to[place + k] = from[at++];
        }
      }
    }
  }

  /** Gives back the space that a large round took. */
  void shrink() {
    if (size == 0 && owners.length > SMALLEST) {
      owners = new int[SMALLEST];
    }
  }
}
