package factory.transportation;

import factory.goods.Drill;
import factory.operations.Ops;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The dispatcher's stevedores and driver, watched by it and replaced when they fail, and which of
 * the stevedores are free.
 */
final class Crew {
  /**
   * So often may the same pallet or truck cost a stevedore or driver, or one fail without any in a
   * row, before it counts as a fault of the factory.
   */
  static final int MOST_FAILURES = 5;

  /** What the driver is called. */
  static final String DRIVER = "driver";

  private final ActorContext<Dispatcher.Command> context;
  private final Destination destination;
  private final ActorRef<Ops.Command> ops;
  private final Drill drill;
  private final ActorRef<Stevedore.Command>[] stevedores;

  /** Null for one that has a pallet or has not yet come. */
  private final @Nullable ActorRef<Stevedore.Command>[] free;

  /** How often each stevedore has failed since one came for a pallet in its place. */
  private final int[] neverCame;

  /** How often drivers have failed with nothing to ship, since one had something. */
  private int idleDrivers;

  private ActorRef<Driver.Command> driver;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Crew(
      ActorContext<Dispatcher.Command> context,
      Destination destination,
      ActorRef<Ops.Command> ops,
      Drill drill,
      int stevedores) {
    this.context = context;
    this.destination = destination;
    this.ops = ops;
    this.drill = drill;
    this.stevedores = new ActorRef[stevedores];
    this.free = new ActorRef[stevedores];
    this.neverCame = new int[stevedores];
    for (int i = 0; i < stevedores; i++) {
      this.stevedores[i] = spawnStevedore(i);
    }
    this.driver = spawnDriver();
  }

  ActorRef<Driver.Command> driver() {
    return driver;
  }

  boolean isDriver(ActorRef<Void> gone) {
    return gone.equals(driver);
  }

  /** Another driver, in place of one that has failed or stopped. */
  void replaceDriver(Throwable cause, Trips trips) {
    Truck held = trips.truck();
    idleDrivers = held == null ? idleDrivers + 1 : 0;
    if (idleDrivers >= MOST_FAILURES) {
      throw new IllegalStateException(
          "the driver failed %s times with nothing to ship: %s".formatted(idleDrivers, cause),
          cause);
    }
    driver = spawnDriver();
    if (held == null) {
      ops.tell(new Ops.Failed(DRIVER, cause, "Restarted; it had nothing to ship."));
      return;
    }
    int failures = trips.failed();
    if (failures >= MOST_FAILURES) {
      throw new IllegalStateException(
          "the driver failed %s times with shipment %s".formatted(failures, held.number()), cause);
    }
    ops.tell(
        new Ops.Failed(
            DRIVER, cause, "Restarted; it is handed shipment " + held.number() + " again."));
  }

  /** The driver has shipped something. */
  void drove() {
    idleDrivers = 0;
  }

  /** Another stevedore, if {@code gone} was one; the line gets its pallet back. */
  void replaceStevedore(ActorRef<Void> gone, Throwable cause, TransportLine line) {
    for (int i = 0; i < stevedores.length; i++) {
      if (gone.equals(stevedores[i])) {
        replaceStevedore(i, cause, line);
        return;
      }
    }
  }

  private void replaceStevedore(int index, Throwable cause, TransportLine line) {
    free[index] = null;
    neverCame[index]++;
    if (neverCame[index] >= MOST_FAILURES) {
      throw new IllegalStateException(
          "stevedore-%s failed %s times before it came for a pallet: %s"
              .formatted(index, neverCame[index], cause),
          cause);
    }
    stevedores[index] = spawnStevedore(index);
    TransportLine.Pallet pallet = line.abandoned(index);
    if (pallet != null && pallet.failures() >= MOST_FAILURES) {
      throw new IllegalStateException(
          "a pallet of %s made stevedores fail %s times"
              .formatted(pallet.cargo().size(), pallet.failures()),
          cause);
    }
    String consequence =
        pallet == null
            ? "Restarted."
            : pallet.cargo().size() == 1
                ? "Restarted; its product goes to the next one."
                : "Restarted; its %s products go to the next one.".formatted(pallet.cargo().size());
    ops.tell(new Ops.Failed("stevedore-" + index, cause, consequence));
  }

  /** A stevedore is free, unless it has been replaced. */
  void comesForMore(int index, ActorRef<Stevedore.Command> stevedore) {
    if (stevedore.equals(stevedores[index])) {
      free[index] = stevedore;
      neverCame[index] = 0;
    }
  }

  boolean isFree(int index) {
    return free[index] != null;
  }

  /** Hands a pallet to a stevedore that is free. */
  void hand(int index, Stevedore.Pack order) {
    free[index] = null;
    stevedores[index].tell(order);
  }

  private ActorRef<Stevedore.Command> spawnStevedore(int index) {
    ActorRef<Stevedore.Command> stevedore =
        context.spawn(
            unlogged(Stevedore.create(index, destination, drill, context.getSelf())),
            "stevedore-" + index);
    context.watch(stevedore);
    return stevedore;
  }

  private ActorRef<Driver.Command> spawnDriver() {
    ActorRef<Driver.Command> fresh =
        context.spawn(
            unlogged(Driver.create(destination, drill, context.getSelf())),
            DRIVER,
            DispatcherSelector.blocking());
    context.watch(fresh);
    return fresh;
  }

  /** Ops names who fails; Pekko's own words would say it a second time. */
  private static <T> Behavior<T> unlogged(Behavior<T> role) {
    return Behaviors.supervise(role).onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
  }
}
