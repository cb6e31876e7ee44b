package factory.production;

import factory.goods.Batch;
import factory.goods.Pid;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import java.util.function.ObjIntConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workshop's end of its line: what has come and is not taken up, the credit, and the rounds.
 *
 * <p>A {@link Round} takes up whole batches as far as they are there. When the next one begins is
 * up to the {@link Cadence}.
 *
 * <p>What the line may carry is the credit that is out or used up: at first and at least {@link
 * #SMALLEST_WINDOW}, more where there are more workers or the next record takes more, at most the
 * capacity; what was granted is not taken back. Where each worker has several materials in a round,
 * a longer line makes rounds no cheaper, but what is in flight is what the collector copies.
 *
 * <p>Records are counted for the account; credit, and with it when a round begins, is counted in
 * {@link factory.goods.Places}, of which a large record takes several.
 */
final class Line {
  private static final int SMALLEST_WINDOW = 131_072;

  /** So many places of the line for each worker: some in the round and some behind it. */
  private static final long PER_WORKER = 16;

  private final Floor<?> floor;
  private final Staff staff;
  private final Memory memory;
  private final int capacity;
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private int next;
  private boolean scrapTaken;
  private long waiting;
  private long waitingPlaces;
  private long received;
  private long sent;

  /** Places of what was taken up since the start. */
  private long takenUp;

  private long granted;

  /** What the next record takes if that was more than the credit for it; 0 once it has come. */
  private int lacking;

  /** What was done as this turn began: who ends later is to wake the next one. */
  private long seen;

  private long takenUpTo;
  private final Cadence cadence;
  private @Nullable ActorRef<Director.Credit> buyer;

  private final @Nullable Timekeeper timekeeper;
  private final Round round;

  Line(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
    this.memory = new Memory(floor, staff);
    this.capacity = floor.settings.lineCapacity();
    this.takenUpTo = floor.clock.nanos();
    this.cadence = new Cadence(capacity, takenUpTo);
    this.timekeeper = floor.event == null ? null : new Timekeeper(floor, floor.event);
    this.round = new Round(floor, staff, memory, timekeeper);
  }

  /** Who keeps event time; null if contracts run on the machine's clock. */
  @Nullable Timekeeper timekeeper() {
    return timekeeper;
  }

  void open(ActorRef<Director.Credit> credit) {
    buyer = credit;
    grant();
  }

  void add(Batch batch) {
    floor.setLineTime(batch.boughtUpTo());
    if (batch.size() == 0) {
      sayUpTo(batch.boughtUpTo(), batch.watermark());
      return;
    }
    lacking = 0;
    queue.add(batch);
    received += batch.size();
    waiting += batch.size();
    waitingPlaces += batch.places();
  }

  /**
   * The Buyer is as far as this. Behind batches that wait it is noted at the last of them, so that
   * heartbeats do not pile up here while workers are slow.
   */
  private void sayUpTo(long boughtUpTo, long watermark) {
    Batch last = queue.pollLast();
    if (last == null) {
      takenUpTo(boughtUpTo, watermark);
    } else {
      queue.addLast(last.upTo(boughtUpTo, watermark));
    }
  }

  private void takenUpTo(long boughtUpTo, long watermark) {
    takenUpTo = boughtUpTo;
    if (timekeeper != null) {
      timekeeper.advance(watermark);
    }
  }

  /** What the workshop's assemblies take. */
  Memory memory() {
    return memory;
  }

  /** Records that have come and are not taken up. */
  long waiting() {
    return waiting;
  }

  /** How many materials of a pid wait to be taken up; for whoever asks, since it looks at all. */
  int count(Pid pid) {
    int count = 0;
    int from = next;
    for (Batch batch : queue) {
      for (int i = from; i < batch.count(); i++) {
        count += batch.hashes()[i] == pid.hash() && batch.has(i, pid) ? 1 : 0;
      }
      from = 0;
    }
    return count;
  }

  /** Batches that wait to be taken up. */
  int queued() {
    return queue.size();
  }

  /** Records that have come since the start. */
  long received() {
    return received;
  }

  /** Whether all that has come is taken up. */
  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Records taken up since the start. */
  long sent() {
    return sent;
  }

  /** Places that records in flight take beyond one each. */
  long surplus() {
    long atWorkers = outstanding() - (sent - floor.assembled());
    return Math.max(0, waitingPlaces - waiting + atWorkers);
  }

  /** Records that are assembled and keep their places, with {@code delivered} at the workers. */
  long withheld(long delivered) {
    return Math.max(0, sent - floor.assembled() - delivered);
  }

  /** Places of what was taken up and whose credit has not come back. */
  long outstanding() {
    return takenUp - floor.done();
  }

  /**
   * The factory clock: what was bought for this workshop until then has been handed to its workers.
   */
  long takenUpTo() {
    return takenUpTo;
  }

  /** What the Monitor expects to come in a second: sizes the scratch space of rounds. */
  void expect(long materialsPerSecond) {
    if (materialsPerSecond < capacity / 4) {
      round.shrink();
    }
  }

  /** Whether there is something to take up and workers are far enough with what they have. */
  boolean mayStart() {
    return isDue(floor.clock.nanos()) && memory.mayTakeUp(underWay());
  }

  private boolean isDue(long now) {
    cadence.look(outstanding(), now);
    return !queue.isEmpty() && cadence.mayStart(waitingPlaces, now);
  }

  /** Estimated bytes of what is at the workers. */
  private long underWay() {
    return outstanding() * Math.max(1, round.perPlace());
  }

  /** Whether cargo may wait for more: after a large round, unless the next one is due. */
  boolean mayGather() {
    long now = floor.clock.nanos();
    return cadence.isInFullSwing(now) && !isDue(now);
  }

  private int window() {
    long wanted = Math.max(SMALLEST_WINDOW, PER_WORKER * staff.size());
    return (int) Math.min(capacity, Math.max(lacking, wanted));
  }

  /** The next record takes so many places: it comes as soon as nothing else is in flight. */
  void lacks(int places) {
    lacking = places;
  }

  private int handful(int window) {
    return lacking > 0 ? 1 : Math.max(1, window / Director.Credit.HANDFULS);
  }

  /** What it may carry, or does from when there were more workers; in places. */
  long carries() {
    return Math.max(window(), granted - floor.done());
  }

  /** Gives the Buyer the credit of what is assembled, as far as the line may carry it. */
  void grant() {
    seen = floor.done();
    if (buyer == null) {
      return;
    }
    int window = window();
    cadence.carries(window);
    int more = (int) (seen + window - granted);
    if (more >= handful(window)) {
      granted += more;
      buyer.tell(new Director.Credit(floor.workshop, more, window));
    }
  }

  /**
   * Wants to be woken when it can go on: with much outstanding when half of it is assembled, so
   * that credit comes back in large pieces and one slow worker holds back only its own; with little
   * when all is, if anybody waits for that.
   *
   * @param atEnd whether the workshop's end waits for it
   */
  void wakeWhenDue(boolean atEnd) {
    long outstanding = takenUp - seen;
    if (outstanding == 0) {
      floor.wakeAt(Long.MAX_VALUE);
    } else if (outstanding <= cadence.easedAtMost()) {
      int window = window();
      boolean creditIsDue = takenUp + window - granted >= handful(window);
      floor.wakeAt(atEnd || creditIsDue || !queue.isEmpty() ? takenUp : Long.MAX_VALUE);
    } else {
      long more = Math.min(outstanding / 2, outstanding - cadence.easedAtMost());
      floor.wakeAt(seen + Math.max(1, more));
    }
  }

  /** How long until a round begins though nothing else happens; 0 or less if nothing waits. */
  long pause() {
    return queue.isEmpty() ? 0 : cadence.pause(floor.clock.nanos());
  }

  /**
   * One round.
   *
   * @param scrap gets the bad records that came with the materials, and what each took of the line;
   *     each needs a permit
   * @return false if it ended early because there is no room for one more worker
   */
  boolean round(ObjIntConsumer<Scrap> scrap) {
    long now = floor.clock.nanos();
    round.begin(underWay(), scrap);
    boolean on = true;
    while (on && !queue.isEmpty() && round.takes(queue.element(), now)) {
      Batch batch = queue.element();
      if (!scrapTaken) {
        round.reject(batch.scrap());
        scrapTaken = true;
      }
      next = round.takeUp(batch, next, now, sent);
      on = next == batch.count();
      if (on) {
        queue.remove();
        next = 0;
        scrapTaken = false;
        takenUpTo(batch.boughtUpTo(), batch.watermark());
      }
    }
    sent += round.records();
    waiting -= round.records();
    waitingPlaces -= round.places();
    takenUp += round.places();
    cadence.started(round.places(), now);
    round.handOut();
    return !round.isCrowded();
  }
}
