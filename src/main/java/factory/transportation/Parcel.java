package factory.transportation;

import factory.custody.Amendable;
import factory.goods.Positions;
import factory.goods.Scrap;
import org.jspecify.annotations.Nullable;

/**
 * Cargo as a stevedore has packaged it: all that the driver needs, already in the destination's
 * format.
 *
 * @param crate what file the product belongs to; null for scrap
 * @param reason why it is scrap; null for a product
 * @param materials how many materials find their fate with it
 * @param positions of those materials; empty where the destination keeps none
 * @param bytes its line in the file, line end included; not changed after packing
 * @param amendable what late materials may amend it by; null for scrap, and where nothing is
 *     amended
 */
public record Parcel(
    @Nullable Crate crate,
    Scrap.@Nullable Reason reason,
    long materials,
    Positions positions,
    byte[] bytes,
    @Nullable Amendable amendable) {

  /** One that cannot be amended. */
  public Parcel(
      @Nullable Crate crate,
      Scrap.@Nullable Reason reason,
      long materials,
      Positions positions,
      byte[] bytes) {
    this(crate, reason, materials, positions, bytes, null);
  }

  /** A product's parcel. */
  public static Parcel ofProduct(Crate crate, long materials, Positions positions, byte[] bytes) {
    return new Parcel(crate, null, materials, positions, bytes);
  }

  /** A parcel of scrap. */
  public static Parcel ofScrap(Scrap scrap, byte[] bytes) {
    return new Parcel(null, scrap.reason(), scrap.materials(), scrap.positions(), bytes);
  }

  /** The same product, which can be amended. */
  Parcel amendable(Amendable product) {
    return new Parcel(crate, reason, materials, positions, bytes, product);
  }

  /** What it takes of the warehouse's bytes: the line, the positions, what can be amended. */
  public long weight() {
    return bytes.length
        + (positions.count() == 0 ? 0 : positions.weight())
        + (amendable == null ? 0 : amendable.weight());
  }
}
