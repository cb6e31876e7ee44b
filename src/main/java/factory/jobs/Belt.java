package factory.jobs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Carries items to the workers of one stage, from the trays of all who make them. Holds none
 * itself: what waits lies in the trays, which are bounded.
 *
 * <p>A worker asks for items and gets a share of what lies there: one if there are few or items
 * take long, many if the trays are full and workers come back soon. What a worker has not begun is
 * called back for one that waits. A keyed stage has one lane for each worker, any other one lane
 * for all.
 */
final class Belt extends AbstractBehavior<Belt.Command> {
  /** What a belt can be told. */
  sealed interface Command {}

  /**
   * This worker has used up what it had: answered with {@link StageWorker.Deliver} once there is
   * something, with {@link StageWorker.End} if nothing comes any more.
   */
  record Take(int lane, ActorRef<StageWorker.Command> worker) implements Command {}

  /** One of those who fill the trays has put its last item. */
  enum SupplierDone implements Command {
    INSTANCE
  }

  /** This worker takes nothing any more; what it has not begun goes to the others. */
  record TakerDone(int lane, ActorRef<StageWorker.Command> worker) implements Command {}

  private record Arrived(int lane) implements Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private static final Duration TICK = Duration.ofMillis(10);

  /** How often each worker comes back within a tick before all get more at once. */
  private static final int GROW_AFTER = 2;

  private static final int GROWTH = 8;

  private static final int MOST = 4096;

  private final List<Lane> lanes = new ArrayList<>();
  private int suppliers;

  /**
   * A belt from these trays, a list for each lane.
   *
   * @param takers how many workers take from each lane
   * @param suppliers how many fill the trays
   */
  static Behavior<Command> create(List<List<Tray<Object>>> trays, int takers, int suppliers) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
                  return new Belt(context, trays, takers, suppliers);
                }));
  }

  private Belt(
      ActorContext<Command> context, List<List<Tray<Object>>> trays, int takers, int suppliers) {
    super(context);
    this.suppliers = suppliers;
    ActorRef<Command> self = context.getSelf();
    for (List<Tray<Object>> lane : trays) {
      Arrived arrived = new Arrived(lanes.size());
      lane.forEach(tray -> tray.wakes(() -> self.tell(arrived)));
      lanes.add(new Lane(lane, takers));
    }
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Take.class, this::onTake)
        .onMessage(Arrived.class, this::onArrived)
        .onMessage(TakerDone.class, this::onTakerDone)
        .onMessageEquals(SupplierDone.INSTANCE, this::onSupplierDone)
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .build();
  }

  private Behavior<Command> onTake(Take command) {
    Lane lane = lanes.get(command.lane());
    lane.given.remove(command.worker());
    lane.waiting.add(command.worker());
    lane.grow();
    lane.serve(suppliers == 0);
    return this;
  }

  private Behavior<Command> onArrived(Arrived command) {
    lanes.get(command.lane()).serve(suppliers == 0);
    return this;
  }

  private Behavior<Command> onTakerDone(TakerDone command) {
    Lane lane = lanes.get(command.lane());
    lane.leave(command.worker());
    lane.serve(suppliers == 0);
    return this;
  }

  private Behavior<Command> onSupplierDone() {
    suppliers--;
    lanes.forEach(lane -> lane.serve(suppliers == 0));
    return this;
  }

  private Behavior<Command> onTick() {
    for (Lane lane : lanes) {
      lane.callBack();
      lane.learn();
      lane.serve(suppliers == 0);
    }
    return this;
  }

  /** Trays and the workers that share them. */
  private static final class Lane {
    private final List<Tray<Object>> trays;
    private final ArrayDeque<ActorRef<StageWorker.Command>> waiting = new ArrayDeque<>();
    private final ArrayDeque<Batch<Object>> returned = new ArrayDeque<>();
    private final Map<ActorRef<StageWorker.Command>, Batch<Object>> given = new HashMap<>();
    private int takers;
    private int at;

    // Where items take long, what lies in a worker's hands would wait behind them.
    private int most = 1;
    private int takes;

    Lane(List<Tray<Object>> trays, int takers) {
      this.trays = trays;
      this.takers = takers;
    }

    void serve(boolean last) {
      while (!waiting.isEmpty()) {
        Batch<Object> batch = next();
        if (batch == null) {
          break;
        }
        ActorRef<StageWorker.Command> worker = waiting.remove();
        given.put(worker, batch);
        worker.tell(new StageWorker.Deliver(batch));
      }
      if (last && returned.isEmpty() && isEmpty() && noneLeft()) {
        waiting.forEach(worker -> worker.tell(StageWorker.End.INSTANCE));
        waiting.clear();
      }
    }

    private @Nullable Batch<Object> next() {
      Batch<Object> again = returned.peek();
      if (again != null) {
        Batch<Object> part = again.split(share(again.left()));
        if (again.left() == 0) {
          returned.remove();
        }
        return part;
      }
      int lying = 0;
      for (Tray<Object> tray : trays) {
        lying += tray.count();
      }
      return gather(share(lying));
    }

    /** In turn, so that a fast supplier does not keep the others waiting. */
    private @Nullable Batch<Object> gather(int most) {
      Batch<Object> all = null;
      for (int i = 0; i < trays.size() && (all == null || all.size() < most); i++) {
        at = (at + 1) % trays.size();
        Batch<Object> more = trays.get(at).take(all == null ? most : most - all.size());
        all = all == null || all.size() == 0 ? more : more.size() == 0 ? all : all.with(more);
      }
      return all == null || all.size() == 0 ? null : all;
    }

    /** Half of an equal share, so that there is something left for who comes sooner. */
    private int share(int lying) {
      return takers == 1 ? Integer.MAX_VALUE : Math.max(1, Math.min(most, lying / (2 * takers)));
    }

    /** Workers who come back several times between two ticks may have more at once. */
    void grow() {
      if (++takes >= GROW_AFTER * takers && most < MOST) {
        takes = 0;
        most *= GROWTH;
      }
    }

    /** At a tick: if all are busy and hardly anybody came back, they have less next time. */
    void learn() {
      if (takes <= takers / 4 && waiting.isEmpty() && most > 1) {
        most /= GROWTH;
      }
      takes = 0;
    }

    private boolean isEmpty() {
      return trays.stream().allMatch(tray -> tray.count() == 0);
    }

    /** What is at a worker may still be called back for one that waits. */
    private boolean noneLeft() {
      return given.values().stream().allMatch(batch -> batch.left() == 0);
    }

    void callBack() {
      if (!waiting.isEmpty() && takers > 1) {
        given.values().stream()
            .max(Comparator.comparingInt(Batch::left))
            .ifPresent(batch -> giveBack(batch.recall()));
      }
    }

    private void giveBack(Batch<Object> items) {
      if (items.size() > 0) {
        returned.add(items);
      }
    }

    void leave(ActorRef<StageWorker.Command> worker) {
      takers--;
      waiting.remove(worker);
      Batch<Object> rest = given.remove(worker);
      if (rest != null) {
        giveBack(rest.recall());
      }
      if (takers == 0) {
        returned.clear();
        trays.forEach(Tray::close);
      }
    }
  }
}
