package factory.jobs;

import factory.jobs.Order.Item;
import java.util.ArrayDeque;

/**
 * What waits for a worker: inputs as they are pulled, and items that came back; and how many of
 * them go out at once. For the foreman alone, but for the tray, which the pulling thread fills.
 *
 * <p>How many go into one order follows from how long the last took: about a millisecond of work,
 * so that the cost of messages does not show.
 */
final class Backlog<I> {
  private static final long ORDER_NANOS = 1_000_000;
  private static final int MOST_PER_ORDER = 4096;
  private static final int GROWTH = 8;

  private final int workers;
  private final Tray<I> tray = new Tray<>();
  private final ArrayDeque<Batch<Item<I>>> returned = new ArrayDeque<>();
  private int perOrder = 1;
  private long issued;
  private boolean pulled;

  Backlog(int workers) {
    this.workers = workers;
  }

  /** Where inputs are put. */
  Tray<I> tray() {
    return tray;
  }

  /** The last input lies on the tray, or was taken from it. */
  void allPulled() {
    pulled = true;
  }

  /** How long the tasks of a finished order took; one of which nothing was done teaches nothing. */
  void learn(Order<?, ?> order) {
    if (order.done() == 0) {
      return;
    }
    long fitting = Math.min(ORDER_NANOS / order.nanosPerTask(), (long) perOrder * GROWTH);
    perOrder = (int) Math.max(1, Math.min(MOST_PER_ORDER, fitting));
  }

  /** Whether several tasks go into one order. */
  boolean tasksAreShort() {
    return perOrder > 1;
  }

  /** These were not begun, or are to be tried again; they go out before any other. */
  void giveBack(Batch<Item<I>> items) {
    if (items.size() > 0) {
      returned.add(items);
    }
  }

  /** The items of the next order, of so many that are wanted; none if nothing waits. */
  Batch<Item<I>> next(int wanted) {
    Batch<Item<I>> again = returned.peek();
    if (again != null) {
      int share = (again.left() + wanted - 1) / wanted;
      Batch<Item<I>> part = again.split(Math.min(perOrder, share));
      if (again.left() == 0) {
        returned.remove();
      }
      return part;
    }
    int share = pulled ? tray.count() / workers + 1 : perOrder;
    Batch<I> inputs = tray.take(Math.min(perOrder, share));
    Object[] items = new Object[inputs.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = new Item<>(issued++, inputs.get(i), 0);
    }
    return new Batch<>(items, 0, items.length);
  }

  /**
   * Lets inputs be pulled for so many orders; where tasks are short, enough that nobody has to
   * wait; never more than the plan has room for ahead of the caller.
   */
  void pullFor(int orders, long taken, TaskPlan plan) {
    long ready = tasksAreShort() ? 2L * workers * perOrder : 0;
    long wanted = issued + (long) orders * perOrder + ready;
    tray.allow(Math.min(wanted, plan.mostAhead(taken, workers, perOrder)));
  }

  boolean isEmpty() {
    return returned.isEmpty() && tray.count() == 0;
  }

  /** Nothing waits, and nothing comes but what workers give back. */
  boolean isOver() {
    return pulled && isEmpty();
  }
}
