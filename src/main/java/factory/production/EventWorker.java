package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
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
 * time of the open product by {@link EventClock#order}: a million workers should have no field more
 * than they need.
 *
 * <p>What is cut where follows from the materials' times alone. The watermark only says how far the
 * order is known: nothing that is taken off the shelf could have been preceded by what is still to
 * come, however the materials were batched and whenever the worker is visited.
 *
 * @param <A> the blueprint's assembly
 */
final class EventWorker<A> extends Worker<A> {
  private @Nullable Shelf shelf;

  /** Products of this hire that late materials may amend; null while there are none. */
  private @Nullable Shipped shipped;

  /** Whether the next material is the first of a delivery, for drills. */
  private boolean fresh;

  EventWorker(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  private EventClock clock() {
    return Objects.requireNonNull(floor.event);
  }

  private Comparator<Material> order() {
    return clock().late() == Lateness.SCRAP ? Shelf.BY_TIME : Shelf.BY_ARRIVAL;
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
    Material[] delivery = command.materials();
    if (command.hire() != hire) {
      begin(command.hire(), delivery[0].pid());
      shelf = null;
      shipped = null;
    }
    long before = bytes();
    int onShelf = shelved();
    received += delivery.length;
    fresh = true;
    int taken = floor.stopping ? 0 : sort(delivery, command.watermark());
    account(before, onShelf);
    handBack(delivery.length, taken);
  }

  /**
   * Assembles what is before the watermark and puts the rest on the shelf; most deliveries never
   * see it.
   *
   * @return how many were taken when the factory was stopped
   */
  private int sort(Material[] delivery, long watermark) {
    Shelf.sort(delivery, order());
    int taken = 0;
    if (shelf == null || shelf.isEmpty()) {
      while (taken < delivery.length && clock().order(delivery[taken]) < watermark) {
        if (floor.stopping) {
          return taken;
        }
        process(delivery[taken++]);
      }
    }
    if (taken < delivery.length) {
      if (shelf == null) {
        shelf = new Shelf(order());
      }
      shelf.add(taken == 0 ? delivery : Arrays.copyOfRange(delivery, taken, delivery.length));
    }
    takeOff(watermark);
    return delivery.length;
  }

  private void onAdvance(Advance command) {
    Visit visit = contractor.visit;
    if (visit != null) {
      visit.underWay = false;
    }
    if (command.hire() != hire || pid == null || released || floor.stopping) {
      return;
    }
    long before = bytes();
    int onShelf = shelved();
    fresh = true;
    takeOff(command.watermark());
    account(before, onShelf);
    if (isWaiting()) {
      askForPermits();
    } else {
      askIfEmpty();
    }
  }

  /** Notes what has moved from the shelf into the assembly or on. */
  private void account(long bytesBefore, int onShelf) {
    floor.held.add(counted + shelved() - (long) onShelf);
    counted = 0;
    floor.bytes.add(bytes() - bytesBefore);
  }

  /** Assembles what is before the watermark, and cuts the open product if nothing can join it. */
  private void takeOff(long watermark) {
    Shelf waits = shelf;
    while (waits != null && !waits.isEmpty() && clock().order(waits.first()) < watermark) {
      if (floor.stopping) {
        return;
      }
      process(waits.take());
    }
    if (isOver(watermark)) {
      cut(reason());
    }
    if (shipped != null && shipped.forget(watermark, clock())) {
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
    shelf = null;
    released = true;
    cut(isOver(floor.watermark) ? reason() : why);
    shipped = null;
    floor.held.add(counted + shelved() - (long) onShelf);
    counted = 0;
  }

  // ---- one material ----

  private void process(Material next) {
    long time = clock().order(next);
    if (tally != null) {
      if (EventClock.isBeyond(boughtAt, time, clock().gap())) {
        cut(reason());
      } else if (parked == null && clock().isTooLong(boughtFrom, time)) {
        cut(Closed.LIMIT);
      }
    }
    Material material = next;
    if (clock().late() != Lateness.SCRAP && next.fields() instanceof Late late) {
      material = late.unlabel(next);
      if (clock().late() == Lateness.AMEND) {
        amend(material);
        return;
      }
    }
    boughtFrom = tally == null ? time : boughtFrom;
    boughtAt = time;
    assemble(material);
  }

  private void assemble(Material material) {
    try {
      if (fresh) {
        fresh = false;
        floor.drill.pass("worker.assemble");
      }
      take(material);
    } catch (Throwable failure) {
      park(material, failure);
    }
  }

  // ---- the contract ----

  /** Whether no material that is still to come can belong to the open product. */
  private boolean isOver(long watermark) {
    return tally != null && clock().isOver(boughtFrom, boughtAt, watermark);
  }

  private Closed reason() {
    return parked == null ? clock().reason(boughtFrom, boughtAt) : Closed.CONTRACT;
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

  // ---- amending ----

  /**
   * A late material joins the open product, or amends one that was shipped, or is one by itself.
   */
  private void amend(Material material) {
    long time = material.time();
    if (tally != null && Shipped.reaches(boughtFrom, boughtAt, time, clock().gap())) {
      boughtFrom = Math.min(boughtFrom, time);
      assemble(material);
      return;
    }
    A openAssembly = assembly;
    Tally openTally = tally;
    ParkedPid openParked = parked;
    long openWeight = weight;
    long openFirst = boughtFrom;
    long openLast = boughtAt;
    assembly = null;
    tally = null;
    parked = null;
    weight = 0;
    boughtFrom = time;
    boughtAt = time;
    Shipped before = shipped;
    if (before != null) {
      before.beginAmending(time, clock().gap());
    }
    assemble(material);
    cut(Closed.CONTRACT);
    if (before != null) {
      before.endAmending();
    }
    assembly = openAssembly;
    tally = openTally;
    parked = openParked;
    weight = openWeight;
    boughtFrom = openFirst;
    boughtAt = openLast;
  }

  @Override
  Product product(
      Tally notes,
      Pid owner,
      String pclass,
      Closed why,
      Map<String, ? extends @Nullable Object> fields) {
    Product product = super.product(notes, owner, pclass, why, fields);
    if (clock().late() != Lateness.AMEND) {
      return product;
    }
    if (shipped == null) {
      shipped = new Shipped();
    }
    return shipped.note(product, boughtFrom, boughtAt);
  }
}
