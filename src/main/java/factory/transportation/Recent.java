package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose cargo was packed of late, and with which shipment it left: a ring of the pids' hashes in
 * the order of packing, which is also that of loading.
 *
 * <p>Costs a product one number written; a question costs a look at all of them. It remembers only
 * what this run has packed, and that as far back as it is large. Two pids with the same 63 bits of
 * hash are taken for one.
 */
final class Recent {
  /** Of one pid, so much is named at most. */
  private static final int MOST_NAMED = 100;

  private static final int SMALLEST = 1 << 10;
  private static final long SCRAP = 1;

  /** Shipments beyond that are forgotten, however little was in them. */
  private static final int MOST_SHIPMENTS = 10_000;

  private final int capacity;
  private long[] ring;
  private long packed;
  private long loaded;
  private final Deque<Load> loads = new ArrayDeque<>();
  private long forgotten;
  private long shipped;
  private long shippedEnd;

  /** What was packed up to {@code end}, and not with a load before, is in this shipment. */
  private record Load(long end, long shipment) {}

  /**
   * Something of a pid.
   *
   * @param shipment in which it is, or will be; 0 if it is in no truck yet
   * @param scrap whether it is scrap
   * @param shipped whether the shipment is committed
   */
  record Sighting(long shipment, boolean scrap, boolean shipped) {}

  /**
   * @param capacity how much packed cargo is remembered; 0 for none
   */
  Recent(int capacity) {
    this.capacity = capacity;
    this.ring = new long[Math.min(capacity, SMALLEST)];
  }

  /** This was packed, in this order. */
  void packed(Collection<Cargo> cargo) {
    for (Cargo one : cargo) {
      if (capacity > 0) {
        note(one);
      }
      packed++;
    }
  }

  private void note(Cargo cargo) {
    if (packed == ring.length && ring.length < capacity) {
      ring = Arrays.copyOf(ring, (int) Math.min(capacity, 2L * ring.length));
    }
    ring[(int) (packed % ring.length)] = key(cargo);
  }

  private static long key(Cargo cargo) {
    if (cargo instanceof Product product) {
      return product.pid().hash() & ~SCRAP;
    }
    Pid pid = ((Scrap) cargo).pid();
    return pid == null ? SCRAP : pid.hash() | SCRAP;
  }

  /** The next {@code parcels} of what was packed are on this truck. */
  void loaded(long shipment, long parcels) {
    loaded += parcels;
    loads.addLast(new Load(loaded, shipment));
    while (loads.size() > MOST_SHIPMENTS
        || (!loads.isEmpty() && loads.getFirst().end() <= packed - capacity)) {
      forgotten = loads.removeFirst().end();
    }
  }

  /** This shipment is committed, and with it those before. */
  void shipped(long shipment) {
    shipped = shipment;
    for (Load load : loads) {
      shippedEnd = load.shipment() <= shipment ? Math.max(shippedEnd, load.end()) : shippedEnd;
    }
  }

  /** Whether all that is in no committed shipment is remembered. */
  boolean isCurrent() {
    return oldest() <= shippedEnd;
  }

  /** How much packed cargo is remembered at the moment. */
  long size() {
    return packed - oldest();
  }

  /** Whether all that this run has packed is remembered. */
  boolean isAll() {
    return oldest() == 0;
  }

  private long oldest() {
    return Math.max(forgotten, packed - capacity);
  }

  /** What is remembered of a pid, the newest first, at most {@code most}. */
  List<Sighting> find(Pid pid, int most) {
    Deque<Sighting> found = new ArrayDeque<>();
    long wanted = pid.hash() & ~SCRAP;
    Iterator<Load> later = loads.iterator();
    Load load = later.hasNext() ? later.next() : null;
    long first = oldest();
    int place = ring.length == 0 ? 0 : (int) (first % ring.length);
    for (long at = first; at < packed; at++) {
      long key = ring[place];
      place = place + 1 == ring.length ? 0 : place + 1; // a division each takes ten times as long
      if ((key & ~SCRAP) == wanted) {
        while (load != null && at >= load.end()) {
          load = later.hasNext() ? later.next() : null;
        }
        found.addFirst(sighting(load, (key & SCRAP) != 0));
        if (found.size() > most) {
          found.removeLast();
        }
      }
    }
    return List.copyOf(found);
  }

  /** What is to be said of a pid of which so much is not packed yet. */
  Located locate(Pid pid, int unpacked) {
    List<Why.Fate> left = new ArrayList<>();
    int stored = 0;
    long leaving = 0;
    for (Sighting sighting : find(pid, MOST_NAMED)) {
      long shipment = sighting.shipment();
      if (shipment == 0) {
        stored++;
      } else if (!sighting.shipped()) {
        leaving = shipment;
      } else if (sighting.scrap()) {
        left.add(new Why.Scrapped(shipment, null, null, null, null));
      } else {
        left.add(new Why.Shipped(shipment, null, null, null, 0, null));
      }
    }
    return new Located(unpacked, stored, leaving, List.copyOf(left), size(), isAll(), isCurrent());
  }

  private Sighting sighting(@Nullable Load load, boolean scrap) {
    return load == null
        ? new Sighting(0, scrap, false)
        : new Sighting(load.shipment(), scrap, load.shipment() <= shipped);
  }
}
