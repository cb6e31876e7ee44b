package factory.transportation;

import factory.goods.FactoryClock;
import factory.operations.Ops;
import factory.operations.Shipment;
import factory.operations.Transit;
import factory.operations.TransportStock;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher's work from the warehouse on: when the driver is called, what he has, what became
 * of it, and what is said of that.
 */
final class Haulage {
  private static final String ALARM = "destination";

  private final Warehouse warehouse;
  private final Recent recent;
  private final Crew crew;
  private final Destination destination;
  private final ActorRef<Ops.Command> ops;
  private final FactoryClock clock;
  private final Trips trips = new Trips();
  private final Totals totals = new Totals();
  private final Dwell dwell;
  private boolean due;
  private long lastNumber;
  private long calledAt;

  Haulage(
      Warehouse warehouse,
      Recent recent,
      Crew crew,
      Destination destination,
      ActorRef<Ops.Command> ops,
      FactoryClock clock) {
    this.warehouse = warehouse;
    this.recent = recent;
    this.crew = crew;
    this.destination = destination;
    this.ops = ops;
    this.clock = clock;
    this.dwell = new Dwell(clock);
    this.lastNumber = destination.lastNumber();
  }

  /** So much cargo has come into the warehouse. */
  void comes(int cargo) {
    dwell.loaded(cargo);
  }

  /** The driver's time has come. */
  void isDue() {
    due = trips.truck() != null || !warehouse.isEmpty();
  }

  /**
   * Calls the driver if he is free, there is something for him, and it is time; he takes all there
   * is.
   *
   * @param urgent whether it must not wait for his time
   * @return whether he was called
   */
  boolean callDriver(boolean urgent) {
    if (trips.truck() != null || warehouse.isEmpty() || !(urgent || due)) {
      return false;
    }
    lastNumber++;
    recent.loaded(lastNumber, warehouse.size());
    trips.load(warehouse.load(lastNumber));
    calledAt = clock.nanos();
    due = false;
    drive();
    return true;
  }

  /** Sends the driver with what he has, for the first time or again. */
  void drive() {
    Truck load = trips.truck();
    if (load != null) {
      crew.driver().tell(new Driver.Ship(trips.begin(), load));
    }
  }

  /** The driver is gone; the next one will have what he had. */
  void replaceDriver(Throwable cause) {
    crew.replaceDriver(cause, trips);
  }

  /** The truck of this trip is committed; a trip from before a crash changes nothing. */
  void shipped(long trip) {
    Truck shipped = trips.under(trip);
    if (shipped == null) {
      return; // the truck is on another trip
    }
    crew.drove();
    totals.add(shipped);
    recent.shipped(shipped.number());
    tell(shipped);
    due &= !warehouse.isEmpty();
    if (trips.shipped()) {
      ops.tell(new Ops.Clear(ALARM));
    }
  }

  private void tell(Truck shipped) {
    dwell.left(
        shipped.size(),
        (time, count) -> ops.tell(new Ops.Took(Transit.Leg.TO_SHIPMENT, time, count)));
    ops.tell(
        new Ops.Shipped(
            new Shipment(
                shipped.number(),
                shipped.productCount(),
                shipped.productMaterials(),
                shipped.materials() - shipped.productMaterials(),
                Duration.ofNanos(clock.nanos() - calledAt))));
  }

  /**
   * The destination is in trouble. How long to wait before {@link #drive}; null for a trip from
   * before a crash.
   */
  @Nullable Duration notShipped(long trip, String reason) {
    if (trips.under(trip) == null) {
      return null;
    }
    Duration wait = trips.notShipped();
    ops.tell(
        new Ops.Raise(
            ALARM,
            Crew.DRIVER,
            "%s; tried again in %s s, buying slows down meanwhile"
                .formatted(reason, wait.toSeconds())));
    return wait;
  }

  /** The driver has ended before this; his answer may lie in a mailbox that nobody reads. */
  void countWhatIsCommitted() {
    Truck truck = trips.truck();
    if (truck != null && truck.number() <= destination.lastNumber()) {
      totals.add(truck);
      trips.shipped();
    }
  }

  /** Whether the driver has nothing and will have nothing. */
  boolean isDone() {
    return trips.truck() == null && warehouse.isEmpty();
  }

  /** The department's stock. */
  TransportStock stock(TransportLine line) {
    return totals.stock(line, warehouse, trips.truck(), destination.describe());
  }
}
