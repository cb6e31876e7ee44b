package factory.production;

import factory.goods.Batch;
import factory.goods.Pid;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workshop's end of its line: what has come and is not taken up, the credit, and the rounds.
 *
 * <p>A round takes up whole batches as far as they are there, looks each material's worker up once,
 * groups the materials by worker and tells each worker that has some, in the order of hiring. When
 * the next round begins is up to the {@link Cadence}.
 */
final class Line {
  /** A round takes up no further batch after this time. */
  private static final long LONGEST_NANOS = 50_000_000;

  private final Floor<?> floor;
  private final Staff staff;
  private final Memory memory;
  private final int capacity;
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private int next;
  private boolean scrapTaken;
  private long waiting;
  private long received;
  private long takenUp;
  private long credited;
  private long takenUpTo;
  private final Cadence cadence;
  private @Nullable ActorRef<Director.Credit> buyer;

  private final Sheet sheet = new Sheet();
  private final @Nullable Timekeeper timekeeper;
  private int half;

  Line(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
    this.memory = new Memory(floor, staff);
    this.capacity = floor.settings.lineCapacity();
    this.takenUpTo = floor.clock.nanos();
    this.cadence = new Cadence(capacity, takenUpTo);
    this.timekeeper = floor.event == null ? null : new Timekeeper(floor, floor.event);
  }

  /** Who keeps event time; null if contracts run on the machine's clock. */
  @Nullable Timekeeper timekeeper() {
    return timekeeper;
  }

  void open(ActorRef<Director.Credit> credit) {
    buyer = credit;
    credit.tell(new Director.Credit(floor.workshop, capacity));
  }

  void add(Batch batch) {
    floor.setLineTime(batch.boughtUpTo());
    if (batch.size() == 0) {
      sayUpTo(batch.boughtUpTo(), batch.watermark());
      return;
    }
    queue.add(batch);
    received += batch.size();
    waiting += batch.size();
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
        count += batch.hashes()[i] == pid.hash() && pid.equals(batch.pid(i)) ? 1 : 0;
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

  /** Materials handed to workers since the start. */
  long sent() {
    return takenUp;
  }

  /** Records taken up whose credit has not come back. */
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
      sheet.shrink();
    }
  }

  /** Whether there is something to take up and workers are far enough with what they have. */
  boolean mayStart() {
    long now = floor.clock.nanos();
    cadence.look(outstanding(), now);
    return !queue.isEmpty() && cadence.mayStart(waiting, now);
  }

  /** Gives the Buyer the credit of what is assembled. */
  void returnCredit() {
    int back = (int) (floor.done() - credited);
    if (back > 0 && buyer != null) {
      credited += back;
      buyer.tell(new Director.Credit(floor.workshop, back));
    }
  }

  /**
   * Wants to be woken when it can go on: with much outstanding when half of it is assembled, so
   * that credit comes back in large pieces and one slow worker holds back only its own; with little
   * when all is.
   */
  void wakeWhenDue() {
    long outstanding = outstanding();
    if (outstanding == 0) {
      floor.wakeAt(Long.MAX_VALUE);
    } else if (outstanding <= cadence.easedAtMost()) {
      floor.wakeAt(takenUp);
    } else {
      long more = Math.min(outstanding / 2, outstanding - cadence.easedAtMost());
      floor.wakeAt(floor.done() + Math.max(1, more));
    }
  }

  /** How long until a round begins though nothing else happens; 0 or less if nothing waits. */
  long pause() {
    return queue.isEmpty() ? 0 : cadence.pause(floor.clock.nanos());
  }

  /**
   * One round.
   *
   * @param scrap gets the bad records that came with the materials; each needs a permit
   * @return false if it ended early because there is no room for one more worker
   */
  boolean round(List<Scrap> scrap) {
    boolean room = true;
    long now = floor.clock.nanos();
    long from = 0;
    while (room && sheet.size() < floor.settings.roundSize() && !queue.isEmpty()) {
      Batch batch = queue.element();
      if (sheet.size() == 0) {
        from = batch.boughtFrom();
      } else if (batch.boughtAt() - from > floor.terms.longestSpan
          || floor.clock.nanos() - now > LONGEST_NANOS
          || !sheet.takes(batch)) {
        break; // hiring many takes its time, and others want to be heard
      }
      if (!scrapTaken) {
        scrap.addAll(batch.scrap());
        scrapTaken = true;
      }
      if (memory.scrapsNewest()) {
        memory.scrap(batch, next, scrap);
      } else {
        room = takeUp(batch, now);
      }
      if (room) {
        queue.remove();
        next = 0;
        scrapTaken = false;
        takenUpTo(batch.boughtUpTo(), batch.watermark());
      }
    }
    if (!scrap.isEmpty()) {
      waiting -= scrap.size();
      takenUp += scrap.size();
      floor.held.add(scrap.size());
    }
    cadence.started(sheet.size() + scrap.size(), now);
    handOut();
    return room;
  }

  /** Sorts a batch, from where the last round left it; false if one more worker has no room. */
  private boolean takeUp(Batch batch, long now) {
    sheet.begin(batch, next);
    long[] hashes = batch.hashes();
    for (; next < batch.count(); next++) {
      long hash = hashes[next];
      int id = batch.numbers() ? staff.findNumber(hash) : staff.find(batch.pid(next), hash);
      if (id < 0) {
        id = staff.hire(batch.pid(next), now, takenUp);
        if (id < 0) {
          return false;
        }
      }
      sheet.add(id, batch.boughtFrom(), batch.boughtAt());
    }
    return true;
  }

  private void handOut() {
    int size = sheet.size();
    waiting -= size;
    takenUp += size;
    floor.delivered.add(size);
    half = sheet.workers() / 2;
    sheet.handOut(timekeeper == null ? this::tell : this::tellInEventTime);
  }

  private void tell(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    if (half-- == 0) {
      floor.drill.pass("director.round");
    }
    Contractor owner = staff.byId(id);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    owner.tell(new Worker.Assemble(owner.hire, delivery, boughtFrom, boughtAt));
  }

  private void tellInEventTime(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    if (half-- == 0) {
      floor.drill.pass("director.round");
    }
    Timekeeper keeper = Objects.requireNonNull(timekeeper);
    Contractor owner = staff.byId(id);
    keeper.delivered(owner, delivery, owner.sent == 0);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    owner.tell(new Worker.Sort(owner.hire, delivery, keeper.watermark()));
  }
}
