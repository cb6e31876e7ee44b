package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects records, good and bad, up to the size of a lot. */
final class LotBuilder {
  private final int size;
  private Material[] materials = {};
  private int count;
  private List<Scrap> scrap = new ArrayList<>(0);

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
  }

  void add(Scrap bad) {
    scrap.add(bad);
  }

  boolean isEmpty() {
    return count == 0 && scrap.isEmpty();
  }

  boolean isFull() {
    return count + scrap.size() >= size;
  }

  /** The lot so far; the next one starts empty. */
  Lot take() {
    Lot lot = new Lot(materials, count, scrap);
    materials = new Material[Math.min(size, Math.max(64, count))];
    count = 0;
    scrap = new ArrayList<>(0);
    return lot;
  }
}
