package factory.jobs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread puts items for an actor. Bounded: the thread waits while there is no room. The
 * actor is woken once, when the first item lies there after it found the tray empty, and takes as
 * many as there are.
 */
final class Tray<T> {
  private static final Runnable NOBODY = () -> {};

  private final int capacity;
  private Object[] items = new Object[8];
  private int count;
  private long put;
  private long limit;
  private final Stopwatch waiting = new Stopwatch();
  private boolean wanted;
  private boolean closed;
  private Runnable wake = NOBODY;
  private Runnable onClose = NOBODY;

  /** With room for so many items. */
  Tray(int capacity) {
    this.capacity = capacity;
    this.limit = capacity;
  }

  /** With room only for what {@link #allow} allows. */
  Tray() {
    this(0);
  }

  /** Who is to be woken; the actor then looks by {@link #take}. */
  synchronized void wakes(Runnable actor) {
    wake = actor;
  }

  /** What happens when nobody takes any more. */
  synchronized void onClose(Runnable action) {
    onClose = action;
  }

  /**
   * Waits for room; false once the tray is closed. An interrupt alone ends no wait: whoever calls
   * the thread off closes the tray, and a user's code may interrupt its own thread.
   */
  synchronized boolean awaitRoom() {
    if (put < limit || closed) {
      return !closed;
    }
    waiting.start();
    while (put >= limit && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        continue; // and look whether it is closed
      }
    }
    waiting.stop();
    return !closed;
  }

  /** Waits for room and puts; false, and nothing put, once the tray is closed. */
  boolean put(@Nullable T item) {
    boolean first;
    synchronized (this) {
      if (!awaitRoom()) {
        return false;
      }
      if (count == items.length) {
        items = Arrays.copyOf(items, count * 2);
      }
      items[count++] = item;
      put++;
      first = wanted;
      wanted = false;
    }
    if (first) {
      wake.run();
    }
    return true;
  }

  /**
   * Takes up to {@code most} items, at least one; what is taken makes room. After a take that left
   * nothing, the next item wakes.
   */
  synchronized Batch<T> take(int most) {
    int n = Math.min(most, count);
    Batch<T> batch;
    if (n == count) {
      batch = new Batch<>(items, 0, n);
      items = n == 0 ? items : new Object[Math.max(8, n)];
      wanted = true;
    } else {
      batch = new Batch<>(Arrays.copyOf(items, n), 0, n);
      System.arraycopy(items, n, items, 0, count - n);
      Arrays.fill(items, count - n, count, null);
    }
    count -= n;
    if (capacity > 0) {
      allow(put - count + capacity);
    }
    return batch;
  }

  /** Lets so many items be put in all, counted from the first. */
  synchronized void allow(long items) {
    if (items > limit) {
      boolean full = put >= limit;
      limit = items;
      if (full) {
        notifyAll();
      }
    }
  }

  /** Nobody takes any more: what lies here is dropped, who waits for room is let go. */
  void close() {
    Runnable action;
    synchronized (this) {
      action = closed ? NOBODY : onClose;
      closed = true;
      count = 0;
      items = new Object[0];
      notifyAll();
    }
    action.run();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized int count() {
    return count;
  }

  /** How many items were put in all. */
  synchronized long total() {
    return put;
  }

  /** How long the thread waited for room in all, in nanoseconds. */
  synchronized long waited() {
    return waiting.nanos();
  }
}
