package factory.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * How long things take on their way, and the last shipments.
 *
 * @param toProduct in the last minute, from the purchase of a product's last material until it
 *     stands packed in the warehouse; the contract's term is part of it
 * @param toShipment in the last minute, from there until it is shipped
 * @param everToProduct the same as {@code toProduct} over all of the run
 * @param everToShipment likewise
 * @param shipments the last ones, the newest first
 */
public record Transit(
    Percentiles toProduct,
    Percentiles toShipment,
    Percentiles everToProduct,
    Percentiles everToShipment,
    List<Done> shipments) {
  /** How many shipments are kept. */
  static final int SHIPMENTS = 20;

  /** Before anything was on its way. */
  public static final Transit NONE =
      new Transit(
          Percentiles.NONE, Percentiles.NONE, Percentiles.NONE, Percentiles.NONE, List.of());

  /** With a copy of the list. */
  public Transit {
    shipments = List.copyOf(shipments);
  }

  /**
   * A shipment, and when it was told.
   *
   * @param at since the start of the factory
   */
  public record Done(Shipment shipment, Duration at) {}

  /** A way that is measured. */
  public enum Leg {
    /** From the purchase of a product's last material until it stands in the warehouse. */
    TO_PRODUCT,
    /** From there until it is shipped. */
    TO_SHIPMENT
  }

  /** Keeps what is told; for one thread. */
  static final class Notes {
    private final LastMinute toProduct = new LastMinute();
    private final LastMinute toShipment = new LastMinute();
    private final Deque<Done> shipments = new ArrayDeque<>();
    private long told;

    void took(Leg leg, Duration time, long count, Duration now) {
      (leg == Leg.TO_PRODUCT ? toProduct : toShipment).add(time, count, now);
    }

    void shipped(Shipment shipment, Duration now) {
      told++;
      shipments.addFirst(new Done(shipment, now));
      if (shipments.size() > SHIPMENTS) {
        shipments.removeLast();
      }
    }

    /**
     * How it is now.
     *
     * @param counted shipments that the department's stock has; one that is told before its stock
     *     is shows up with it, so that no two figures contradict each other
     */
    Transit transit(Duration now, long counted) {
      return new Transit(
          toProduct.percentiles(now),
          toShipment.percentiles(now),
          toProduct.ever(),
          toShipment.ever(),
          shipments.stream().skip(Math.max(0, told - counted)).toList());
    }
  }
}
