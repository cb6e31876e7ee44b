package factory.production;

import factory.goods.Batch;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workshop's end of its line: what has come and is not taken up, the credit, and the rounds.
 *
 * <p>A round takes up whole batches as far as they are there, looks each material's worker up once,
 * groups the materials by worker and tells each worker that has some, in the order of hiring. When
 * the next round begins is up to the {@link Cadence}.
 *
 * <p>Records are counted for the account; credit, and with it when a round begins, is counted in
 * {@link Places}, of which a large record takes several.
 */
final class Line {
  /** A round takes up no further batch after this time. */
  private static final long LONGEST_NANOS = 50_000_000;

  private final Floor<?> floor;
  private final Staff staff;
  private final Memory memory;
  private final Places places;
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

  private long credited;
  private long takenUpTo;
  private final Cadence cadence;
  private @Nullable ActorRef<Director.Credit> buyer;

  private final Sheet sheet = new Sheet();
  private final @Nullable Timekeeper timekeeper;
  private int half;

  /** Of the round in hand: what it took, and the bytes of materials that it may still take up. */
  private int roundPlaces;

  private int rejected;

  private long budget;
  private boolean large;
  private boolean crowded;

  /** Estimated bytes in a place, of what was taken up last. */
  private long perPlace;

  Line(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
    this.memory = new Memory(floor, staff);
    this.places = floor.settings.line();
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

  /** Records taken up since the start. */
  long sent() {
    return sent;
  }

  /** Places that records in flight take beyond one each. */
  long surplus() {
    long atWorkers = outstanding() - (sent - floor.assembled());
    return Math.max(0, waitingPlaces - waiting + atWorkers);
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
      sheet.shrink();
    }
  }

  /** Whether there is something to take up and workers are far enough with what they have. */
  boolean mayStart() {
    long now = floor.clock.nanos();
    cadence.look(outstanding(), now);
    return !queue.isEmpty() && cadence.mayStart(waitingPlaces, now) && memory.mayTakeUp(underWay());
  }

  /** Estimated bytes of what is at the workers. */
  private long underWay() {
    return outstanding() * Math.max(1, perPlace);
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
   * @param scrap gets the bad records that came with the materials, and what each took of the line;
   *     each needs a permit
   * @return false if it ended early because there is no room for one more worker
   */
  boolean round(ObjIntConsumer<Scrap> scrap) {
    long now = floor.clock.nanos();
    long from = 0;
    begin();
    ObjIntConsumer<Scrap> rejects =
        (record, takes) -> {
          rejected++;
          roundPlaces += takes;
          scrap.accept(record, takes);
        };
    boolean on = true;
    while (on && sheet.size() < floor.settings.roundSize() && !queue.isEmpty()) {
      Batch batch = queue.element();
      if (sheet.size() == 0) {
        from = batch.boughtFrom();
      } else if (batch.boughtAt() - from > floor.terms.longestSpan
          || floor.clock.nanos() - now > LONGEST_NANOS
          || !sheet.takes(batch)) {
        break; // hiring many takes its time, and others want to be heard
      }
      if (!scrapTaken) {
        batch.scrap().forEach(record -> rejects.accept(record, places.of(record)));
        scrapTaken = true;
      }
      if (memory.scrapsNewest()) {
        memory.scrap(batch, next, rejects);
      } else {
        on = takeUp(batch, now);
      }
      if (on) {
        queue.remove();
        next = 0;
        scrapTaken = false;
        takenUpTo(batch.boughtUpTo(), batch.watermark());
      }
    }
    end(now);
    return !crowded;
  }

  private void begin() {
    roundPlaces = 0;
    rejected = 0;
    large = false;
    crowded = false;
    budget = memory.budget(underWay());
  }

  private void end(long now) {
    int size = sheet.size();
    sent += rejected + size;
    waiting -= rejected + size;
    waitingPlaces -= roundPlaces;
    takenUp += roundPlaces;
    floor.held.add(rejected);
    floor.delivered.add(size);
    cadence.started(roundPlaces, now);
    half = sheet.workers() / 2;
    sheet.handOut(timekeeper == null ? this::tell : this::tellInEventTime);
  }

  /**
   * Sorts a batch, from where the last round left it; false if the rest has to wait, for want of
   * room for one more worker or for more bytes.
   */
  private boolean takeUp(Batch batch, long now) {
    sheet.begin(batch, next);
    long[] hashes = batch.hashes();
    boolean weighs = batch.hasLarge();
    long weight = batch.count() == 0 ? 0 : batch.bytes() / batch.count();
    int takes = 1;
    for (; next < batch.count() && budget > 0; next++) {
      long hash = hashes[next];
      int id = batch.numbers() ? staff.findNumber(hash) : staff.find(batch.pid(next), hash);
      if (id < 0) {
        id = staff.hire(batch.pid(next), now, sent);
        if (id < 0) {
          crowded = true;
          break;
        }
        budget -= Memory.WORKER_BYTES;
      }
      if (weighs) {
        takes = batch.places(next, places);
        weight = batch.weight(next);
      }
      budget -= weight;
      roundPlaces += takes;
      sheet.add(id, batch.boughtFrom(), batch.boughtAt());
    }
    large |= weighs;
    perPlace = batch.bytes() / Math.max(1, batch.places());
    return next == batch.count();
  }

  private void tell(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    if (half-- == 0) {
      floor.drill.pass("director.round");
    }
    Contractor owner = weighed(id, delivery);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    owner.tell(new Worker.Assemble(owner.hire, delivery, boughtFrom, boughtAt));
  }

  private void tellInEventTime(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    if (half-- == 0) {
      floor.drill.pass("director.round");
    }
    Timekeeper keeper = Objects.requireNonNull(timekeeper);
    Contractor owner = weighed(id, delivery);
    keeper.delivered(owner, delivery, owner.sent == 0);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    owner.tell(new Worker.Sort(owner.hire, delivery, keeper.watermark()));
  }

  private Contractor weighed(int id, Delivery delivery) {
    if (large) {
      delivery.weigh(places);
    }
    return staff.byId(id);
  }
}
