package factory.production;

import factory.operations.Ops;
import factory.operations.Printable;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The room of a workshop: its limits on live workers and on bytes of open assemblies. Owned by the
 * director.
 *
 * <p>At a limit those idle for longest are to be closed, with an alarm, and nothing is taken up
 * until they are gone: waiting for contracts would wait for what only further input can bring. The
 * alarm is over when nothing had to be done for a while: at its limit a workshop is now above it
 * and now below.
 */
final class Room {
  /** This share of the roster is closed at one time. */
  private static final int SHARE = 64;

  /**
   * When nothing is under way any more, this long is waited for workers whose product has left to
   * say that they are free.
   */
  static final Duration PATIENCE = Duration.ofMillis(20);

  /** With this share of its limit a workshop is clearly below it. */
  private static final double CLEARLY = 0.9;

  /** So long nothing had to be done before the alarm of one that is clearly below is over. */
  static final Duration CALM = Duration.ofSeconds(10);

  /** The same of one that is not; then that it is near is said by another alarm. */
  static final Duration LONG_CALM = Duration.ofMinutes(1);

  private static final String IDLE_LONGEST = "those idle for longest are closed (limit)";
  private static final String WAITS =
      "buying waits for products to leave; where none can leave without more input, "
          + IDLE_LONGEST;

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
        memory.raise(tooMuch() + WAITS + advice());
      }
    }
    return !underWay && now - patientUntil >= 0;
  }

  /** A round is over: raises the alarm if some of it was scrapped. */
  void scrapped() {
    if (bytes.scrapped() > scrapped) {
      scrapped = bytes.scrapped();
      memory.raise(
          tooMuch()
              + Printable.number(scrapped)
              + " of the newest records are scrapped (oversized)"
              + advice());
    }
  }

  /** Raises the alarm of the limit that is reached, and names those who are to be closed. */
  List<Contractor> toClose() {
    if (isFull()) {
      workers.raise(
          Printable.number(floor.settings.maxWorkers())
              + " live workers, the most there may be: those idle for longest are closed (limit);"
              + " raise factory.workshop.max-workers or shorten factory.contract.term"
              + orGrace());
    } else {
      boolean waits = bytes.isPolicy(MemoryPolicy.BACKPRESSURE);
      memory.raise(tooMuch() + (waits ? WAITS : IDLE_LONGEST) + advice());
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
    String taken = Printable.bytes(openBytes());
    String share = Printable.bytes(floor.settings.openBytes());
    String more = taken.equals(share) ? "a little" : taken + ",";
    return "open assemblies take " + more + " more than the workshop's share of " + share + ": ";
  }

  /** Estimated bytes of assemblies and of the workers that hold them. */
  long openBytes() {
    return bytes.openBytes();
  }

  /** The Monitor has looked: clears the alarms that had no reason for a while. */
  void looked() {
    workers.looked(
        isFull(),
        (double) staff.live() / floor.settings.maxWorkers(),
        () ->
            Printable.number(staff.live())
                + " live workers of at most "
                + Printable.number(floor.settings.maxWorkers()));
    memory.looked(
        isHeavy(),
        (double) openBytes() / floor.settings.openBytes(),
        () ->
            "open assemblies take "
                + Printable.bytes(openBytes())
                + " of the workshop's share of "
                + Printable.bytes(floor.settings.openBytes()));
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
    private long feltAt;
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

    /**
     * Ends the alarm, or renews its text.
     *
     * @param beyond whether the limit is reached
     * @param share of the limit
     * @param asItIs by now, in words
     */
    void looked(boolean beyond, double share, Supplier<String> asItIs) {
      long now = floor.clock.nanos();
      if (felt || beyond) {
        feltAt = now;
      }
      Duration calm = share < CLEARLY ? CALM : LONG_CALM;
      if (raised && now - feltAt >= calm.toNanos()) {
        raised = false;
        ops.tell(new Ops.Clear(key));
      } else if (raised) {
        if (!felt && !beyond) {
          long calmFor = Duration.ofNanos(now - feltAt).toSeconds();
          text = asItIs.get() + "; nothing had to be done about it for " + calmFor + " s";
        }
        tell();
      }
      felt = false;
    }

    private void tell() {
      ops.tell(new Ops.Raise(key, "workshop " + floor.workshop, text));
    }
  }
}
