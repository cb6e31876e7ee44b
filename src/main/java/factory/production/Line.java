package factory.production;

import factory.goods.Batch;
import factory.goods.Material;
import factory.goods.Scrap;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The workshop's end of its line: what has come and is not taken up, the credit, and the rounds.
 *
 * <p>A round takes up whole batches as far as they are there, looks each material's worker up once,
 * groups the materials by worker and tells each worker that has some, in the order of hiring. The
 * next round begins when workers have assembled three quarters of the last, or half a line has come
 * meanwhile, or the last was some time ago: so rounds are small when there is little to do, large
 * under backlog, and a slow worker does not hold them up.
 */
final class Line {
  /** With so few materials at the workers there is nothing to gain by waiting for more. */
  private static final int FEW = 1_024;

  /** A round takes up no further batch after this time. */
  private static final long LONGEST_NANOS = 50_000_000;

  /** A round waits at most this long for workers that are slow with the one before. */
  private static final long PATIENCE_NANOS = 20_000_000;

  private final Floor<?> floor;
  private final Staff staff;
  private final int capacity;
  private final ArrayDeque<Batch> queue = new ArrayDeque<>();
  private int next;
  private boolean scrapTaken;
  private long waiting;
  private long received;
  private long takenUp;
  private long credited;
  private long takenUpTo;
  private int round;
  private int lastRound;
  private final int few;
  private long roundAt;
  private long perSecond;
  private @Nullable ActorRef<Director.Credit> buyer;

  private Material[] picked = new Material[1024];
  private Contractor[] owners = new Contractor[1024];
  private final BitSet touched = new BitSet();

  Line(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
    this.capacity = floor.settings.lineCapacity();
    this.few = Math.min(FEW, capacity / 4);
    this.takenUpTo = floor.clock.nanos();
  }

  void open(ActorRef<Director.Credit> credit) {
    buyer = credit;
    credit.tell(new Director.Credit(floor.workshop, capacity));
  }

  void add(Batch batch) {
    floor.setLineTime(batch.boughtUpTo());
    if (batch.size() == 0) {
      sayUpTo(batch.boughtUpTo());
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
  private void sayUpTo(long boughtUpTo) {
    Batch last = queue.pollLast();
    if (last == null) {
      takenUpTo = boughtUpTo;
    } else {
      queue.addLast(
          new Batch(last.materials(), last.count(), last.scrap(), last.boughtAt(), boughtUpTo));
    }
  }

  /** Records that have come and are not taken up. */
  long waiting() {
    return waiting;
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
    perSecond = materialsPerSecond;
    if (picked.length > 1024 && perSecond < 1024 && queue.isEmpty()) {
      picked = new Material[1024];
      owners = new Contractor[1024];
    }
  }

  /** Whether there is something to take up and workers are far enough with what they have. */
  boolean mayStart() {
    return !queue.isEmpty()
        && (outstanding() <= Math.max(lastRound / 4, few)
            || waiting >= capacity / 2
            || floor.clock.nanos() - roundAt >= PATIENCE_NANOS);
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
    if (outstanding > 0) {
      floor.wakeAt(outstanding > capacity / 8 ? floor.done() + outstanding / 2 : takenUp);
    } else {
      floor.wakeAt(Long.MAX_VALUE);
    }
  }

  /**
   * One round.
   *
   * @param scrap gets the bad records that came with the materials; each needs a permit
   * @return false if it ended early because there is no room for one more worker
   */
  boolean round(List<Scrap> scrap) {
    round++;
    int taken = 0;
    boolean room = true;
    long now = floor.clock.nanos();
    while (room && taken < floor.settings.roundSize() && !queue.isEmpty()) {
      Batch batch = queue.element();
      if (!scrapTaken) {
        scrap.addAll(batch.scrap());
        scrapTaken = true;
      }
      ensure(taken + batch.count());
      Material[] materials = batch.materials();
      for (; next < batch.count(); next++) {
        Material material = materials[next];
        Contractor owner = staff.get(material.pid());
        if (owner == null) {
          owner = staff.hire(material.pid(), now, takenUp);
          if (owner == null) {
            room = false;
            break;
          }
        }
        if (owner.round != round) {
          owner.round = round;
          owner.count = 0;
          touched.set(owner.id);
        }
        owner.count++;
        owner.boughtAt = batch.boughtAt();
        picked[taken] = material;
        owners[taken++] = owner;
      }
      if (room) {
        queue.remove();
        next = 0;
        scrapTaken = false;
        takenUpTo = batch.boughtUpTo();
        if (floor.clock.nanos() - now > LONGEST_NANOS) {
          break; // hiring many takes its time, and others want to be heard
        }
      }
    }
    if (!scrap.isEmpty()) {
      waiting -= scrap.size();
      takenUp += scrap.size();
      floor.held.add(scrap.size());
    }
    lastRound = taken + scrap.size();
    roundAt = now;
    handOut(taken);
    return room;
  }

  private void handOut(int taken) {
    for (int i = 0; i < taken; i++) {
      Contractor owner = owners[i];
      if (owner.delivery.length == 0) {
        owner.delivery = new Material[owner.count];
        owner.count = 0;
      }
      owner.delivery[owner.count++] = picked[i];
    }
    waiting -= taken;
    takenUp += taken;
    floor.delivered.add(taken);
    int half = touched.cardinality() / 2;
    int told = 0;
    for (int id = touched.nextSetBit(0); id >= 0; id = touched.nextSetBit(id + 1)) {
      if (told++ == half) {
        floor.drill.pass("director.round");
      }
      Contractor owner = staff.byId(id);
      if (owner != null) {
        Material[] delivery = owner.takeDelivery();
        owner.sent += delivery.length;
        owner.tell(new Worker.Assemble(owner.hire, delivery, owner.boughtAt));
      }
    }
    touched.clear();
    Arrays.fill(picked, 0, taken, null);
    Arrays.fill(owners, 0, taken, null);
  }

  private void ensure(int size) {
    if (size > picked.length) {
      int larger = Math.max(size, 2 * picked.length);
      picked = Arrays.copyOf(picked, larger);
      owners = Arrays.copyOf(owners, larger);
    }
  }
}
