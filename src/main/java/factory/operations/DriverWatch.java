package factory.operations;

import java.time.Duration;

/** Whether the driver is late: he has been on his way with one shipment for long. */
final class DriverWatch {
  static final String KEY = "driver-late";

  /** The alarm of a destination that has said what is wrong. */
  static final String DESTINATION = "destination";

  private final Duration late;
  private long shipment;
  private Duration since = Duration.ZERO;

  /**
   * @param late after how long; zero for never
   */
  DriverWatch(Duration late) {
    this.late = late;
  }

  /**
   * Raises or clears the alarm. A destination that says what is wrong has an alarm of its own,
   * which this one would only repeat; he begins anew when that is over.
   */
  void look(TransportStock transport, Alarms alarms, Duration now) {
    if (transport.onTheWay() != shipment || alarms.stands(DESTINATION)) {
      shipment = transport.onTheWay();
      since = now;
    }
    Duration lasts = now.minus(since);
    boolean isLate = shipment != 0 && !late.isZero() && lasts.compareTo(late) > 0;
    if (!isLate) {
      alarms.clear(KEY, now);
      return;
    }
    alarms.raise(
        KEY,
        "driver",
        "has been on his way with shipment "
            + Text.number(shipment)
            + " for "
            + Text.span(lasts)
            + ", "
            + Text.number(transport.inWarehouse())
            + " wait in the warehouse; "
            + transport.destination()
            + " does not answer or is slow: look at its disk, its server, or the network",
        now);
  }
}
