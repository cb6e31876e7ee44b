package factory.production;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which worker in event time; owned by the director.
 *
 * <p>A hierarchical timing wheel (Varghese and Lauck, 1987): eleven wheels of 64 slots, each slot
 * of one as long as the whole wheel before it, so that any two event times are told apart to the
 * unit. An entry lies in the wheel of the highest digit, to the base of 64, in which its time
 * differs from the watermark. Making, moving and removing one costs the same however many there
 * are, and when the watermark jumps whole slots are taken off at once; {@link #serve} then works
 * them off, a few at a time.
 */
final class Calendar {
  private static final int BITS = 6;
  private static final int SLOTS = 1 << BITS;
  private static final int WHEELS = (Long.SIZE + BITS - 1) / BITS;

  private final Entry[] slots = new Entry[WHEELS * SLOTS];

  /** Taken off the wheels: due, or to be put into a finer one. */
  private final Entry pending = new Entry(null);

  /** The watermark, its sign turned so that it counts from zero. */
  private long now;

  Calendar() {
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Entry(null);
    }
  }

  /** A worker's place in the calendar; in at most one list. */
  static class Entry {
    private final @Nullable Contractor owner;
    private Entry previous = this;
    private Entry next = this;
    private long key;

    Entry(@Nullable Contractor owner) {
      this.owner = owner;
    }

    /** Whether it is in the calendar. */
    boolean isArmed() {
      return next != this;
    }

    /** Whether it is in the calendar for {@code time} or before. */
    boolean isArmedFor(long time) {
      return isArmed() && Long.compareUnsigned(key, keyOf(time)) <= 0;
    }

    /** Takes it out; one that is not in is left alone. */
    void cancel() {
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
    }

    private void linkBefore(Entry head) {
      previous = head.previous;
      next = head;
      previous.next = this;
      head.previous = this;
    }
  }

  /**
   * The entry is due once the watermark is beyond {@code time}; where it was before is forgotten.
   * Beyond the last of all times there is nothing to wait for.
   */
  void put(Entry entry, long time) {
    entry.cancel();
    if (time != Long.MAX_VALUE) {
      entry.key = keyOf(time);
      file(entry);
    }
  }

  /**
   * The first moment, counted as {@link #now} is, at which the watermark is beyond {@code time}.
   */
  private static long keyOf(long time) {
    return (time ^ Long.MIN_VALUE) + 1;
  }

  private void file(Entry entry) {
    if (Long.compareUnsigned(entry.key, now) <= 0) {
      entry.linkBefore(pending);
      return;
    }
    int wheel = (Long.SIZE - 1 - Long.numberOfLeadingZeros(entry.key ^ now)) / BITS;
    int slot = (int) (entry.key >>> (wheel * BITS)) & (SLOTS - 1);
    entry.linkBefore(slots[wheel * SLOTS + slot]);
  }

  /** The watermark has come as far as this; it never goes back. */
  void advance(long watermark) {
    long then = watermark ^ Long.MIN_VALUE;
    if (Long.compareUnsigned(then, now) <= 0) {
      return;
    }
    for (int wheel = 0; wheel < WHEELS; wheel++) {
      long from = now >>> (wheel * BITS);
      long to = then >>> (wheel * BITS);
      if (from == to) {
        break;
      }
      int passed = Long.compareUnsigned(to - from, SLOTS) < 0 ? (int) (to - from) : SLOTS;
      for (int back = 0; back < passed; back++) {
        takeOff(slots[wheel * SLOTS + ((int) (to - back) & (SLOTS - 1))]);
      }
    }
    now = then;
  }

  private void takeOff(Entry head) {
    if (!head.isArmed()) {
      return;
    }
    Entry first = head.next;
    Entry last = head.previous;
    head.next = head;
    head.previous = head;
    first.previous = pending.previous;
    pending.previous.next = first;
    last.next = pending;
    pending.previous = last;
  }

  /**
   * Hands over workers that are due, each once; they are no longer in the calendar then.
   *
   * @param most how many entries are dealt with at most
   * @return how many were; less than {@code most} if none is left
   */
  int serve(int most, Consumer<Contractor> due) {
    int served = 0;
    for (; served < most && pending.isArmed(); served++) {
      Entry first = pending.next;
      first.cancel();
      Contractor owner = first.owner;
      if (Long.compareUnsigned(first.key, now) > 0) {
        file(first);
      } else if (owner != null) {
        due.accept(owner);
      }
    }
    return served;
  }

  /** Whether {@link #serve} has something to do. */
  boolean isBusy() {
    return pending.isArmed();
  }
}
