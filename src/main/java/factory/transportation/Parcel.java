package factory.transportation;

import factory.custody.Amendable;
import factory.goods.Positions;
import factory.goods.Scrap;
import org.jspecify.annotations.Nullable;

/**
 * Cargo as a stevedore has packaged it: all that the driver needs, already in the destination's
 * format. Its weight is counted once, by who packs it; the dispatcher asks for it again and again.
 */
public final class Parcel {
  private final @Nullable Crate crate;
  private final Scrap.@Nullable Reason reason;
  private final long materials;
  private final Positions positions;
  private final byte[] bytes;
  private final @Nullable Amendable amendable;
  private final long weight;

  private Parcel(
      @Nullable Crate crate,
      Scrap.@Nullable Reason reason,
      long materials,
      Positions positions,
      byte[] bytes,
      @Nullable Amendable amendable) {
    this.crate = crate;
    this.reason = reason;
    this.materials = materials;
    this.positions = positions;
    this.bytes = bytes;
    this.amendable = amendable;
    this.weight =
        bytes.length
            + (positions.count() == 0 ? 0 : positions.weight())
            + (amendable == null ? 0 : amendable.weight());
  }

  /** A product's parcel. */
  public static Parcel ofProduct(Crate crate, long materials, Positions positions, byte[] bytes) {
    return new Parcel(crate, null, materials, positions, bytes, null);
  }

  /** A parcel of scrap. */
  public static Parcel ofScrap(Scrap scrap, byte[] bytes) {
    return ofScrap(scrap, scrap.positions(), bytes);
  }

  /** A parcel of scrap, for a destination that keeps other positions of it, or none. */
  static Parcel ofScrap(Scrap scrap, Positions positions, byte[] bytes) {
    return new Parcel(null, scrap.reason(), scrap.materials(), positions, bytes, null);
  }

  /** The same product, which can be amended. */
  Parcel amendable(Amendable product) {
    return new Parcel(crate, reason, materials, positions, bytes, product);
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

  /** Its line in the file, line end included; not changed after packing. */
  public byte[] bytes() {
    return bytes;
  }

  /** What late materials may amend it by; null for scrap, and where nothing is amended. */
  public @Nullable Amendable amendable() {
    return amendable;
  }

  /** What it takes of the warehouse's bytes: the line, the positions, what can be amended. */
  public long weight() {
    return weight;
  }
}
