package factory.production;

import factory.goods.Late;
import factory.goods.Material;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A worker's materials that wait for the watermark, in the order of event time, those of one
 * instant in source order.
 *
 * <p>A sorted array, since most deliveries belong at its end, where they only cost a copy; one that
 * does not is sorted by itself and merged with what is later than its first.
 */
final class Shelf {
  /** Event time, then partition and offset. */
  static final Comparator<Material> BY_TIME =
      (a, b) -> a.time() == b.time() ? bySource(a, b) : Long.compare(a.time(), b.time());

  /**
   * The same, late ones when they came and before what happened then: those of one moment are dealt
   * with together.
   */
  static final Comparator<Material> LATE_FIRST =
      (a, b) -> {
        int order = Long.compare(Late.order(a), Late.order(b));
        order = order == 0 ? Boolean.compare(isLate(b), isLate(a)) : order;
        return order == 0 ? bySource(a, b) : order;
      };

  private static boolean isLate(Material material) {
    return material.fields() instanceof Late;
  }

  private static int bySource(Material a, Material b) {
    int order = Integer.compare(a.partition(), b.partition());
    return order == 0 ? Long.compare(a.offset(), b.offset()) : order;
  }

  /** Heap of a material beside its fields, with its pid and its place here. */
  private static final int MATERIAL_BYTES = 100;

  private static final int SMALLEST = 4;

  private final Comparator<Material> order;
  private Material[] materials = new Material[SMALLEST];
  private int head;
  private int end;
  private long weight;

  /** An empty shelf; {@code order} is one of these. */
  Shelf(Comparator<Material> order) {
    this.order = order;
  }

  /** Sorts materials, unless they are in order as they are. */
  static void sort(Material[] delivery, Comparator<Material> order) {
    for (int i = 1; i < delivery.length; i++) {
      if (order.compare(delivery[i - 1], delivery[i]) > 0) {
        Arrays.sort(delivery, order);
        return;
      }
    }
  }

  /** Puts materials, which {@link #sort} has sorted, where they belong. */
  void add(Material[] delivery) {
    makeRoom(delivery.length);
    int from = end - 1;
    int to = end + delivery.length - 1;
    for (int i = delivery.length - 1; i >= 0; i--) {
      while (from >= head && order.compare(materials[from], delivery[i]) > 0) {
        materials[to--] = materials[from--];
      }
      materials[to--] = delivery[i];
    }
    end += delivery.length;
    for (Material material : delivery) {
      weight += MATERIAL_BYTES + material.fields().weight();
    }
  }

  private void makeRoom(int more) {
    if (end + more <= materials.length) {
      return;
    }
    int size = end - head;
    Material[] wide =
        2 * (size + more) > materials.length
            ? new Material[Math.max(size + more, size + (size >> 1))]
            : materials;
    System.arraycopy(materials, head, wide, 0, size);
    if (wide == materials) {
      Arrays.fill(materials, size, end, null);
    }
    materials = wide;
    head = 0;
    end = size;
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return head == end;
  }

  /** How many wait. */
  int size() {
    return end - head;
  }

  /** The first in order; there must be one. */
  Material first() {
    return materials[head];
  }

  /** The last in order; there must be one. */
  Material last() {
    return materials[end - 1];
  }

  /** Takes the first in order away; there must be one. */
  Material take() {
    Material first = materials[head];
    weight -= weight / (end - head); // about: to weigh it again would cost as much as to add it
    materials[head++] = null;
    if (head == end) {
      head = 0;
      end = 0;
      weight = 0;
    }
    return first;
  }

  /** Estimated bytes of what waits. */
  long weight() {
    return weight + 4L * materials.length;
  }
}
