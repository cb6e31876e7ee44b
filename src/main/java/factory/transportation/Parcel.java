package factory.transportation;

import factory.custody.Amendable;
import factory.goods.Positions;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cargo as a stevedore has packaged it: all that the driver needs, already in the destination's
 * format. One product or scrap, or several that belong to one file ({@link #joined}): what waits in
 * the warehouse is a few large arrays, and not four objects for each product, which the collector
 * would have to copy. Its weight is counted once, by who packs it; the dispatcher asks for it again
 * and again.
 */
public final class Parcel {
  private final @Nullable Crate crate;
  private final Scrap.@Nullable Reason reason;
  private final int size;
  private final long materials;
  private final Positions positions;
  private final byte[] bytes;
  private final List<Amendable> amendables;
  private final long weight;

  private Parcel(
      @Nullable Crate crate,
      Scrap.@Nullable Reason reason,
      int size,
      long materials,
      Positions positions,
      byte[] bytes,
      List<Amendable> amendables) {
    this.crate = crate;
    this.reason = reason;
    this.size = size;
    this.materials = materials;
    this.positions = positions;
    this.bytes = bytes;
    this.amendables = amendables;
    long all = bytes.length + (positions.count() == 0 ? 0 : positions.weight());
    for (Amendable product : amendables) {
      all += product.weight();
    }
    this.weight = all;
  }

  /** A product's parcel. */
  public static Parcel ofProduct(Crate crate, long materials, Positions positions, byte[] bytes) {
    return new Parcel(crate, null, 1, materials, positions, bytes, List.of());
  }

  /** A parcel of scrap. */
  public static Parcel ofScrap(Scrap scrap, byte[] bytes) {
    return ofScrap(scrap, scrap.positions(), bytes);
  }

  /** A parcel of scrap, for a destination that keeps other positions of it, or none. */
  static Parcel ofScrap(Scrap scrap, Positions positions, byte[] bytes) {
    return new Parcel(null, scrap.reason(), 1, scrap.materials(), positions, bytes, List.of());
  }

  /** The same product, which can be amended. */
  Parcel amendable(Amendable product) {
    return new Parcel(crate, reason, size, materials, positions, bytes, List.of(product));
  }

  /**
   * Parcels of one crate, or of scrap for one reason, as one.
   *
   * @throws IllegalStateException if custody is broken: one names positions, but not all of its
   *     own; together they could be right by chance
   */
  static Parcel joined(List<Parcel> parts) {
    Parcel first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int size = 0;
    long materials = 0;
    int length = 0;
    List<Positions> positions = new ArrayList<>(parts.size());
    List<Amendable> amendables = new ArrayList<>(0);
    for (Parcel part : parts) {
      if (part.positions.count() > 0) {
        part.checkPositions();
        positions.add(part.positions);
      }
      size += part.size;
      materials += part.materials;
      length += part.bytes.length;
      amendables.addAll(part.amendables);
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (Parcel part : parts) {
      System.arraycopy(part.bytes, 0, bytes, at, part.bytes.length);
      at += part.bytes.length;
    }
    return new Parcel(
        first.crate, first.reason, size, materials, Positions.of(positions), bytes, amendables);
  }

  /**
   * Makes sure that each of its materials has its position.
   *
   * @throws IllegalStateException if not: custody is broken
   */
  void checkPositions() {
    if (positions.count() != materials) {
      throw new IllegalStateException(
          "a parcel of %s materials names %s positions".formatted(materials, positions.count()));
    }
  }

  /** How many products, or how much scrap. */
  public int size() {
    return size;
  }

  /** What parcels have in common that can be joined. */
  Object kind() {
    return crate == null ? Objects.requireNonNull(reason) : crate;
  }

  /** What file the product belongs to; null for scrap. */
  public @Nullable Crate crate() {
    return crate;
  }

  /** Why it is scrap; null for a product. */
  public Scrap.@Nullable Reason reason() {
    return reason;
  }

  /** How many materials find their fate with it. */
  public long materials() {
    return materials;
  }

  /** Positions of those materials; empty where the destination keeps none. */
  public Positions positions() {
    return positions;
  }

  /** Its lines in the file, line ends included; not changed after packing. */
  public byte[] bytes() {
    return bytes;
  }

  /** Its products that late materials may amend; none where nothing is amended. */
  public List<Amendable> amendables() {
    return amendables;
  }

  /** What it takes of the warehouse's bytes: the lines, the positions, what can be amended. */
  public long weight() {
    return weight;
  }
}
