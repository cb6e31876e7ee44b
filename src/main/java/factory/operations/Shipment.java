package factory.operations;

import java.time.Duration;
import java.util.Map;

/**
 * A shipment that is committed.
 *
 * @param number of it
 * @param products in it
 * @param materials in those products
 * @param scrap records in its scrap
 * @param byPclass its products by class
 * @param took from the call for the driver to the commit, all his trips
 */
public record Shipment(
    long number,
    long products,
    long materials,
    long scrap,
    Map<String, Long> byPclass,
    Duration took) {
  /** With a copy of the classes. */
  public Shipment {
    byPclass = Map.copyOf(byPclass);
  }
}
