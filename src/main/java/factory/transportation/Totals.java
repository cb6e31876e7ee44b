package factory.transportation;

import factory.goods.Scrap;
import factory.operations.TransportStock;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was shipped in this run. */
final class Totals {
  private long shipments;
  private long products;
  private long materials;
  private final ClassCounts pclasses = new ClassCounts();
  private final Map<Scrap.Reason, Long> scrapped = new EnumMap<>(Scrap.Reason.class);

  /** This truck is committed. */
  void add(Truck truck) {
    shipments++;
    products += truck.productCount();
    materials += truck.productMaterials();
    pclasses.add(truck.productsByPclass());
    truck.scrapped().forEach((reason, count) -> scrapped.merge(reason, count, Long::sum));
  }

  /**
   * The department's stock, what is not shipped counted where it is.
   *
   * @param truck what the driver has; null if nothing
   */
  TransportStock stock(
      TransportLine line, Warehouse warehouse, @Nullable Truck truck, String destination) {
    Map<String, Long> stored = warehouse.productsByPclass();
    long packed = products + (truck == null ? 0 : truck.productCount());
    for (long count : stored.values()) {
      packed += count;
    }
    return new TransportStock(
        line.used(),
        line.capacity(),
        line.materials(),
        warehouse.size(),
        warehouse.capacity(),
        warehouse.materials() + (truck == null ? 0 : truck.materials()),
        ClassCounts.bounded(stored),
        shipments,
        products,
        pclasses.copy(),
        materials,
        Map.copyOf(scrapped),
        destination,
        line.toPack() + line.packing(),
        !line.dock().isEmpty() || warehouse.isFull(),
        truck == null ? 0 : truck.number(),
        packed);
  }
}
