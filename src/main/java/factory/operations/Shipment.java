package factory.operations;

import java.time.Duration;

/**
 * A shipment that is committed.
 *
 * @param number of it
 * @param products in it
 * @param materials in those products
 * @param scrap records in its scrap
 * @param took from the call for the driver to the commit, all his trips
 */
public record Shipment(long number, long products, long materials, long scrap, Duration took) {}
