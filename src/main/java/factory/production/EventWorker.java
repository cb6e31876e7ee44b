package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.operations.Why;
import factory.production.EventClock.Lateness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  /** Late materials that {@link #amendAll} is to deal with; null while there are none. */
  private @Nullable Together late;

  /** Late materials and the watermark that they came behind. */
  private record Together(long watermark, List<Material> materials) {}

  /** Whether the next material is the first of a delivery, for drills. */
  private boolean fresh;

  EventWorker(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  private EventClock clock() {
    return Objects.requireNonNull(floor.event);
  }

  private Comparator<Material> order() {
    return clock().labels() ? Shelf.BY_ARRIVAL : Shelf.BY_TIME;
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
    Pid owner = command.delivery().pid(contractor.pid);
    boolean hired = command.hire() != hire;
    if (hired) {
      begin(command.hire(), owner);
      shelf = null;
      shipped = null;
    }
    Material[] delivery = command.delivery().all(owner);
    long before = bytes();
    if (hired) {
      shipped = floor.recall().take(owner);
    }
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
          amendAll();
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
        amendAll();
        return;
      }
      process(waits.take());
    }
    amendAll();
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
    amendAll();
    shelf = null;
    released = true;
    cut(isOver(floor.watermark) ? reason() : why);
    giveBack();
    floor.held.add(counted + shelved() - (long) onShelf);
    counted = 0;
  }

  /** What an earlier run has shipped may be amended after this hire, too. */
  private void giveBack() {
    Shipped before = shipped;
    if (before != null && !before.forget(floor.watermark, clock())) {
      floor.recall().giveBack(Objects.requireNonNull(pid), before);
    }
    shipped = null;
  }

  // ---- one material ----

  private void process(Material next) {
    long time = clock().order(next);
    boolean amends = clock().late() == Lateness.AMEND && next.fields() instanceof Late;
    if (late != null && !(amends && time == late.watermark)) {
      amendAll();
    }
    if (tally != null) {
      if (EventClock.isBeyond(boughtAt, time, clock().gap())) {
        cut(reason());
      } else if (parked == null && clock().isTooLong(boughtFrom, time)) {
        cut(Closed.LIMIT);
      }
    }
    Material material = next;
    if (clock().labels() && next.fields() instanceof Late label) {
      material = label.unlabel(next);
      if (amends) {
        late = late == null ? new Together(time, new ArrayList<>(1)) : late;
        late.materials.add(material);
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
  Why explain(Pid owner, List<String> partitions) {
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
    return new Explanation<>(this, partitions).of(owner, contract, null);
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

  // ---- amending ----

  /**
   * Late materials that came behind the same watermark, so at one moment of event time: what
   * belongs together of them is amended together, however they were batched. Those of one session
   * join the open product, or amend one that was shipped, or are one by themselves.
   */
  private void amendAll() {
    if (late == null) {
      return;
    }
    List<Material> together = late.materials;
    late = null;
    together.sort(Shelf.BY_TIME);
    for (int from = 0; from < together.size(); ) {
      List<Material> session = together.subList(from, endOfSession(together, from));
      from += isReached(session) ? join(session) : revise(session);
    }
  }

  private int endOfSession(List<Material> materials, int from) {
    int end = from + 1;
    while (end < materials.size()
        && !EventClock.isBeyond(
            materials.get(end - 1).time(), materials.get(end).time(), clock().gap())
        && !clock().isTooLong(materials.get(from).time(), materials.get(end).time())) {
      end++;
    }
    return end;
  }

  private boolean isReached(List<Material> session) {
    return tally != null
        && Shipped.reaches(boughtFrom, boughtAt, first(session), last(session), clock().gap());
  }

  /** Joins the open product; returns how many, fewer if that is complete before. */
  private int join(List<Material> session) {
    boughtFrom = Math.min(boughtFrom, first(session));
    int joined = 0;
    do {
      assemble(session.get(joined++));
    } while (joined < session.size() && tally != null);
    return joined;
  }

  /** Makes a product beside the open one; returns of how many, fewer if it is complete before. */
  private int revise(List<Material> session) {
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
    boughtFrom = first(session);
    Shipped before = shipped;
    if (before != null) {
      before.beginAmending(first(session), last(session), clock().gap());
    }
    int taken = 0;
    do {
      boughtAt = session.get(taken).time();
      assemble(session.get(taken++));
    } while (taken < session.size() && tally != null);
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
    return taken;
  }

  private static long first(List<Material> session) {
    return session.get(0).time();
  }

  private static long last(List<Material> session) {
    return session.get(session.size() - 1).time();
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
