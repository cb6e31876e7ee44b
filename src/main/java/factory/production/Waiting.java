package factory.production;

import factory.goods.Cargo;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A worker's cargo that has no transport permit yet, oldest first, and the credit that is held back
 * for it. There only while something waits: most workers never have one.
 */
final class Waiting {
  private final ArrayDeque<Cargo> cargo = new ArrayDeque<>(2);
  private long bytes;
  private int withheld;
  private int asked;

  /** Adds cargo at the end. */
  void add(Cargo last, long weight) {
    cargo.add(last);
    bytes += weight;
  }

  /** Holds back the credit of materials that were assembled while something waited. */
  void withhold(int materials) {
    withheld += materials;
  }

  /** Permits still to be asked for; they count as asked for from now on. */
  int ask() {
    int more = cargo.size() - asked;
    asked += Math.max(0, more);
    return Math.max(0, more);
  }

  /** Notes permits that have come as answer. */
  void granted(int permits) {
    asked -= permits;
  }

  /** The cargo that has waited longest, or null if there is none. */
  @Nullable Cargo poll() {
    return cargo.poll();
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

  /** Nothing waits any more: forgets the bytes and tells how much credit was held back. */
  int clear() {
    int credit = withheld;
    withheld = 0;
    bytes = 0;
    return credit;
  }
}
