package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Places;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects records, good and bad, up to the size of a lot, in records and in bytes. */
final class LotBuilder {
  /** As much input makes a lot full, however few records it is. */
  static final int MOST_BYTES = 1 << 18;

  private final int size;
  private int bytes;
  private Material[] materials = {};
  private int count;
  private List<Scrap> scrap = new ArrayList<>(0);
  private long weight;
  private long heaviest;
  private Map<Place, String> texts = new HashMap<>(0);
  private Map<Place, String> textsTaken = Map.of();
  private long textsBehind = -1; // by the largest difference there is: none
  private long highest = Material.NO_TIME;
  private long furthest = Long.MAX_VALUE;

  private record Place(int partition, long offset) {}

  LotBuilder(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a lot has at least 1 record, not " + size);
    }
    this.size = size;
  }

  void add(Material material) {
    if (count == materials.length) {
      materials = Arrays.copyOf(materials, Math.min(size, Math.max(64, 2 * count)));
    }
    materials[count++] = material;
    long heap = Places.weight(material);
    weight += heap;
    heaviest = Math.max(heaviest, heap);
    highest = Math.max(highest, material.time());
  }

  /**
   * From now on it is full also when a material has come with an event time beyond this, and {@link
   * #highest} begins anew.
   */
  void fillUpTo(long time) {
    furthest = time;
    highest = Material.NO_TIME;
  }

  /** The highest event time since {@link #fillUpTo}; {@link Material#NO_TIME} if there is none. */
  long highest() {
    return highest;
  }

  /** From now on texts are kept as {@link Supplier.Reader#keepTexts} says. */
  void keepTexts(long behind) {
    textsBehind = behind;
  }

  /** Whether the text of a record of this time may have to be shown. */
  boolean keepsText(long time, long newest) {
    return time < newest && Long.compareUnsigned(newest - time, textsBehind) > 0;
  }

  /** The record that was added last may have to be shown once the lot is taken. */
  void keepText(int partition, long offset, String text) {
    texts.put(new Place(partition, offset), text);
  }

  /** The text of a record of the lot that was taken last; null if it was not kept. */
  @Nullable String text(int partition, long offset) {
    return textsTaken.get(new Place(partition, offset));
  }

  void add(Scrap bad) {
    scrap.add(bad);
  }

  /** Notes the length of a record that was read for it. */
  void read(int length) {
    bytes += length;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** Records so far. */
  int size() {
    return count + scrap.size();
  }

  boolean isFull() {
    return size() >= size || (bytes >= MOST_BYTES && !isEmpty()) || highest > furthest;
  }

  /** The lot so far; the next one starts empty. */
  Lot take() {
    Lot lot =
        new Lot(materials, null, count, scrap, Lot.NO_WATERMARK, new Lot.Load(weight, heaviest));
    weight = 0;
    heaviest = 0;
    materials = new Material[Math.min(size, Math.max(64, count))];
    count = 0;
    bytes = 0;
    scrap = new ArrayList<>(0);
    textsTaken = texts;
    texts = new HashMap<>(0);
    return lot;
  }
}
