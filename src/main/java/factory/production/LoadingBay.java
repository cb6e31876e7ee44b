package factory.production;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.LineLag;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.transportation.Dispatcher;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Where a workshop's cargo leaves it: spends transport permits in the order of finishing, empties
 * the outbox, asks for permits and gives back what is not needed. Owned by the director.
 */
final class LoadingBay {
  /** How long after one product the next is measured. */
  private static final long STEP_NANOS = 100_000_000;

  /** And behind how many products at the latest: of a burst one would say little. */
  private static final int STEP_PRODUCTS = 128;

  /**
   * How long the outbox gathers cargo after a large round: each load costs the dispatcher and its
   * stevedores about the same, however much is in it. Where nothing else happens it is the
   * scheduler's next tick but one, some 30 ms.
   */
  private static final long GATHER_NANOS = 5_000_000;

  private final Floor<?> floor;
  private final Staff staff;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final ActorRef<Dispatcher.PermitsGranted> granted;
  private final PermitQueue queue = new PermitQueue();
  private final LineLags lags = new LineLags();
  private long loaded;
  private long measuredAt;
  private long emptiedAt;

  /** Products that have left since then. */
  private int unmeasured;

  /** {@code granted} is told what the dispatcher grants. */
  LoadingBay(
      Floor<?> floor,
      Staff staff,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Dispatcher.PermitsGranted> granted) {
    this.floor = floor;
    this.staff = staff;
    this.dispatcher = dispatcher;
    this.granted = granted;
    this.emptiedAt = floor.clock.nanos() - GATHER_NANOS;
  }

  /** The line's time is so far behind the clock, by which products are measured. */
  void note(LineLag lag) {
    lags.note(lag);
  }

  /** The dispatcher has granted permits. */
  void granted(int permits) {
    queue.granted(permits);
    floor.addPermits(permits);
  }

  /** A worker waits for permits for cargo that it holds. */
  void await(Contractor contractor, int permits) {
    queue.add(new PermitQueue.Waiter(contractor, permits, null, null, 0));
  }

  /** A worker that has left the roster is to be released with a permit for its product. */
  void awaitRelease(Contractor contractor, Closed why) {
    queue.add(new PermitQueue.Waiter(contractor, 1, why, null, 0));
  }

  /** Scrap that came down the line, where it took {@code places}, waits for its permit. */
  void await(Scrap scrap, int places) {
    queue.add(new PermitQueue.Waiter(null, 1, null, scrap, places));
  }

  /**
   * How long the outbox has yet to gather; 0 or less if it was emptied long enough ago, is empty,
   * or somebody waits for permits.
   */
  long gathers() {
    boolean mayWait = queue.isEmpty() && floor.hasPosted();
    return mayWait ? emptiedAt + GATHER_NANOS - floor.clock.nanos() : 0;
  }

  /** Loads what is in the outbox and takes note of the workers that are free. */
  void emptyOutbox() {
    Outbox.Parcel parcel = floor.takeOutbox();
    if (parcel == null) {
      return;
    }
    long now = floor.clock.nanos();
    emptiedAt = now;
    List<Cargo> cargo = new ArrayList<>();
    long materials = 0;
    int permits = 0;
    Map<Cargo, Integer> large = Map.of();
    List<Dispatcher.Probe> probes = new ArrayList<>();
    @Nullable Product last = null;
    for (; parcel != null; parcel = parcel.next()) {
      Contractor freed = parcel.freed();
      if (parcel.cargo() != null) {
        cargo.add(parcel.cargo());
        materials += parcel.cargo().materials();
        permits += parcel.permits();
        large = parcel.permits() > 1 ? with(parcel, large) : large;
        last = parcel.cargo() instanceof Product product ? product : null;
        measure(last == null || !isMeasured(now) ? null : probe(last), probes, now);
        unmeasured += last == null ? 0 : 1;
      }
      if (freed != null) {
        // The word that a worker is free follows right behind its last product.
        if (last != null && isMeasured(now) && last.pid().equals(freed.pid)) {
          measure(probe(last, freed), probes, now);
        }
        staff.freed(freed, now);
      }
    }
    if (!cargo.isEmpty()) {
      queue.used(permits);
      dispatcher.tell(new Dispatcher.Load(cargo, granted, probes, large));
      floor.counts.outgoing.add(-materials);
      loaded += materials;
    }
  }

  /** Whether it is time to measure a product. */
  private boolean isMeasured(long now) {
    return now - measuredAt >= STEP_NANOS || unmeasured >= STEP_PRODUCTS;
  }

  private void measure(Dispatcher.@Nullable Probe probe, List<Dispatcher.Probe> probes, long now) {
    if (probe != null) {
      probes.add(probe);
      measuredAt = now;
      unmeasured = 0;
    }
  }

  private static Map<Cargo, Integer> with(Outbox.Parcel parcel, Map<Cargo, Integer> large) {
    Map<Cargo, Integer> more = large.isEmpty() ? new IdentityHashMap<>() : large;
    more.put(Objects.requireNonNull(parcel.cargo()), parcel.permits());
    return more;
  }

  /**
   * Measures the product of a worker that goes on with its pid, whose last material may be one
   * behind the product; of a few only, since the worker has to be found. Null if it has left.
   */
  private Dispatcher.@Nullable Probe probe(Product product) {
    int id = staff.find(product.pid());
    return id < 0 ? null : probe(product, staff.byId(id));
  }

  private Dispatcher.Probe probe(Product product, Contractor maker) {
    return new Dispatcher.Probe(product, lags.byTheClock(maker.boughtAt));
  }

  /** Serves those who wait, as far as permits are at hand. */
  void serve() {
    while (!queue.isEmpty() && floor.takeAny()) {
      PermitQueue.Waiter waiter = queue.peek();
      int taken = 1;
      while (taken < waiter.permits() && floor.takeAny()) {
        taken++;
      }
      queue.serve(taken);
      Contractor contractor = waiter.contractor();
      if (waiter.scrap() != null) {
        floor.post(waiter.scrap(), null);
        floor.assembled(1, waiter.places());
      } else if (contractor != null && waiter.release() != null) {
        contractor.tell(new Worker.Release(waiter.release()));
      } else if (contractor != null) {
        contractor.tell(new Worker.Permit(taken));
      }
    }
    floor.queueing(!queue.isEmpty());
  }

  /** Asks for the permits that are lacking. */
  void request() {
    int more = queue.toRequest(floor.permits(), floor.settings.permitsAtHand());
    if (more > 0) {
      dispatcher.tell(new Dispatcher.RequestPermits(more, granted));
    }
  }

  /** Gives back the permits at hand if none was used or waited for since the last call. */
  void returnIfIdle() {
    if (queue.idle()) {
      returnPermits();
    }
  }

  /** Gives back the permits at hand. */
  void returnPermits() {
    int unused = floor.takeAllPermits();
    if (unused > 0) {
      dispatcher.tell(new Dispatcher.ReturnPermits(unused, granted));
    }
  }

  /** Whether nobody waits for a permit and all cargo has left. */
  boolean isEmpty() {
    return queue.isEmpty() && floor.counts.outgoing.sum() == 0;
  }

  /** Permits that are waited for. */
  long wanted() {
    return queue.wanted();
  }

  /** Materials that have left. */
  long loaded() {
    return loaded;
  }
}
