package factory.production;

import factory.goods.Closed;
import org.jspecify.annotations.Nullable;

/**
 * How a workshop comes to its end: what its director was told, whether all contracts are ended for
 * it, and whether the last word is said.
 */
final class LastShift {
  private final Line line;
  private final Staff staff;
  private final LoadingBay bay;
  private final Dismissals dismissals;
  private boolean sold;
  private Closed atEnd = Closed.END_OF_INPUT;
  private Director.@Nullable Drain draining;
  private boolean closedAll;
  private boolean over;

  LastShift(Line line, Staff staff, LoadingBay bay, Dismissals dismissals) {
    this.line = line;
    this.staff = staff;
    this.bay = bay;
    this.dismissals = dismissals;
  }

  /** Nothing more comes down the line. */
  void sold() {
    sold = true;
  }

  /** As {@link #sold()}, but products say that the factory was shut down. */
  void lastCall() {
    sold = true;
    atEnd = Closed.SHUTDOWN;
  }

  /** Shut down; overrules what was said before. */
  void drain(Director.Drain command) {
    draining = command;
  }

  /** Whether what comes down the line is still taken up. */
  boolean takesUp() {
    return draining == null;
  }

  /** Whether nothing has been said of the end. */
  boolean isFar() {
    return draining == null && !sold;
  }

  /** Whether all contracts were ended. */
  boolean hasClosedAll() {
    return closedAll;
  }

  /** Whether the workshop has said that it is empty. */
  boolean isOver() {
    return over;
  }

  /** Ends all contracts, once, when it has come to that. */
  void closeAll() {
    if (closedAll) {
      return;
    }
    Closed why;
    if (draining == null && sold && line.isEmpty() && line.outstanding() == 0) {
      why = atEnd; // a stop meanwhile would give back what a released worker has not begun
    } else if (draining != null && draining.ship() && line.outstanding() == 0) {
      why = Closed.SHUTDOWN;
    } else {
      return;
    }
    closedAll = true;
    dismissals.releaseAll(why);
  }

  /** Whether the end has come with this turn: true once, and then it is over. */
  boolean ends() {
    boolean nothingMoves = line.outstanding() == 0 && staff.leaving() == 0 && bay.isEmpty();
    boolean ended = closedAll ? staff.live() == 0 : draining != null && !draining.ship();
    if (over || !nothingMoves || !ended) {
      return false;
    }
    over = true;
    return true;
  }
}
