package factory.production;

import factory.operations.Ops;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The room of a workshop: its limits on live workers and on bytes of open assemblies. Owned by the
 * director.
 *
 * <p>At a limit those idle for longest are to be closed, with an alarm, and nothing is taken up
 * until they are gone: waiting for contracts would wait for what only further input can bring. The
 * alarm is over when nobody had to be closed between two looks of the Monitor.
 */
final class Room {
  /** Heap of a live worker beside its assembly. */
  static final int WORKER_BYTES = Memory.WORKER_BYTES;

  /** This share of the roster is closed at one time. */
  private static final int SHARE = 64;

  /**
   * When nothing is under way any more, this long is waited for workers whose product has left to
   * say that they are free.
   */
  static final Duration PATIENCE = Duration.ofMillis(20);

  private final Floor<?> floor;
  private final Staff staff;
  private final ActorRef<Ops.Command> ops;
  private final Memory bytes;
  private final Pressure workers;
  private final Pressure memory;
  private boolean crowded;
  private long scrapped;
  private long patientUntil;

  Room(Floor<?> floor, Staff staff, Memory bytes, ActorRef<Ops.Command> ops) {
    this.floor = floor;
    this.staff = staff;
    this.bytes = bytes;
    this.ops = ops;
    this.workers = new Pressure("roster-full/");
    this.memory = new Pressure("memory/");
    this.patientUntil = floor.clock.nanos();
  }

  /** Notes whether a round ended for want of room for one more worker. */
  void crowded(boolean noRoom) {
    crowded = noRoom;
  }

  /** Whether one of the limits is reached, and nothing may be taken up for that. */
  boolean isShort() {
    return isFull() || (isHeavy() && !bytes.isPolicy(MemoryPolicy.SCRAP_NEWEST));
  }

  /**
   * Whether somebody has to be closed: not as long as there is something to wait for. For want of
   * workers that is finished cargo, whose permit makes its worker free; for want of memory, where
   * the policy is to wait, also whatever is being assembled.
   *
   * @param cargoWaits whether cargo waits for its permit
   * @param assembling whether materials are at workers
   */
  boolean mustClose(boolean cargoWaits, boolean assembling) {
    boolean backPressure = !isFull() && bytes.isPolicy(MemoryPolicy.BACKPRESSURE);
    boolean underWay = isFull() ? cargoWaits : backPressure && (cargoWaits || assembling);
    long now = floor.clock.nanos();
    if (underWay) {
      patientUntil = now + PATIENCE.toNanos();
      if (backPressure) {
        memory.raise(tooMuch() + "buying waits for products to leave" + advice());
      }
    }
    return !underWay && now - patientUntil >= 0;
  }

  /** A round is over: raises the alarm if some of it was scrapped. */
  void scrapped() {
    if (bytes.scrapped() > scrapped) {
      scrapped = bytes.scrapped();
      memory.raise(
          tooMuch() + scrapped + " of the newest records are scrapped (oversized)" + advice());
    }
  }

  /** Raises the alarm of the limit that is reached, and names those who are to be closed. */
  List<Contractor> toClose() {
    if (isFull()) {
      workers.raise(
          floor.settings.maxWorkers()
              + " live workers, the most there may be: those idle for longest are closed (limit);"
              + " raise factory.workshop.max-workers or shorten factory.contract.term"
              + orGrace());
    } else {
      memory.raise(tooMuch() + "those idle for longest are closed (limit)" + advice());
    }
    return staff.idleLongest(Math.max(1, staff.size() / SHARE));
  }

  private String advice() {
    return "; raise factory.memory.open-assemblies or shorten factory.contract.term" + orGrace();
  }

  private String orGrace() {
    EventClock event = floor.event;
    if (event == null) {
      return "";
    }
    return event.late() == EventClock.Lateness.AMEND
        ? ", factory.contract.grace or factory.contract.amend-within"
        : " or factory.contract.grace";
  }

  private String tooMuch() {
    return openBytes()
        + " bytes of open assemblies, more than "
        + floor.settings.openBytes()
        + ": ";
  }

  /** Estimated bytes of assemblies and of the workers that hold them. */
  long openBytes() {
    return bytes.openBytes();
  }

  /** The Monitor has looked: clears the alarms that had no reason since it looked before. */
  void looked() {
    workers.looked(!isFull());
    memory.looked(!isHeavy());
  }

  private boolean isFull() {
    return crowded && staff.live() >= floor.settings.maxWorkers();
  }

  private boolean isHeavy() {
    return bytes.isHeavy();
  }

  /** One limit and its alarm. */
  private final class Pressure {
    private final String key;
    private boolean raised;
    private boolean felt;
    private String text = "";

    Pressure(String key) {
      this.key = key + floor.workshop;
    }

    /** Told once, and then with its latest figures at each look of the Monitor. */
    void raise(String latest) {
      text = latest;
      felt = true;
      if (!raised) {
        raised = true;
        tell();
      }
    }

    void looked(boolean over) {
      if (raised && !felt && over) {
        raised = false;
        ops.tell(new Ops.Clear(key));
      } else if (raised && felt) {
        tell();
      }
      felt = false;
    }

    private void tell() {
      ops.tell(new Ops.Raise(key, "workshop " + floor.workshop, text));
    }
  }
}
