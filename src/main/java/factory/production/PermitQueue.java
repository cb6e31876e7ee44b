package factory.production;

import factory.goods.Closed;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for transport permits in a workshop, in the order of finishing; owned by the director.
 *
 * <p>Permits at hand lie on the {@link Floor}, where workers take them without asking as long as
 * nobody waits here.
 */
final class PermitQueue {
  /** The part of what is used between two looks of the Monitor that lies at hand at least. */
  private static final int STOCK = 4;

  /**
   * Somebody who waits.
   *
   * @param contractor whose worker waits; null for scrap that came down the line
   * @param permits how many permits
   * @param release why the worker is to be released with the permit; null if it asked for cargo
   *     that it holds
   * @param scrap the scrap, else null
   * @param places of the line that the scrap took
   */
  record Waiter(
      @Nullable Contractor contractor,
      int permits,
      @Nullable Closed release,
      @Nullable Scrap scrap,
      int places) {}

  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private long wanted;
  private int requested;
  private int used;

  /** Used since {@link #idle} was last asked, and before that. */
  private int usedSince;

  private int usual;

  /** What is to lie at hand since less ran out; cut back to what is used between two looks. */
  private long burst;

  /** Adds somebody at the end. */
  void add(Waiter waiter) {
    waiters.add(waiter);
    wanted += waiter.permits();
  }

  /** Whether somebody waits. */
  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** Permits that are waited for. */
  long wanted() {
    return wanted;
  }

  /** Who is served next; at least one waits. */
  Waiter peek() {
    return waiters.element();
  }

  /** Serves the first in the queue with {@code permits} of those it wants. */
  void serve(int permits) {
    Waiter first = waiters.remove();
    wanted -= permits;
    if (permits < first.permits()) {
      waiters.addFirst(
          new Waiter(
              first.contractor(),
              first.permits() - permits,
              first.release(),
              first.scrap(),
              first.places()));
    }
  }

  /** Notes permits that went to workers, who are likely to need as many again. */
  void used(int permits) {
    used += permits;
    usedSince += permits;
  }

  /**
   * How many permits to ask the dispatcher for: what is waited for, and so many that workers find
   * some at hand: as many as were used since the last time, or a good part of what is usual, and
   * twice as many whenever more is waited for than is there or on its way: a worker that waits
   * costs two messages. Of those that lie there half are used up before it asks again, so that not
   * each product costs a request.
   *
   * @param atHand permits on the floor
   * @param most most permits that may lie there unused
   */
  int toRequest(int atHand, int most) {
    long there = (long) atHand + requested - wanted;
    long stock = Math.min(Math.max(burst, Math.max(used, usual / STOCK)), most);
    if (there < 0) {
      stock = Math.min(2 * stock, most);
      burst = stock;
    }
    int more = (int) Math.min(Integer.MAX_VALUE, stock - there);
    if (more <= 0 || there > stock / 2) {
      return 0;
    }
    used = 0;
    requested += more;
    return more;
  }

  /** Notes permits that the dispatcher has granted. */
  void granted(int permits) {
    requested -= permits;
  }

  /**
   * Whether no permit was used or waited for since the last time this was asked; then none need lie
   * at hand.
   */
  boolean idle() {
    boolean idle = usedSince == 0 && waiters.isEmpty();
    usual = usedSince;
    burst = Math.min(burst, usual);
    usedSince = 0;
    if (idle) {
      used = 0;
    }
    return idle;
  }
}
