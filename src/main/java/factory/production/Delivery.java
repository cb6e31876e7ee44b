package factory.production;

import factory.goods.Material;
import factory.goods.Packing;
import factory.goods.Pid;
import factory.goods.Places;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one worker gets in a round: materials of one pid, in order; objects, or rows from which the
 * worker makes them.
 */
final class Delivery {
  /** {@code Material[]}, or {@code long[]} if packed. */
  private final Object goods;

  private final @Nullable Packing packing;
  private final int size;
  private int places;

  private Delivery(Object goods, @Nullable Packing packing, int size) {
    this.goods = goods;
    this.packing = packing;
    this.size = size;
    this.places = size;
  }

  /** A delivery of these. */
  static Delivery of(Material... materials) {
    return new Delivery(materials, null, materials.length);
  }

  /** A delivery of this many rows. */
  static Delivery of(Packing packing, long[] rows, int size) {
    return new Delivery(rows, packing, size);
  }

  /** How many materials. */
  int size() {
    return size;
  }

  /** Counts what they take of {@code line}, where some may be large. */
  void weigh(Places line) {
    if (packing != null) {
      places = size * line.of(packing);
      return;
    }
    places = 0;
    for (Material material : (Material[]) goods) {
      places += line.of(material);
    }
  }

  /** How many places of the line they take: so much credit goes back for them. */
  int places() {
    return places;
  }

  /**
   * Whose they are.
   *
   * @param owner the contractor's, which rows do not name
   */
  Pid pid(@Nullable Pid owner) {
    return packing == null ? ((Material[]) goods)[0].pid() : Objects.requireNonNull(owner);
  }

  /** One of them. */
  Material material(Pid pid, int number) {
    return packing == null
        ? ((Material[]) goods)[number]
        : packing.material(pid, (long[]) goods, number * packing.stride());
  }

  /** All of them, in an array of the receiver's own. */
  Material[] all(Pid pid) {
    if (packing == null) {
      return (Material[]) goods;
    }
    Material[] all = new Material[size];
    for (int i = 0; i < all.length; i++) {
      all[i] = material(pid, i);
    }
    return all;
  }

  /** The time by which one of them is put in order, see {@link EventClock#order}. */
  long order(int number, EventClock clock) {
    return packing == null
        ? clock.order(((Material[]) goods)[number])
        : ((long[]) goods)[number * packing.stride()];
  }
}
