package factory.transportation;

import factory.goods.Drill;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Takes one truck at a time to the destination. Blocks while it does, and so runs on Pekko's thread
 * dispatcher for blocking I/O.
 *
 * <p>Trouble at the destination is reported, not thrown. When the driver crashes, the dispatcher
 * still has the truck and hands it to the next one; the destination knows by its number whether it
 * was committed.
 */
final class Driver extends AbstractBehavior<Driver.Command> {
  /** The point of {@link Drill} where nothing of a shipment is written yet. */
  static final String BEFORE_WRITE = "driver.before-write";

  /** The point of {@link Drill} where products and scrap are written, and no manifest is. */
  static final String AFTER_WRITE = "driver.after-write";

  /** The point of {@link Drill} where all is written and nothing is committed. */
  static final String BEFORE_COMMIT = "driver.before-commit";

  /** The point of {@link Drill} where a shipment is committed and nobody knows. */
  static final String AFTER_COMMIT = "driver.after-commit";

  /** What a driver can be told. */
  sealed interface Command {}

  /**
   * Ship this truck; answered with {@link Dispatcher.Shipped} or {@link Dispatcher.NotShipped}.
   *
   * @param trip differs each time that a truck is handed out
   */
  record Ship(long trip, Truck truck) implements Command {}

  private final Destination destination;
  private final Drill drill;
  private final ActorRef<Dispatcher.Command> dispatcher;

  private Driver(
      ActorContext<Command> context,
      Destination destination,
      Drill drill,
      ActorRef<Dispatcher.Command> dispatcher) {
    super(context);
    this.destination = destination;
    this.drill = drill;
    this.dispatcher = dispatcher;
  }

  /** A driver to {@code destination}. */
  static Behavior<Command> create(
      Destination destination, Drill drill, ActorRef<Dispatcher.Command> dispatcher) {
    return Behaviors.setup(context -> new Driver(context, destination, drill, dispatcher));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Ship.class, this::onShip).build();
  }

  private Behavior<Command> onShip(Ship command) {
    try {
      destination.ship(command.truck(), drill);
      dispatcher.tell(new Dispatcher.Shipped(command.trip()));
    } catch (IOException e) {
      dispatcher.tell(new Dispatcher.NotShipped(command.trip(), IoWords.of(e)));
    } catch (UncheckedIOException e) {
      dispatcher.tell(new Dispatcher.NotShipped(command.trip(), String.valueOf(e.getMessage())));
    }
    return this;
  }
}
