package factory.production;

import factory.goods.Lot;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps event time in a workshop: which workers are to be dismissed, or told the watermark, as it
 * passes. Owned by the director.
 *
 * <p>A delivery costs a look at its materials' times; the calendar is only touched for a worker
 * that is to be looked at earlier than it would be anyway. When a worker's turn comes it may have
 * had further material meanwhile, and is entered again. So the cost for a material does not grow
 * with the number of workers.
 *
 * <p>No handshake is needed: the director knows the latest time of all that it has sent, and the
 * watermark says that nothing earlier is to come. What becomes of the materials does not depend on
 * when a worker is visited, only on their times.
 */
final class Timekeeper {
  /** A worker with several products is looked at so often in the time after which one is over. */
  private static final int LOOKS = 16;

  private final Calendar calendar = new Calendar();
  private final Floor<?> floor;
  private final EventClock clock;
  private final long closesAfter;
  private final long keepsFor;

  /** Whether workers are to assemble as soon as the watermark allows, not only when all is over. */
  private final boolean eager;

  private long watermark = Lot.NO_WATERMARK;

  Timekeeper(Floor<?> floor, EventClock clock) {
    this.floor = floor;
    this.clock = clock;
    this.closesAfter = clock.closesAfter();
    this.keepsFor = clock.keepsFor();
    this.eager = floor.mayComplete;
  }

  /**
   * All that has come with a time before this, and is not late, is with its worker or on its way.
   */
  long watermark() {
    return watermark;
  }

  /** The line has been taken up as far as this; it never goes back. */
  void advance(long mark) {
    if (mark > watermark) {
      watermark = mark;
      floor.watermark = mark;
      calendar.advance(mark);
    }
  }

  /**
   * A worker gets these; {@code first} if they are the first of its hire. Unless it is dismissed
   * with them it must be {@link #arm armed}.
   *
   * @return whether its contract is over by the watermark
   */
  boolean delivered(Contractor owner, Delivery delivery, boolean first) {
    Visit visit = owner.visit;
    if (visit == null) {
      visit = new Visit(owner);
      owner.visit = visit;
    }
    if (first) {
      visit.latest = delivery.order(0, clock);
      visit.forgetGaps();
    } else if (hasPassedGaps(visit)) {
      visit.forgetGaps();
    }
    long latest = visit.latest;
    long gap = clock.gap();
    int size = delivery.size();
    for (int i = 0; i < size; i++) {
      long time = delivery.order(i, clock);
      if (EventClock.isBeyond(Math.min(time, latest), Math.max(time, latest), gap)) {
        visit.addGap(Math.min(time, latest));
      }
      latest = Math.max(time, latest);
    }
    visit.latest = latest;
    visit.told = watermark;
    visit.underWay = null; // what is raised must not come to the worker before this delivery
    return isOver(visit);
  }

  /** Sees to it that a worker is looked at in time. */
  void arm(Contractor owner) {
    Visit visit = owner.visit;
    if (visit != null) {
      long due = due(visit);
      if (!visit.isArmedFor(due)) {
        calendar.put(visit, due);
      }
    }
  }

  private boolean isOver(Visit visit) {
    return EventClock.plus(visit.latest, keepsFor) < watermark;
  }

  /** When a worker that knows the watermark is to be looked at next. */
  private long due(Visit visit) {
    long latest = visit.latest;
    long over = EventClock.plus(latest, closesAfter);
    if (latest >= watermark) {
      long due = eager ? latest : over;
      return visit.hasGaps() ? Math.min(due, earlier(visit)) : due;
    }
    return over >= watermark ? over : EventClock.plus(latest, keepsFor);
  }

  /** When a product before the latest material may be over; looked for where it is not known. */
  private long earlier(Visit visit) {
    if (hasPassedGaps(visit)) {
      return Long.MAX_VALUE;
    }
    boolean ready = eager && visit.firstGap >= watermark;
    long first = ready ? visit.firstGap : EventClock.plus(visit.firstGap, closesAfter);
    long next =
        first >= watermark ? first : EventClock.plus(watermark, Math.max(1, closesAfter / LOOKS));
    return Math.min(next, EventClock.plus(watermark, closesAfter)); // a limit may be reached before
  }

  /** Whether all that was before the last gap is over, which a worker knows by the watermark. */
  private boolean hasPassedGaps(Visit visit) {
    return EventClock.plus(visit.lastGap, closesAfter) < watermark;
  }

  /**
   * Looks at workers whose time has come.
   *
   * @param most how many entries are dealt with at most
   * @param dismiss gets those who are to be dismissed
   */
  void serve(int most, Consumer<Contractor> dismiss) {
    calendar.serve(most, contractor -> look(contractor, dismiss));
  }

  /** Whether there is somebody to look at now. */
  boolean isBusy() {
    return calendar.isBusy();
  }

  private void look(Contractor contractor, Consumer<Contractor> dismiss) {
    Visit visit = contractor.visit;
    if (visit == null) {
      return;
    }
    if (isOver(visit)) {
      dismiss.accept(contractor);
      return;
    }
    if (hasNews(visit)) {
      visit.told = watermark;
      if (!visit.raise(watermark)) {
        visit.underWay = new AtomicLong(watermark);
        contractor.tell(new Worker.Advance(contractor.hire, visit.underWay));
      }
    }
    calendar.put(visit, due(visit));
  }

  /** Whether the watermark says something to the worker that the one it was told did not. */
  private boolean hasNews(Visit visit) {
    long over = EventClock.plus(visit.latest, closesAfter);
    boolean ready = eager && passed(visit.latest, visit.told);
    return ready || passed(over, visit.told) || (visit.hasGaps() && visit.told <= visit.latest);
  }

  private boolean passed(long time, long told) {
    return time < watermark && told <= time;
  }
}
