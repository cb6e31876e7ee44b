package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Lot;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * What a director and its own workers share: counters ({@link FloorCounts}), the permits at hand,
 * and the outbox.
 *
 * <p>A message from each worker after each delivery would cost more than the assembling (see {@code
 * docs/performance-history.md}), so workers count here and wake the director only when it waits for
 * that. The floor belongs to one workshop and is never seen outside it; each counter moves where
 * the materials move: a delivery is counted by the director when it is told and by the worker when
 * it is done.
 *
 * @param <A> the blueprint's assembly
 */
class Floor<A> {
  final int workshop;
  final WorkshopSettings settings;
  final Blueprint<A> blueprint;
  final String blueprintName;

  /** Whether products may be complete at all: asked here, and nowhere else, what may fail. */
  final boolean mayComplete;

  final FactoryClock clock;
  final Drill drill;
  final ActorRef<Director.Command> director;
  final FloorCounts counts = new FloorCounts();

  /** What workers run on, and their mailboxes. */
  private Props workers = WorkerMailbox.on(DispatcherSelector.sameAsParent());

  /** What earlier runs have shipped and may be amended. */
  private Recall recall = Recall.nothing();

  final Terms terms;

  /** How event time is kept; null if contracts run on the machine's clock. */
  final @Nullable EventClock event;

  /** The workshop's watermark; written by the director. */
  volatile long watermark = Lot.NO_WATERMARK;

  /** Whether workers give back what they have not begun. */
  volatile boolean stopping;

  /** Whether time is up: workers begin nothing more, so that what is where can be counted. */
  volatile boolean frozen;

  /** The pid parked last and why, for an alarm; null if none was. */
  volatile @Nullable String lastParked;

  /** How far the line's time is behind the clock, as far as the director knows. */
  private volatile long lag;

  private final AtomicLong done = new AtomicLong();

  /** What large materials have taken of the line beyond one place each, since the start. */
  private final LongAdder surplus = new LongAdder();

  private volatile long wakeAt = Long.MAX_VALUE;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger permits = new AtomicInteger();
  private volatile boolean queueing;
  private final Outbox outbox = new Outbox();

  Floor(
      int workshop,
      WorkshopSettings settings,
      Blueprint<A> blueprint,
      String blueprintName,
      FactoryClock clock,
      Drill drill,
      ActorRef<Director.Command> director) {
    this.workshop = workshop;
    this.settings = settings;
    this.blueprint = blueprint;
    this.blueprintName = blueprintName;
    this.mayComplete = blueprint.mayComplete();
    this.clock = clock;
    this.drill = drill;
    this.director = director;
    this.terms = new Terms(settings.contract());
    this.event = settings.contract().event();
  }

  /** With workers that run on {@code other} instead of on what their director runs on. */
  Floor<A> withThreads(DispatcherSelector other) {
    workers = WorkerMailbox.on(other);
    return this;
  }

  /** With what earlier runs have shipped. */
  Floor<A> withRecall(Recall earlier) {
    recall = earlier;
    return this;
  }

  Recall recall() {
    return recall;
  }

  Props workers() {
    return workers;
  }

  /** A worker for this workshop. */
  Behavior<Worker.Command> newWorker(Contractor contractor) {
    return event == null ? new Worker<>(this, contractor) : new EventWorker<>(this, contractor);
  }

  // ---- what workers do ----

  /**
   * The time by which materials are bought, about: the line's time stands still while the Buyer
   * does. Contracts that are over by it may be asked for; whether they are, the director knows.
   */
  long lineNow() {
    return clock.nanos() - lag;
  }

  /** Counts materials whose credit may go back, one place each. */
  void assembled(int materials) {
    assembled(materials, materials);
  }

  /** Counts materials whose credit may go back, and the places that they took. */
  void assembled(int materials, int places) {
    if (places != materials) {
      surplus.add(places - materials);
    }
    if (done.addAndGet(places) >= wakeAt) {
      wake();
    }
  }

  /**
   * Takes a permit that is at hand, unless somebody waits for one already; the director does, too,
   * for a worker that it dismisses with a delivery.
   */
  boolean takePermit() {
    return takePermits(1);
  }

  /** As {@link #takePermit}, so many or none. */
  boolean takePermits(int n) {
    return !queueing && take(n);
  }

  /** Gives back a permit that was not needed. */
  void returnPermit() {
    returnPermits(1);
  }

  /** Gives back permits that were not needed. */
  void returnPermits(int n) {
    permits.addAndGet(n);
    if (queueing) {
      wake();
    }
  }

  /** Puts cargo that has its permit into the outbox. */
  void post(@Nullable Cargo cargo, @Nullable Contractor freed) {
    post(cargo, freed, 1);
  }

  /** Puts cargo that has so many permits into the outbox. */
  void post(@Nullable Cargo cargo, @Nullable Contractor freed, int withPermits) {
    if (cargo != null) {
      counts.outgoing.add(cargo.materials());
      counts.held.add(-cargo.materials());
    }
    if (outbox.add(cargo, freed, withPermits)) {
      wake();
    }
  }

  private void wake() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      director.tell(Director.Wake.INSTANCE);
    }
  }

  // ---- what the director does ----

  /** The line's time has come to the director from {@code boughtUpTo}. */
  void setLineTime(long boughtUpTo) {
    lag = clock.nanos() - boughtUpTo;
  }

  /** The director is awake: from now on it can be woken again. */
  void awake() {
    woken.set(false);
  }

  /** Places of the line whose credit may go back, since the start. */
  long done() {
    return done.get();
  }

  /** Materials whose credit may go back, since the start. */
  long assembled() {
    return done.get() - surplus.sum();
  }

  /** The director wants to be woken when {@link #done()} has reached {@code places}. */
  void wakeAt(long places) {
    wakeAt = places;
    if (done.get() >= places) {
      wake();
    }
  }

  /** Takes a permit that is at hand, for whoever is next in the director's queue. */
  boolean takeAny() {
    return take(1);
  }

  private boolean take(int n) {
    int there;
    do {
      there = permits.get();
      if (there < n) {
        return false;
      }
    } while (!permits.compareAndSet(there, there - n));
    return true;
  }

  /** Puts granted permits at hand. */
  void addPermits(int n) {
    permits.addAndGet(n);
  }

  /** Permits at hand. */
  int permits() {
    return permits.get();
  }

  /** Takes all permits that are at hand. */
  int takeAllPermits() {
    return permits.getAndSet(0);
  }

  /**
   * Whether somebody waits in the director's queue, so that others must not take permits past it. A
   * permit that was given back just before wakes the director, as one given back after it does.
   */
  void queueing(boolean waiting) {
    queueing = waiting;
    if (waiting && permits.get() > 0) {
      wake();
    }
  }

  /** Whether workers have posted anything. */
  boolean hasPosted() {
    return !outbox.isEmpty();
  }

  /** Empties the outbox. Oldest first; null if it was empty. */
  Outbox.@Nullable Parcel takeOutbox() {
    return outbox.take();
  }
}
