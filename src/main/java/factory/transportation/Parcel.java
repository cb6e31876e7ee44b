package factory.transportation;

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
 */
public record Parcel(
    @Nullable Crate crate,
    Scrap.@Nullable Reason reason,
    long materials,
    Positions positions,
    byte[] bytes) {

  /** A product's parcel. */
  public static Parcel ofProduct(Crate crate, long materials, Positions positions, byte[] bytes) {
    return new Parcel(crate, null, materials, positions, bytes);
  }

  /** A parcel of scrap. */
  public static Parcel ofScrap(Scrap scrap, byte[] bytes) {
    return new Parcel(null, scrap.reason(), scrap.materials(), scrap.positions(), bytes);
  }

  /** What it takes of the warehouse's bytes: the line and the positions. */
  public long weight() {
    return bytes.length + (positions.count() == 0 ? 0 : positions.weight());
  }
}
