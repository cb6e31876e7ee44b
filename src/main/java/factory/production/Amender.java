package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker in event time does with late materials: they join the open product, amend one that
 * was shipped ({@code contract.late = amend}), or are one of their own.
 *
 * <p>Those of a pid that came behind the same watermark are dealt with together, since all of them
 * are there before the first is: so what becomes of them follows from the data. They are taken one
 * by one, always one that belongs to what is there already, by its own time. So one that goes to
 * the scrap (a repeat) leads to no other, and it is all the same whether a restart reads it again.
 *
 * <p>Above {@link EventWorker} and not beside it: a million workers should have no object more than
 * they need.
 *
 * @param <A> the blueprint's assembly
 */
abstract class Amender<A> extends Worker<A> {
  /** Products of this hire that late materials may amend; null while there are none. */
  @Nullable Shipped shipped;

  /** Late materials that {@link #settleLate} is to deal with; null while there are none. */
  private @Nullable Together late;

  /** Whether the next material has a drill to pass, as the first of a delivery. */
  boolean drillIsDue;

  Amender(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  final EventClock clock() {
    return Objects.requireNonNull(floor.event);
  }

  /** Keeps a late material, its label taken off, until all that came with it are there. */
  final void keepForLater(Material material, long watermark) {
    late = late == null ? new Together(watermark) : late;
    late.add(material);
  }

  /** Whether a material is late and belongs to those that are kept. */
  final boolean goesOn(Material next) {
    return late != null
        && next.fields() instanceof Late label
        && label.watermark() == late.watermark;
  }

  /** Whether no material from {@code time} on can belong to the open product. */
  final boolean isOver(long time) {
    return tally != null && clock().isOver(boughtFrom, boughtAt, time);
  }

  final Closed reason() {
    return parked == null ? clock().reason(boughtFrom, boughtAt) : Closed.CONTRACT;
  }

  /** The open product is over; one that fails only now ends in the scrap now. */
  final void cutWhatIsOver() {
    cut(reason());
    cut(Closed.CONTRACT);
  }

  /**
   * Adds a material to the open product, or begins one. One that is scrapped by itself, as a repeat
   * is, changes nothing: after a restart it is not read again, and the product must end where it
   * would have ended.
   */
  final void renew(Material material) {
    Tally open = tally;
    long first = boughtFrom;
    long last = boughtAt;
    long count = open == null ? 0 : open.materials();
    boughtFrom = open == null ? material.time() : Math.min(first, material.time());
    boughtAt = open == null ? material.time() : Math.max(last, material.time());
    assemble(material);
    if (open != null && open == tally && open.materials() == count) {
      boughtFrom = first;
      boughtAt = last;
    }
  }

  private void assemble(Material material) {
    try {
      if (drillIsDue) {
        drillIsDue = false;
        floor.drill.pass("worker.assemble");
      }
      take(material);
    } catch (Throwable failure) {
      park(material, failure);
    }
  }

  /**
   * Deals with late materials that came behind the same watermark, so at one moment of event time,
   * however they were batched: first with those that belong to the open product, then with those
   * that amend one, then with the others, the earliest first.
   */
  final void settleLate() {
    Together together = late;
    if (together == null) {
      return;
    }
    together.close();
    while (!together.isEmpty()) {
      Material joins = tally == null ? null : next(together, boughtFrom, boughtAt);
      if (joins != null) {
        renew(joins);
      } else if (isOver(together.watermark)) {
        cutWhatIsOver(); // it is of late ones itself, or became too long by them
      } else if (!amends(together)) {
        begin(together);
      }
    }
    late = null;
    if (isOver(together.watermark)) {
      cutWhatIsOver();
    }
  }

  /** Takes the earliest that belongs to a product of these times away; null if none does. */
  private @Nullable Material next(Together together, long first, long last) {
    return together.take(clock().from(first, last), clock().until(first, last));
  }

  /** Makes the next revision of a product that some of them belong to; false if none does. */
  private boolean amends(Together together) {
    if (clock().late() != Lateness.AMEND) {
      return false;
    }
    Shipped earlier = floor.recall().of(Objects.requireNonNull(pid));
    for (Long time = together.unsure(); time != null; time = together.unsure()) {
      together.amended =
          Shipped.later(
              shipped == null ? null : shipped.find(time),
              earlier == null ? null : earlier.find(time));
      if (together.amended != null) {
        makeBeside(together, Objects.requireNonNull(together.take(time, time)));
        together.amended = null;
        return true;
      }
      together.isAlone(time);
    }
    return false;
  }

  /** The earliest begins a product: the open one, unless there is one, which is later then. */
  private void begin(Together together) {
    Material first = together.takeFirst();
    if (tally == null) {
      renew(first);
    } else {
      makeBeside(together, first);
    }
  }

  /** Makes a product beside the open one, of the first of it and what belongs to it. */
  private void makeBeside(Together together, Material first) {
    Open<A> open = putAside();
    assembleAndCut(together, first);
    takeBack(open);
  }

  private void assembleAndCut(Together together, Material first) {
    Shipped.Entry amended = together.amended;
    for (Material next = first; next != null; ) {
      renew(next);
      if (tally == null) {
        return; // it is complete
      }
      next =
          next(
              together,
              amended == null ? boughtFrom : Math.min(amended.first(), boughtFrom),
              amended == null ? boughtAt : Math.max(amended.last(), boughtAt));
    }
    cutWhatIsOver();
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
    Together together = late;
    Shipped.Entry entry = together == null ? null : together.amended;
    if (entry != null) {
      product = entry.amend(product);
    } else {
      shipped = shipped == null ? new Shipped(clock()) : shipped;
      entry = shipped.note(product);
    }
    if (together != null) {
      long first = entry.first();
      long last = entry.last();
      together.mayBelong(clock().from(first, last), clock().until(first, last));
    }
    return product;
  }
}
