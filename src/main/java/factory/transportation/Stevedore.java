package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Positions;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Packages cargo in the destination's format, so that the driver only writes.
 *
 * <p>Asks its dispatcher for the next pallet whenever it is free and keeps nothing between two of
 * them. When it crashes, the dispatcher still has the pallet.
 */
final class Stevedore extends AbstractBehavior<Stevedore.Command> {
  /** The point of {@link Drill} that is passed with each pallet. */
  static final String PACK = "stevedore.pack";

  /** What a stevedore can be told. */
  sealed interface Command {}

  /**
   * Package this pallet from its beginning, at least one cargo, and stop after the one that reaches
   * {@code bytes}; answered with {@link Dispatcher.PalletPacked}.
   *
   * @param pallet its number
   */
  record Pack(long pallet, List<Cargo> cargo, long bytes) implements Command {}

  private final int index;
  private final Encoder encoder;
  private final Drill drill;
  private final ActorRef<Dispatcher.Command> dispatcher;

  private Stevedore(
      ActorContext<Command> context,
      int index,
      Encoder encoder,
      Drill drill,
      ActorRef<Dispatcher.Command> dispatcher) {
    super(context);
    this.index = index;
    this.encoder = encoder;
    this.drill = drill;
    this.dispatcher = dispatcher;
  }

  /** Stevedore {@code index}; asks {@code dispatcher} for its first pallet at once. */
  static Behavior<Command> create(
      int index, Destination destination, Drill drill, ActorRef<Dispatcher.Command> dispatcher) {
    return Behaviors.setup(
        context -> {
          Encoder encoder = destination.encoder(); // may fail: who comes for a pallet can pack
          dispatcher.tell(new Dispatcher.GetPallet(index, context.getSelf()));
          return new Stevedore(context, index, encoder, drill, dispatcher);
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder().onMessage(Pack.class, this::onPack).build();
  }

  private Behavior<Command> onPack(Pack command) {
    List<Parcel> parcels = packed(command.cargo(), command.bytes());
    drill.pass(PACK);
    dispatcher.tell(new Dispatcher.PalletPacked(index, command.pallet(), Consignment.of(parcels)));
    dispatcher.tell(new Dispatcher.GetPallet(index, getContext().getSelf()));
    return this;
  }

  private List<Parcel> packed(List<Cargo> pallet, long most) {
    List<Parcel> parcels = new ArrayList<>(pallet.size());
    long bytes = 0;
    for (Cargo cargo : pallet.subList(0, fitting(pallet, most))) {
      Parcel parcel = encoder.encode(cargo);
      parcels.add(parcel);
      bytes += parcel.weight();
      if (bytes >= most) {
        break;
      }
    }
    return parcels;
  }

  /**
   * How many of them have positions that reach {@code bytes} together, or all; at least one. Other
   * cores have made those: looked at one behind the other they are waited for together, and product
   * by product that would be a quarter of packing.
   */
  private static int fitting(List<Cargo> pallet, long bytes) {
    int fitting = 0;
    long weight = 0;
    do {
      Positions positions = pallet.get(fitting++).positions();
      weight += positions.count() == 0 ? 0 : positions.weight();
    } while (fitting < pallet.size() && weight < bytes);
    return fitting;
  }
}
