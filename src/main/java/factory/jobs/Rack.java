package factory.jobs;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Orders at hand: the foreman puts them here before anybody needs them, and whoever is through with
 * one takes the next, without a word. So no worker waits for the foreman, its thread or the inputs
 * between two tasks, and no order waits for a certain worker.
 */
final class Rack<I, O> {
  private final ArrayDeque<Order<I, O>> orders = new ArrayDeque<>();

  synchronized void put(Order<I, O> order) {
    orders.add(order);
  }

  /** The one that has been here longest; null if there is none. */
  synchronized @Nullable Order<I, O> take() {
    return orders.poll();
  }

  synchronized int size() {
    return orders.size();
  }
}
