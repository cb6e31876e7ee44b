package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Why;
import java.util.Comparator;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose contract runs on the event times of its materials.
 *
 * <p>Materials wait on a {@link Shelf} until the watermark is beyond them, so that the blueprint
 * sees them in event-time order, and are cut where two neighbours are too far apart. What is on the
 * shelf has no credit any more and counts as open bytes. The worker sets no timer: its director
 * knows when it is to be looked at ({@link Timekeeper}).
 *
 * <p>Of the fields it inherits, {@code boughtFrom} and {@code boughtAt} are the first and the last
 * event time of the open product: a million workers should have no field more than they need.
 *
 * <p>What is cut where follows from the materials' times alone. The watermark only says how far the
 * order is known: nothing that is taken off the shelf could have been preceded by what is still to
 * come, however the materials were batched and whenever the worker is visited.
 *
 * @param <A> the blueprint's assembly
 */
final class EventWorker<A> extends Amender<A> {
  private @Nullable Shelf shelf;

  EventWorker(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  private Comparator<Material> order() {
    return clock().labels() ? Shelf.LATE_FIRST : Shelf.BY_TIME;
  }

  @Override
  Behavior<Command> inEventTime(Command command) {
    if (command instanceof Sort sort) {
      onSort(sort);
    } else if (command instanceof Advance advance) {
      onAdvance(advance);
    } else {
      return super.inEventTime(command);
    }
    return this;
  }

  // ---- deliveries and the watermark ----

  private void onSort(Sort command) {
    Pid owner = command.pid(contractor.pid);
    if (command.hire != hire) {
      begin(command.hire, owner);
      shelf = null;
      shipped = null;
    }
    long before = bytes();
    int onShelf = shelved();
    received += command.size();
    drillIsDue = true;
    if (command.last) {
      permitInHand = true;
      asked = true; // it is answered already
    }
    int taken = floor.stopping ? 0 : sort(command, owner, command.watermark);
    account(before, onShelf);
    handBack(command, taken);
    if (command.last) {
      release(Closed.CONTRACT);
    }
  }

  /**
   * Assembles what is before the watermark and puts the rest on the shelf; most deliveries never
   * see it.
   *
   * @return how many were taken when the factory was stopped
   */
  private int sort(Delivery delivery, Pid owner, long watermark) {
    Delivery sorted = delivery.sorted(owner, order());
    int size = sorted.size();
    int taken = 0;
    if (shelf == null || shelf.isEmpty()) {
      while (taken < size && sorted.order(taken, clock()) < watermark) {
        Material next = sorted.material(owner, taken);
        if (stopsAt(next)) {
          settleLate();
          return taken;
        }
        process(next);
        taken++;
      }
    }
    if (taken < size) {
      if (shelf == null) {
        shelf = new Shelf(order());
      }
      shelf.add(sorted.from(owner, taken));
    }
    takeOff(watermark);
    return size;
  }

  /** A stop waits for late ones that belong together: a part of them would be a product. */
  private boolean stopsAt(Material next) {
    return floor.stopping && !goesOn(next);
  }

  private void onAdvance(Advance command) {
    long watermark = command.take();
    if (command.hire() != hire || pid == null || released || floor.stopping) {
      return;
    }
    long before = bytes();
    int onShelf = shelved();
    drillIsDue = true;
    takeOff(watermark);
    account(before, onShelf);
    if (isWaiting()) {
      askForPermits();
    } else {
      askIfEmpty();
    }
  }

  /** Notes what has moved from the shelf into the assembly or on. */
  private void account(long bytesBefore, int onShelf) {
    floor.counts.held.add(counted + shelved() - (long) onShelf);
    counted = 0;
    floor.counts.bytes.add(bytes() - bytesBefore);
  }

  /** Assembles what is before the watermark, and cuts the open product if nothing can join it. */
  private void takeOff(long watermark) {
    Shelf waits = shelf;
    while (waits != null && !waits.isEmpty() && clock().order(waits.first()) < watermark) {
      if (stopsAt(waits.first())) {
        settleLate();
        return;
      }
      process(waits.take());
    }
    settleLate();
    if (isOver(watermark)) {
      cutWhatIsOver();
    }
    if (shipped != null && shipped.forget(watermark)) {
      shipped = null;
    }
  }

  /** The order of what is on the shelf is known to the end: nothing comes any more in this hire. */
  @Override
  void close(Closed why) {
    int onShelf = shelved();
    Shelf waits = shelf;
    while (waits != null && !waits.isEmpty()) {
      process(waits.take());
    }
    settleLate();
    shelf = null;
    released = true;
    cut(isOver(floor.watermark) ? reason() : why);
    shipped = null;
    floor.counts.held.add(counted + shelved() - (long) onShelf);
    counted = 0;
  }

  // ---- one material ----

  private void process(Material next) {
    long time = clock().order(next);
    if (!goesOn(next)) {
      settleLate();
    }
    if (isOver(time)) {
      cutWhatIsOver(); // as a visit before it would have
    }
    if (clock().labels() && next.fields() instanceof Late label) {
      keepForLater(label.unlabel(next), time);
    } else {
      renew(next);
    }
  }

  @Override
  Why explain(Pid owner, Enquiry.Source source) {
    long last = tally == null && shelf != null && !shelf.isEmpty() ? time(shelf.last()) : boughtAt;
    long first = tally == null ? last : boughtFrom;
    long until =
        Math.min(EventClock.plus(last, clock().gap()), EventClock.plus(first, clock().maxTerm()));
    Why.Contract contract =
        new Why.Contract(
            true,
            floor.settings.contract().term(),
            null,
            clock().text(until),
            floor.watermark == Lot.NO_WATERMARK ? null : clock().text(floor.watermark));
    return new Explanation<>(this, source).of(owner, contract, null);
  }

  private long time(Material material) {
    return clock().order(material);
  }

  @Override
  void onRenew(ActorContext<Command> context) {
    asked = false;
    askIfEmpty();
  }

  @Override
  boolean isEmpty() {
    return super.isEmpty() && shelved() == 0 && shipped == null;
  }

  @Override
  long bytes() {
    return super.bytes()
        + (shelf == null ? 0 : shelf.weight())
        + (shipped == null ? 0 : shipped.weight());
  }

  @Override
  long materials() {
    return super.materials() + shelved();
  }

  private int shelved() {
    return shelf == null ? 0 : shelf.size();
  }
}
