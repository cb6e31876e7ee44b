package factory.production;

import factory.goods.Cargo;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What workers have for their director to load, in the order of posting: a stack without locks
 * (Treiber, "Systems Programming: Coping with Parallelism", 1986), which the director takes whole
 * and turns round.
 */
final class Outbox {
  private final AtomicReference<@Nullable Parcel> newest = new AtomicReference<>();

  /** Cargo, or only the word that a worker is free. */
  static final class Parcel {
    private final @Nullable Cargo cargo;
    private final @Nullable Contractor freed;
    private final int permits;
    private @Nullable Parcel next;

    private Parcel(@Nullable Cargo cargo, @Nullable Contractor freed, int permits) {
      this.cargo = cargo;
      this.freed = freed;
      this.permits = permits;
    }

    /** The cargo; null if there is none. */
    @Nullable Cargo cargo() {
      return cargo;
    }

    /** The worker that is free now; null if it goes on. */
    @Nullable Contractor freed() {
      return freed;
    }

    /** Permits that the cargo has, one for each place that it takes. */
    int permits() {
      return permits;
    }

    /** The one that was posted after it; in the outbox, before it. */
    @Nullable Parcel next() {
      return next;
    }
  }

  /**
   * Adds a parcel.
   *
   * @return whether the outbox was empty
   */
  boolean add(@Nullable Cargo cargo, @Nullable Contractor freed, int permits) {
    Parcel parcel = new Parcel(cargo, freed, permits);
    Parcel before;
    do {
      before = newest.get();
      parcel.next = before;
    } while (!newest.compareAndSet(before, parcel));
    return before == null;
  }

  /** Whether nothing is in it. */
  boolean isEmpty() {
    return newest.get() == null;
  }

  /** Takes all: the oldest, from which {@link Parcel#next} leads to the others; null if none. */
  @Nullable Parcel take() {
    Parcel oldest = null;
    Parcel parcel = newest.getAndSet(null);
    while (parcel != null) {
      Parcel older = parcel.next;
      parcel.next = oldest;
      oldest = parcel;
      parcel = older;
    }
    return oldest;
  }
}
