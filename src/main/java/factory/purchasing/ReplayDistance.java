package factory.purchasing;

import java.util.ArrayDeque;

/**
 * How many records a restart would read again, and which workers must be closed so that these are
 * no more than the user wants.
 *
 * <p>A worker keeps the records behind its first one open for a restart. Those that were hired
 * before the record that may be the first one now was bought are to be closed; some hundred times
 * of buying are remembered for that.
 */
final class ReplayDistance {
  private static final int PARTS = 256;

  private final Buyer.Skips skips;
  private final ArrayDeque<Bought> times = new ArrayDeque<>();

  private record Bought(long records, long at) {}

  ReplayDistance(Buyer.Skips skips) {
    this.skips = skips;
  }

  /**
   * Records read again by a restart; 0 where none are kept in a ledger.
   *
   * @param read records read or passed over, also by earlier runs
   */
  long records(long read) {
    long settled = skips.settled();
    return settled < 0 ? 0 : Math.max(0, read - settled);
  }

  /**
   * Notes how far the Buyer is.
   *
   * @return workers hired before this time are to be closed; {@code Long.MIN_VALUE} for none
   */
  long closeHiredBefore(long read, long now) {
    long most = skips.closeBeyond();
    if (most == Long.MAX_VALUE) {
      return Long.MIN_VALUE;
    }
    if (times.isEmpty() || read - times.getLast().records >= Math.max(1, most / PARTS)) {
      times.addLast(new Bought(read, now));
    }
    long bound = Long.MIN_VALUE;
    while (!times.isEmpty() && times.element().records <= read - most) {
      bound = times.element().at;
      Bought first = times.remove();
      if (times.isEmpty() || times.element().records > read - most) {
        times.addFirst(first); // still the last one before
        break;
      }
    }
    return records(read) > most ? bound : Long.MIN_VALUE;
  }
}
