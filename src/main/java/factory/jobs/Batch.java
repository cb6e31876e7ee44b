package factory.jobs;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Items that one thread works through, each claimed just before it begins. Whoever handed the batch
 * over can call back what is not claimed: each item is claimed once or called back once.
 */
final class Batch<T> {
  private final Object[] items;
  private final int from;
  private final int to;
  private final AtomicInteger next;

  /** The items from {@code from} to before {@code to} of an array that nobody changes any more. */
  Batch(Object[] items, int from, int to) {
    this.items = items;
    this.from = from;
    this.to = to;
    this.next = new AtomicInteger(from);
  }

  int size() {
    return to - from;
  }

  /** The place of the next item, or -1 if none is left. */
  int claim() {
    int at = next.getAndIncrement();
    return at < to ? at : -1;
  }

  @SuppressWarnings("unchecked") // only items of this type are put in
  T get(int at) {
    return (T) items[at];
  }

  /** How many are not claimed yet. */
  int left() {
    return Math.max(0, to - next.get());
  }

  /** Calls back all that is not claimed; nothing can be claimed any more. */
  Batch<T> recall() {
    // Far enough from the largest int for every claim that still comes.
    int at = next.getAndSet(Integer.MAX_VALUE / 2);
    return new Batch<>(items, Math.min(at, to), to);
  }

  /** The first {@code most} of what is left, as a batch of their own; before anybody claims. */
  Batch<T> split(int most) {
    int at = next.get();
    int end = Math.min(to, at + most);
    next.set(end);
    return new Batch<>(items, at, end);
  }
}
