package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes products in a format of its own, and scrap as JSON Lines. */
abstract class ProductEncoder implements Encoder {
  final EventTimes times;
  private final List<Partition> partitions;
  private final ScrapEncoder scrap;

  ProductEncoder(List<Partition> partitions, EventTimes times) {
    this.partitions = partitions;
    this.times = times;
    this.scrap = new ScrapEncoder(partitions);
  }

  @Override
  public final Parcel encode(Cargo cargo) {
    if (cargo instanceof Scrap waste) {
      return encodeScrap(waste);
    }
    Product product = (Product) cargo;
    try {
      return encode(product, product.fields());
    } catch (Throwable thrown) {
      return encode(product, Unencodable.instead(thrown));
    }
  }

  /** The scrap as a parcel; never fails. */
  Parcel encodeScrap(Scrap waste) {
    return scrap.encode(waste);
  }

  /** The product with these fields; may throw whatever a value of the user throws. */
  abstract Parcel encode(Product product, Map<String, ? extends @Nullable Object> fields);

  /** The id of a product: the partition and offset of its first material. */
  final String id(Product product) {
    return partitions.get(product.partition()).name() + ":" + product.offset();
  }
}
