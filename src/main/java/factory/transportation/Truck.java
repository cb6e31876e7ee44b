package factory.transportation;

import factory.goods.Scrap;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that was in the warehouse when the driver was called: one shipment.
 *
 * @param number of the shipment; one more than that of the shipment before it
 * @param products by what file they belong to; not changed after loading
 * @param scrap not changed after loading
 */
public record Truck(long number, Map<Crate, List<Parcel>> products, List<Parcel> scrap) {

  /** Shows all parcels, products first. */
  public void forEach(Consumer<Parcel> visitor) {
    products.values().forEach(parcels -> parcels.forEach(visitor));
    scrap.forEach(visitor);
  }

  /** How many products and scrap are on it. */
  public long size() {
    return productCount() + count(scrap);
  }

  /** How many products are on it. */
  public long productCount() {
    return products.values().stream().mapToLong(Truck::count).sum();
  }

  /** How many products or how much scrap is in these. */
  static long count(List<Parcel> parcels) {
    return parcels.stream().mapToLong(Parcel::size).sum();
  }

  /** Materials in its products. */
  public long productMaterials() {
    long materials = 0;
    for (List<Parcel> parcels : products.values()) {
      for (Parcel parcel : parcels) {
        materials += parcel.materials();
      }
    }
    return materials;
  }

  /** Materials in its products and its scrap. */
  public long materials() {
    return productMaterials() + scrap.stream().mapToLong(Parcel::materials).sum();
  }

  /** Its products by class. */
  public Map<String, Long> productsByPclass() {
    Map<String, Long> counts = new LinkedHashMap<>();
    products.forEach((crate, parcels) -> counts.merge(crate.pclass(), count(parcels), Long::sum));
    return counts;
  }

  /** Records in its scrap by reason. */
  public Map<Scrap.Reason, Long> scrapped() {
    Map<Scrap.Reason, Long> counts = new EnumMap<>(Scrap.Reason.class);
    for (Parcel parcel : scrap) {
      Scrap.Reason reason = parcel.reason();
      if (reason != null) {
        counts.merge(reason, parcel.materials(), Long::sum);
      }
    }
    return counts;
  }
}
