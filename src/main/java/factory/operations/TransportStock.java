package factory.operations;

import factory.goods.Scrap;
import java.util.Map;

/**
 * What the transportation department has and has shipped.
 *
 * @param onLine cargo on the transportation line, permits that are out among it
 * @param lineCapacity most cargo on it
 * @param lineMaterials materials in cargo that is on the line, being packed among it
 * @param inWarehouse products and scrap in the warehouse
 * @param warehouseCapacity most of them
 * @param warehouseMaterials materials in them, and in those that the driver has taken and not yet
 *     shipped
 * @param warehouseByPclass products in the warehouse by class
 * @param shipments how many shipments are committed in this run
 * @param shippedProducts products in them
 * @param shippedByPclass products in them by class
 * @param shippedMaterials materials in those products
 * @param scrapped records in their scrap by reason
 * @param destination where it all goes, for a reader
 * @param toPack cargo that waits for stevedores or is with them
 * @param full whether packed cargo has no room in the warehouse
 * @param onTheWay number of the shipment that the driver is shipping; 0 if he is free
 * @param packedProducts products that ever came into the warehouse in this run, wherever they are
 */
public record TransportStock(
    long onLine,
    long lineCapacity,
    long lineMaterials,
    long inWarehouse,
    long warehouseCapacity,
    long warehouseMaterials,
    Map<String, Long> warehouseByPclass,
    long shipments,
    long shippedProducts,
    Map<String, Long> shippedByPclass,
    long shippedMaterials,
    Map<Scrap.Reason, Long> scrapped,
    String destination,
    long toPack,
    boolean full,
    long onTheWay,
    long packedProducts) {
  /** Before anything is loaded. */
  public static final TransportStock NONE =
      new TransportStock(
          0, 0, 0, 0, 0, 0, Map.of(), 0, 0, Map.of(), 0, Map.of(), "", 0, false, 0, 0);

  /** Records scrapped, whatever the reason. */
  public long scrappedTotal() {
    return scrapped.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Materials in this department that have no fate yet. */
  public long open() {
    return lineMaterials + warehouseMaterials;
  }

  /**
   * With {@code more} materials on the line: what workshops had loaded and a dispatcher that had
   * stopped did not take any more.
   */
  public TransportStock plusOnLine(long more) {
    return new TransportStock(
        onLine,
        lineCapacity,
        lineMaterials + more,
        inWarehouse,
        warehouseCapacity,
        warehouseMaterials,
        warehouseByPclass,
        shipments,
        shippedProducts,
        shippedByPclass,
        shippedMaterials,
        scrapped,
        destination,
        toPack,
        full,
        onTheWay,
        packedProducts);
  }
}
