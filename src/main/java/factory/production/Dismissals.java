package factory.production;

import factory.goods.Closed;
import java.util.PriorityQueue;

/**
 * How workers leave a workshop: answers those whose contract is over, dismisses those whose event
 * time has passed, and closes some where there are too many. Owned by the director.
 *
 * <p>A pid leaves the roster first, so that nothing more is sent; its worker is released as soon as
 * there is a permit for its product ({@link LoadingBay}).
 */
final class Dismissals {
  /** How many workers are closed at one time for the sake of the replay. */
  private static final int MOST_CLOSED = 10_000;

  /**
   * How many workers are looked at in one turn as event time passes, and one more for each material
   * of its round, so that dismissing keeps up with hiring.
   */
  private static final int MOST_LOOKS = 4_096;

  /** How many of them may wait for their permit before the others are let wait. */
  private static final int MOST_RELEASED = 8_192;

  private final Floor<?> floor;
  private final Line line;
  private final Staff staff;
  private final Room room;
  private final LoadingBay bay;
  private final Turns turns;

  /** Live workers when dismissing was last not behind. */
  private int liveBefore;

  /** Requests that wait for the line to be as far as their contract. */
  private final PriorityQueue<Director.Closing> requests =
      new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));

  Dismissals(Floor<?> floor, Line line, Staff staff, Room room, LoadingBay bay, Turns turns) {
    this.floor = floor;
    this.line = line;
    this.staff = staff;
    this.room = room;
    this.bay = bay;
    this.turns = turns;
  }

  /** Whether the answer has been given already: its hire is over, or it has been released. */
  static boolean isAnswered(Director.Closing request) {
    Contractor contractor = request.contractor();
    return contractor.hire != request.hire() || contractor.leaving || contractor.pid == null;
  }

  /** A worker's contract is over, and it has not been told so. */
  void requested(Director.Closing request) {
    Contractor contractor = request.contractor();
    if (request.received() == contractor.sent && request.empty()) {
      staff.leave(contractor); // it has nothing to hand over, and its next hire tells it
      staff.freed(contractor, floor.clock.nanos());
    } else if (request.received() != contractor.sent || isDue(request)) {
      answer(request);
    } else {
      requests.add(request);
    }
  }

  private boolean isDue(Director.Closing request) {
    return request.due() - line.takenUpTo() <= 0;
  }

  /** Answers those whose contract is over by the time up to which the line is taken up. */
  void answerRequests() {
    for (Director.Closing first = requests.peek();
        first != null && isDue(first);
        first = requests.peek()) {
      requests.remove();
      if (!isAnswered(first)) {
        answer(first);
      }
    }
  }

  private void answer(Director.Closing request) {
    Contractor contractor = request.contractor();
    if (contractor.sent == request.received()) {
      release(contractor, request.why());
    } else {
      contractor.tell(Worker.Renew.INSTANCE);
    }
  }

  /** The pid leaves the roster; its worker hands the product over as soon as there is a permit. */
  private void release(Contractor contractor, Closed why) {
    staff.leave(contractor);
    bay.awaitRelease(contractor, why);
    bay.serve();
  }

  /** All are released. */
  void releaseAll(Closed why) {
    release(staff.everybody(), why);
  }

  /** Closes some of those hired before {@code time}, on the factory clock. */
  void closeHiredBefore(long time) {
    release(staff.hiredBefore(time, MOST_CLOSED), Closed.LIMIT);
  }

  /** A person wants it closed. */
  void closeByHand(Contractor contractor) {
    release(contractor, Closed.BY_HAND);
  }

  /** Its contract goes on: whether it is over is asked again. */
  void withdraw(Contractor contractor) {
    if (requests.removeIf(request -> request.contractor() == contractor)) {
      contractor.tell(Worker.Renew.INSTANCE);
    }
  }

  private void release(Iterable<Contractor> contractors, Closed why) {
    for (Contractor contractor : contractors) {
      release(contractor, why);
    }
  }

  /**
   * In event time: dismisses those whose contract is over, as far as there are permits in sight.
   *
   * @param round materials handed out in this turn
   */
  void keepTime(int round) {
    Timekeeper timekeeper = line.timekeeper();
    if (timekeeper != null && timekeeper.isBusy() && bay.wanted() < MOST_RELEASED) {
      timekeeper.serve(MOST_LOOKS + round, contractor -> release(contractor, Closed.CONTRACT));
      boolean more = timekeeper.isBusy() ? bay.wanted() < MOST_RELEASED : line.queued() > 0;
      if (more) {
        turns.soon(); // batches and signals come in between
      }
    }
  }

  /**
   * Whether the workshop has to wait for permits before it takes up more.
   *
   * <p>On the machine's clock that is so while as much cargo waits as the line has places: a
   * product that its contract has ended holds no credit any more, and a destination that stands
   * still is to slow the Buyer whatever ends the products. In event time about as many are hired as
   * go while more wait than are in sight: the line goes on when a million contracts end together,
   * and hiring does not run away from dismissing.
   */
  private boolean isBehind() {
    Timekeeper timekeeper = line.timekeeper();
    if (timekeeper == null) {
      return bay.wanted() >= floor.settings.lineCapacity();
    }
    if (!timekeeper.isBusy() || bay.wanted() < MOST_RELEASED) {
      liveBefore = staff.live();
      return false;
    }
    return staff.live() > liveBefore + MOST_RELEASED;
  }

  /** Whether there is room for a round; where there is none, some may be closed for it. */
  boolean makeRoom() {
    if (isBehind()) {
      return false; // the next permits are the next turn
    }
    if (!room.isShort()) {
      return true;
    }
    Timekeeper timekeeper = line.timekeeper();
    if (timekeeper != null && timekeeper.isBusy()) {
      return false; // some may go by themselves
    }
    if (staff.leaving() == 0) {
      if (!room.mustClose(bay.wanted() > 0, line.outstanding() > 0)) {
        turns.later(Room.PATIENCE.toNanos());
        return false;
      }
      release(room.toClose(), Closed.LIMIT);
    }
    return staff.leaving() == 0;
  }
}
