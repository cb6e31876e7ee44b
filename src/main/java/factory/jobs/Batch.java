package factory.jobs;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Items that one thread works through, each claimed just before it begins. Whoever handed the batch
 * over can call back what is not claimed: each item is claimed once or called back once.
 */
final class Batch<T> {
  /** Far beyond every place, and from the largest int for every claim that still comes. */
  private static final int RECALLED = Integer.MAX_VALUE / 2;

  private final Object[] items;
  private final int from;
  private final int to;
  private final AtomicInteger next;

  /** How far it was claimed when it was called back; -1 until that is known. */
  private volatile int called = -1;

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

  /** How many were claimed. */
  int claimed() {
    // A batch that was called back has no more than it had claimed then.
    int at = next.get();
    if (at >= RECALLED) {
      for (at = called; at < 0; at = called) {
        // Whoever calls it back is just about to say how far it was.
        Thread.onSpinWait();
      }
    }
    return Math.min(at, to) - from;
  }

  /** Calls back all that is not claimed; nothing can be claimed any more. */
  Batch<T> recall() {
    int at = next.getAndSet(RECALLED);
    if (at < RECALLED) {
      called = at;
    }
    return new Batch<>(items, Math.min(at, to), to);
  }

  /** The first {@code most} of what is left, as a batch of their own; before anybody claims. */
  Batch<T> split(int most) {
    int at = next.get();
    int end = at + Math.min(to - at, most);
    next.set(end);
    return new Batch<>(items, at, end);
  }

  /** This and another, as one; before anybody claims. */
  Batch<T> with(Batch<T> other) {
    Object[] both = Arrays.copyOfRange(items, from, to + other.size());
    System.arraycopy(other.items, other.from, both, size(), other.size());
    return new Batch<>(both, 0, both.length);
  }
}
