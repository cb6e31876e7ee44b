package factory.production;

import factory.goods.Cargo;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A worker's cargo that lacks transport permits, oldest first, the permits that it has already, and
 * the credit that is held back for it. There only while something waits: most workers never have
 * one.
 */
final class Waiting {
  /**
   * Cargo that waits.
   *
   * @param permits how many it needs
   */
  record Held(Cargo cargo, int permits) {}

  private final ArrayDeque<Held> cargo = new ArrayDeque<>(2);
  private long bytes;
  private int withheld;
  private int places;

  /** Permits that the cargo needs, that are here for it, and that are on their way. */
  private int needed;

  private int here;
  private int asked;

  /** Adds cargo at the end. */
  void add(Cargo last, long weight, int permits) {
    cargo.add(new Held(last, permits));
    needed += permits;
    bytes += weight;
  }

  /** Holds back the credit of materials that were assembled while something waited. */
  void withhold(int materials, int taken) {
    withheld += materials;
    places += taken;
  }

  /** Permits still to be asked for; they count as asked for from now on. */
  int ask() {
    int more = Math.max(0, needed - here - asked);
    asked += more;
    return more;
  }

  /** Notes permits that have come as answer. */
  void granted(int permits) {
    asked -= permits;
    here += permits;
  }

  /** Whether one permit more is all that the cargo needs that has waited longest. */
  boolean lacksOne() {
    Held oldest = cargo.peek();
    return oldest != null && here + 1 == oldest.permits();
  }

  /** Notes a permit that nobody has asked for. */
  void given() {
    here++;
  }

  /** The cargo that has waited longest, if all its permits are here; else null. */
  @Nullable Held poll() {
    Held oldest = cargo.peek();
    if (oldest == null || here < oldest.permits()) {
      return null;
    }
    here -= oldest.permits();
    needed -= oldest.permits();
    return cargo.poll();
  }

  /** Permits that are here for nothing, which are not here any more. */
  int unneeded() {
    int unused = cargo.isEmpty() ? here : 0;
    here -= unused;
    return unused;
  }

  /** How much cargo waits. */
  int size() {
    return cargo.size();
  }

  /** Whether no cargo waits. */
  boolean isEmpty() {
    return cargo.isEmpty();
  }

  /** Whether a permit is on its way. */
  boolean isOwed() {
    return asked > 0;
  }

  /** Estimated bytes of what was added, until {@link #clear}. */
  long bytes() {
    return bytes;
  }

  /** Nothing waits any more: forgets the bytes and gives back the credit that was held back. */
  void clear(Floor<?> floor) {
    if (withheld > 0) {
      floor.assembled(withheld, places);
    }
    withheld = 0;
    places = 0;
    bytes = 0;
  }
}
