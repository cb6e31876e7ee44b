package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;

/**
 * A floor whose workers note what they are told, and stand still, as with a blueprint that sleeps,
 * where the test says so.
 */
final class WatchedFloor<A> extends Floor<A> {
  /** One delivery, as a worker came to it. */
  record Delivery(int worker, int hire, String pid, List<Long> offsets) {}

  final List<Delivery> deliveries = new ArrayList<>();
  final List<Worker.Command> told = new ArrayList<>();
  final Map<String, Contractor> contractors = new HashMap<>();
  final Set<ActorRef<Worker.Command>> stopped = new HashSet<>();

  /** How often the director was woken and has come to it. */
  int wakes;

  private final Set<String> blocked = new HashSet<>();
  private final Map<ActorRef<Worker.Command>, List<Worker.Command>> held = new HashMap<>();

  WatchedFloor(
      WorkshopSettings settings,
      Blueprint<A> blueprint,
      FactoryClock clock,
      Drill drill,
      ActorRef<Director.Command> director) {
    super(0, settings, blueprint, "test", clock, drill, director);
  }

  @Override
  void awake() {
    wakes++;
    super.awake();
  }

  /** The worker that has this pid stands still from its next delivery on. */
  void block(String pid) {
    blocked.add(pid);
  }

  /** All go on; what came meanwhile is told again. */
  void unblockAll() {
    blocked.clear();
    Map<ActorRef<Worker.Command>, List<Worker.Command>> again = new HashMap<>(held);
    held.clear();
    again.forEach((worker, commands) -> commands.forEach(worker::tell));
  }

  List<Delivery> deliveriesOf(String pid) {
    return deliveries.stream().filter(d -> d.pid().equals(pid)).toList();
  }

  long told(Class<?> kind) {
    return told.stream().filter(kind::isInstance).count();
  }

  /** So many have been told such a thing and stand still before it. */
  long unheard(Class<?> kind) {
    return held.values().stream().flatMap(List::stream).filter(kind::isInstance).count();
  }

  @Override
  Behavior<Worker.Command> newWorker(Contractor contractor) {
    return new Watched(contractor);
  }

  private final class Watched extends Worker<A> {
    private final Contractor contractor;

    Watched(Contractor contractor) {
      super(WatchedFloor.this, contractor);
      this.contractor = contractor;
    }

    @Override
    public Behavior<Command> receive(TypedActorContext<Command> context, Command command) {
      ActorRef<Command> self = context.asJava().getSelf();
      boolean stands = held.containsKey(self);
      if (command instanceof Assemble assemble) {
        stands |= blocked.contains(assemble.pid(contractor.pid).text());
      }
      if (stands) {
        held.computeIfAbsent(self, any -> new ArrayList<>()).add(command);
        return this;
      }
      note(command);
      Behavior<Command> next = super.receive(context, command);
      if (command == Leave.INSTANCE) {
        stopped.add(self);
      }
      return next;
    }

    private void note(Command command) {
      told.add(command);
      if (command instanceof Assemble assemble) {
        Pid owner = assemble.pid(contractor.pid);
        String pid = owner.text();
        contractors.put(pid, contractor);
        List<Long> offsets = new ArrayList<>();
        for (Material material : assemble.from(owner, 0)) {
          offsets.add(material.offset());
        }
        deliveries.add(new Delivery(contractor.id, assemble.hire, pid, offsets));
      }
    }
  }
}
