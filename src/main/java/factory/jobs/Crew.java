package factory.jobs;

import factory.jobs.Order.Item;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one run: who is free, and which orders are out. For the foreman alone, but for the
 * rack, which the workers' threads take from.
 *
 * <p>Should a slow task be in an order with others, the rest of that order is called back as soon
 * as somebody is free.
 */
final class Crew<I, O> {
  /** An order that is younger will soon be done, and is not called back. */
  private static final long RECALL_NANOS = 2_000_000;

  private final Backlog<I> backlog;
  private final Rack<I, O> rack = new Rack<>();
  private final ArrayDeque<ActorRef<TaskWorker.Do<I, O>>> idle = new ArrayDeque<>();
  private final Set<Order<I, O>> out = new LinkedHashSet<>();
  private int members;

  Crew(Backlog<I> backlog) {
    this.backlog = backlog;
  }

  /** Where workers find what is next. */
  Rack<I, O> rack() {
    return rack;
  }

  /** A new worker, who has nothing to do. */
  void hire(ActorRef<TaskWorker.Do<I, O>> worker) {
    members++;
    idle.add(worker);
  }

  /** This worker is through, and found nothing on the rack. */
  void free(ActorRef<TaskWorker.Do<I, O>> worker) {
    idle.add(worker);
  }

  /** Orders for those who are free; then one at hand for each, while there is something to do. */
  void handOut() {
    while (!idle.isEmpty()) {
      Order<I, O> lying = rack.take();
      Order<I, O> order = lying == null ? make() : lying;
      if (order == null) {
        return;
      }
      idle.remove().tell(new TaskWorker.Do<>(order));
    }
    while (room() > 0) {
      Order<I, O> order = make();
      if (order == null) {
        return;
      }
      rack.put(order);
    }
  }

  private @Nullable Order<I, O> make() {
    Batch<Item<I>> items = backlog.next(Math.max(1, idle.size()));
    if (items.size() == 0) {
      return null;
    }
    Order<I, O> order = new Order<>(items);
    out.add(order);
    return order;
  }

  /** This order is through; false if that was known. What was not begun is back. */
  boolean handedIn(Order<I, O> order) {
    boolean known = out.remove(order);
    if (known) {
      backlog.giveBack(order.recall());
    }
    return known;
  }

  /** Its task took too long, and was left with its thread: its worker has nothing to do. */
  void givenUp(Order<I, O> order) {
    ActorRef<TaskWorker.Do<I, O>> worker = order.worker();
    if (handedIn(order) && worker != null) {
      free(worker);
    }
  }

  /** If somebody is free and has nothing to do: what another has not begun. */
  void callBack() {
    if (!idle.isEmpty() && backlog.isEmpty() && rack.size() == 0) {
      out.stream()
          .filter(order -> order.left() > 0 && order.age() > RECALL_NANOS)
          .max(Comparator.comparingInt(Order::left))
          .ifPresent(order -> backlog.giveBack(order.recall()));
    }
  }

  /** Interrupts whatever runs, and what is on the rack is not begun. */
  void callOff() {
    out.forEach(Order::callOff);
  }

  /** All that are out now; the action may hand in. */
  void forEachOrder(Consumer<Order<I, O>> action) {
    List.copyOf(out).forEach(action);
  }

  /** How many orders could be at hand, beyond those that are. */
  int room() {
    return members - rack.size();
  }

  /** No order is out. */
  boolean isHome() {
    return out.isEmpty();
  }
}
