package factory.production;

import factory.goods.Batch;
import factory.goods.Places;
import factory.goods.Scrap;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One round of a director after another: looks each material's worker up once, groups the materials
 * by worker and tells each worker that has some, in the order of hiring. Owned by the {@link Line},
 * which says what is taken up.
 *
 * <p>In event time a delivery by whose watermark the contract is over dismisses its worker as well,
 * if a permit is at hand; else {@link Dismissals} does when there is one.
 *
 * <p>It ends where there is no room for one more worker, or where what it took up, with what is at
 * the workers already, may be as many bytes of open assemblies as there may be.
 */
final class Round {
  /** A round takes up no further batch after this time. */
  private static final long LONGEST_NANOS = 50_000_000;

  private final Floor<?> floor;
  private final Staff staff;
  private final Memory memory;
  private final Places line;
  private final @Nullable Timekeeper timekeeper;
  private final Sheet sheet = new Sheet();
  private int half;

  private ObjIntConsumer<Scrap> scrap = (record, takes) -> {};

  /** When its first material was bought, or a little before. */
  private long from;

  private int rejected;

  /** What it took of the line. */
  private int places;

  /** The bytes that it may still take up. */
  private long budget;

  private boolean large;
  private boolean crowded;

  /** Estimated bytes in a place, of what was taken up last. */
  private long perPlace;

  Round(Floor<?> floor, Staff staff, Memory memory, @Nullable Timekeeper timekeeper) {
    this.floor = floor;
    this.staff = staff;
    this.memory = memory;
    this.line = floor.settings.line();
    this.timekeeper = timekeeper;
  }

  /**
   * Begins the next one.
   *
   * @param underWay estimated bytes of what is at the workers
   * @param rejects gets scrap, and what each took of the line
   */
  void begin(long underWay, ObjIntConsumer<Scrap> rejects) {
    scrap = rejects;
    rejected = 0;
    places = 0;
    large = false;
    crowded = false;
    budget = memory.budget(underWay);
  }

  /** Whether a batch can be taken up, too; {@code now} is when the round began. */
  boolean takes(Batch batch, long now) {
    if (sheet.size() == 0) {
      from = batch.boughtFrom();
      return true;
    }
    return sheet.size() < floor.settings.roundSize()
        && batch.boughtAt() - from <= floor.terms.longestSpan
        && floor.clock.nanos() - now <= LONGEST_NANOS // others want to be heard
        && sheet.takes(batch);
  }

  /** Scrap that has come with a batch. */
  void reject(List<Scrap> records) {
    records.forEach(record -> reject(record, line.of(record)));
  }

  private void reject(Scrap record, int takes) {
    rejected++;
    places += takes;
    scrap.accept(record, takes);
  }

  /**
   * Sorts a batch, from its material {@code next} on.
   *
   * @param now when the round began
   * @param sentBefore materials taken up before the round
   * @return how far it came
   */
  int takeUp(Batch batch, int next, long now, long sentBefore) {
    if (memory.scrapsNewest()) {
      memory.scrap(batch, next, this::reject);
      return batch.count();
    }
    sheet.begin(batch, next);
    long[] hashes = batch.hashes();
    boolean weighs = batch.hasLarge();
    long weight = batch.count() == 0 ? 0 : batch.bytes() / batch.count();
    int takes = 1;
    int record = next;
    for (; record < batch.count() && budget > 0; record++) {
      int id = batch.numbers() ? staff.findNumber(hashes[record]) : staff.find(batch, record);
      if (id < 0) {
        id = staff.hire(batch.pid(record), now, sentBefore);
        if (id < 0) {
          crowded = true;
          break;
        }
        budget -= WorkshopSettings.WORKER_BYTES;
      }
      if (weighs) {
        takes = batch.places(record, line);
        weight = batch.weight(record);
      }
      budget -= weight;
      places += takes;
      sheet.add(id, batch.boughtFrom(), batch.boughtAt());
    }
    large |= weighs;
    perPlace = batch.count() == 0 ? perPlace : batch.bytes() / batch.places();
    return record;
  }

  /** Records that it took up, scrap among them. */
  int records() {
    return rejected + sheet.size();
  }

  /** What they took of the line. */
  int places() {
    return places;
  }

  /** Whether it ended for want of room for one more worker. */
  boolean isCrowded() {
    return crowded;
  }

  /** Estimated bytes in a place, of what was taken up last. */
  long perPlace() {
    return perPlace;
  }

  /** Gives back the space that a large round took. */
  void shrink() {
    sheet.shrink();
  }

  /** Tells each worker that has material. */
  void handOut() {
    floor.counts.held.add(rejected);
    floor.counts.delivered.add(sheet.size());
    half = sheet.workers() / 2;
    sheet.handOut(timekeeper == null ? this::tell : this::tellInEventTime);
  }

  private void tell(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    Contractor owner = owner(id, delivery);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    owner.tell(new Worker.Assemble(owner.hire, delivery, boughtFrom, boughtAt));
  }

  private void tellInEventTime(int id, Delivery delivery, long boughtFrom, long boughtAt) {
    Contractor owner = owner(id, delivery);
    Timekeeper keeper = Objects.requireNonNull(timekeeper);
    boolean over = keeper.delivered(owner, delivery, owner.sent == 0);
    owner.sent += delivery.size();
    owner.boughtAt = boughtAt;
    boolean last = over && floor.takePermit();
    if (last) {
      staff.leave(owner);
    } else {
      keeper.arm(owner);
    }
    owner.tell(new Worker.Sort(owner.hire, delivery, keeper.watermark(), last));
  }

  private Contractor owner(int id, Delivery delivery) {
    if (half-- == 0) {
      floor.drill.pass("director.round");
    }
    if (large) {
      delivery.weigh(line);
    }
    return staff.byId(id);
  }
}
