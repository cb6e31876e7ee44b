package factory.jobs;

import factory.jobs.Order.Item;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The workers of one run: who is free, and which orders are out. For the foreman alone.
 *
 * <p>Should a slow task be in an order with others, the rest of that order is called back as soon
 * as somebody is free.
 */
final class Crew<I, O> {
  /** An order that is younger will soon be done, and is not called back. */
  private static final long RECALL_NANOS = 2_000_000;

  private final Backlog<I> backlog;
  private final ArrayDeque<ActorRef<TaskWorker.Command<I, O>>> idle = new ArrayDeque<>();
  private final Set<Order<I, O>> out = new LinkedHashSet<>();
  private final Set<ActorRef<TaskWorker.Command<I, O>>> doubled = new HashSet<>();

  Crew(Backlog<I> backlog) {
    this.backlog = backlog;
  }

  /** This worker has nothing to do. */
  void join(ActorRef<TaskWorker.Command<I, O>> worker) {
    idle.add(worker);
  }

  /**
   * This worker is through with one order. Where tasks are short it gets a second beside the next,
   * or it would wait at each; not where a task may be interrupted, which costs the whole order.
   */
  void rejoin(ActorRef<TaskWorker.Command<I, O>> worker, boolean timed) {
    if (backlog.tasksAreShort() && !timed) {
      idle.add(worker);
      if (doubled.add(worker)) {
        idle.add(worker);
      }
    } else if (!doubled.remove(worker)) {
      idle.add(worker);
    }
  }

  /** Orders for those who are free, while there is something to do. */
  void handOut() {
    while (!idle.isEmpty()) {
      Batch<Item<I>> items = backlog.next(idle.size());
      if (items.size() == 0) {
        break;
      }
      Order<I, O> order = new Order<>(items);
      out.add(order);
      idle.remove().tell(new TaskWorker.Do<>(order));
    }
  }

  /** This order has come back. */
  void handedIn(Order<I, O> order) {
    out.remove(order);
    backlog.giveBack(order.recall());
  }

  /** If somebody is free and has nothing to do: what another has not begun. */
  void callBack() {
    if (!idle.isEmpty() && backlog.isEmpty()) {
      out.stream()
          .filter(order -> order.left() > 0 && order.age() > RECALL_NANOS)
          .max(Comparator.comparingInt(Order::left))
          .ifPresent(order -> backlog.giveBack(order.recall()));
    }
  }

  /** Interrupts whatever runs. */
  void callOff() {
    out.forEach(Order::callOff);
  }

  void forEachOrder(Consumer<Order<I, O>> action) {
    out.forEach(action);
  }

  /** How many orders could go out at once. */
  int free() {
    return idle.size();
  }

  /** No order is out. */
  boolean isHome() {
    return out.isEmpty();
  }
}
