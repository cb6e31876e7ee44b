package factory.production;

import factory.goods.Material;
import factory.goods.Packing;
import factory.goods.Pid;
import factory.goods.Places;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one worker gets in a round: materials of one pid, in order; objects, or rows from which the
 * worker makes them. The one on a {@link Sheet} is filled for one worker after another; what a
 * worker is told is a copy, in one object with the message that brings it: with a record for the
 * message there were two, and one more line of memory that no core has
 * (docs/performance-history.md).
 */
class Delivery {
  /** {@code Material[]}, or {@code long[]} if packed. */
  private Object goods;

  private @Nullable Packing packing;
  private int size;
  private int places;

  private Delivery(Object goods, @Nullable Packing packing, int size) {
    this.goods = goods;
    this.packing = packing;
    this.size = size;
    this.places = size;
  }

  /** The same goods. */
  Delivery(Delivery other) {
    goods = other.goods;
    packing = other.packing;
    size = other.size;
    places = other.places;
  }

  /** A delivery of these. */
  static Delivery of(Material... materials) {
    return new Delivery(materials, null, materials.length);
  }

  /** A delivery of this many rows. */
  static Delivery of(Packing packing, long[] rows, int size) {
    return new Delivery(rows, packing, size);
  }

  /** Has these now, and nothing else. */
  void fill(Material[] materials) {
    goods = materials;
    packing = null;
    size = materials.length;
    places = size;
  }

  /** Has this many rows now, and nothing else. */
  void fill(Packing how, long[] rows, int count) {
    goods = rows;
    packing = how;
    size = count;
    places = count;
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

  /** Those from {@code first} on, in an array of the receiver's own. */
  Material[] from(Pid pid, int first) {
    if (packing == null) {
      Material[] all = (Material[]) goods;
      return first == 0 ? all : Arrays.copyOfRange(all, first, size);
    }
    Material[] rest = new Material[size - first];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = material(pid, first + i);
    }
    return rest;
  }

  /**
   * The same in this order, of event time and then of the source. Rows that are in order stay rows,
   * so that no more than one material of them is there at a time.
   */
  Delivery sorted(Pid pid, Comparator<Material> order) {
    if (packing != null && rowsAreInOrder(packing.stride())) {
      return this;
    }
    Material[] all = from(pid, 0);
    Shelf.sort(all, order);
    return of(all);
  }

  /** By time and offset, with which each row begins. */
  private boolean rowsAreInOrder(int stride) {
    long[] rows = (long[]) goods;
    for (int at = stride; at < size * stride; at += stride) {
      long time = rows[at - stride];
      if (rows[at] < time || (rows[at] == time && rows[at + 1] < rows[at + 1 - stride])) {
        return false;
      }
    }
    return true;
  }

  /** The time by which one of them is put in order, see {@link EventClock#order}. */
  long order(int number, EventClock clock) {
    return packing == null
        ? clock.order(((Material[]) goods)[number])
        : ((long[]) goods)[number * packing.stride()];
  }
}
