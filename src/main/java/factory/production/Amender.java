package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a worker in event time does with late materials that amend ({@code contract.late = amend}).
 *
 * <p>Those of a pid that came behind the same watermark are dealt with together, since all of them
 * are there before the first is: so what becomes of them follows from the data. What is remembered
 * of a product is what it says itself, so that a ledger can bring it back.
 *
 * <p>Above {@link EventWorker} and not beside it: a million workers should have no object more than
 * they need.
 *
 * @param <A> the blueprint's assembly
 */
abstract class Amender<A> extends Worker<A> {
  /** Products of this hire that late materials may amend; null while there are none. */
  @Nullable Shipped shipped;

  /** Late materials that {@link #amendAll} is to deal with; null while there are none. */
  private @Nullable Together late;

  /** Late materials and the watermark that they came behind. */
  private record Together(long watermark, List<Material> materials) {}

  /** Whether the next material is the first of a delivery, for drills. */
  boolean fresh;

  Amender(Floor<A> floor, Contractor contractor) {
    super(floor, contractor);
  }

  final EventClock clock() {
    return Objects.requireNonNull(floor.event);
  }

  /** Keeps a late material, its label taken off, until all that came with it are there. */
  final void keepForAmending(Material material, long watermark) {
    late = late == null ? new Together(watermark, new ArrayList<>(1)) : late;
    late.materials.add(material);
  }

  /** Whether a material is late and belongs to those that are kept. */
  final boolean goesOn(Material next) {
    return late != null
        && next.fields() instanceof Late label
        && label.watermark() == late.watermark;
  }

  /**
   * Adds a material to the open product, which reaches from {@code first} to {@code last} then. Not
   * if it is scrapped by itself, as one that the blueprint has seen before: after a restart, that
   * one is not read again, and the product must end where it would have ended.
   */
  final void renew(Material material, long first, long last) {
    Tally open = tally;
    long firstBefore = boughtFrom;
    long lastBefore = boughtAt;
    long count = open == null ? 0 : open.materials();
    boughtFrom = first;
    boughtAt = last;
    assemble(material);
    if (open != null && open == tally && open.materials() == count) {
      boughtFrom = firstBefore;
      boughtAt = lastBefore;
    }
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

  /**
   * Late materials that came behind the same watermark, so at one moment of event time: what
   * belongs together of them is amended together, however they were batched. Those of one session
   * join the open product, or amend one that was shipped, or are one by themselves.
   */
  final void amendAll() {
    if (late == null) {
      return;
    }
    List<Material> together = late.materials;
    long watermark = late.watermark;
    late = null;
    together.sort(Shelf.BY_TIME);
    for (int from = 0; from < together.size(); ) {
      List<Material> session = together.subList(from, endOfSession(together, from));
      from += isReached(session) ? join(session) : revise(session, watermark);
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
    int joined = 0;
    do {
      Material next = session.get(joined++);
      renew(next, Math.min(boughtFrom, next.time()), Math.max(boughtAt, next.time()));
    } while (joined < session.size() && tally != null);
    return joined;
  }

  /** Makes a product beside the open one; returns of how many, fewer if it is complete before. */
  private int revise(List<Material> session, long watermark) {
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
    Shipped before = shipped;
    if (before != null) {
      before.beginAmending(first(session), last(session), clock().gap(), watermark);
    }
    int taken = 0;
    do {
      Material next = session.get(taken++);
      renew(next, first(session), next.time());
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
    return shipped.note(product);
  }
}
