package factory.production;

import factory.operations.WorkshopStock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;

/** Draws up a workshop's stock, and reports it at the end, be it a good one or not. */
final class Bookkeeper {
  /** How many times more a workshop that is to stand still is looked at, and how long between. */
  static final int LOOKS = 20;

  static final Duration BETWEEN = Duration.ofMillis(5);

  private final Floor<?> floor;
  private final Line line;
  private final Staff staff;
  private final Room room;
  private final LoadingBay bay;
  private final LastShift lastShift;
  private final ActorRef<WorkshopReport> reports;

  Bookkeeper(
      Floor<?> floor,
      Line line,
      Staff staff,
      Room room,
      LoadingBay bay,
      LastShift lastShift,
      ActorRef<WorkshopReport> reports) {
    this.floor = floor;
    this.line = line;
    this.staff = staff;
    this.room = room;
    this.bay = bay;
    this.lastShift = lastShift;
    this.reports = reports;
  }

  /** All is shipped, or stays open: the last word of the workshop. */
  void emptied() {
    reports.tell(new WorkshopReport.Emptied(stock()));
  }

  /** The director fails. */
  void failing(Throwable cause) {
    WorkshopStock stock = stock();
    for (int i = 0; i < LOOKS && !isSettled(stock); i++) {
      LockSupport.parkNanos(BETWEEN.toNanos()); // there is no turn after this one
      stock = stock();
    }
    reports.tell(new WorkshopReport.Failing(stock, line.received(), cause));
  }

  /** The director has stopped, which is a fault unless the last word is said. */
  void stopped() {
    if (!lastShift.isOver()) {
      reports.tell(new WorkshopReport.Broken(stock(), line.received()));
    }
  }

  /**
   * Whether no worker is on its way from one counter to the next, where one that its core was taken
   * from may be for a while: all that was received is somewhere, and only there.
   */
  boolean isSettled(WorkshopStock stock) {
    return stock.open() + stock.loaded() == line.received();
  }

  /** What the workshop has now. */
  WorkshopStock stock() {
    FloorCounts.Count count = floor.counts.count();
    return new WorkshopStock(
        floor.workshop,
        line.waiting() + count.givenBack(),
        line.carries(),
        count.delivered(),
        count.held(),
        count.outgoing(),
        bay.loaded(),
        floor.assembled(),
        staff.live(),
        staff.hired(),
        staff.dismissed(),
        staff.benched(),
        floor.counts.parked.sum(),
        bay.wanted(),
        room.openBytes(),
        staff.oldest(floor.clock.nanos()),
        lastShift.isOver(),
        floor.settings.openBytes(),
        room.isShort(),
        floor.lastParked,
        line.surplus(),
        line.withheld(count.delivered()));
  }
}
