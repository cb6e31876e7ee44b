package factory.production;

import factory.goods.Cargo;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with finished cargo: posts it with its permits, or holds it until it has them.
 * Cargo needs one, large cargo several ({@link factory.goods.Places}).
 *
 * <p>Above {@link Assembler} and {@link Worker} and not beside them: a million workers should have
 * no object more than they need.
 *
 * @param <A> the blueprint's assembly
 */
abstract class Shipper<A> extends ExtensibleBehavior<Worker.Command> {
  final Floor<A> floor;
  final Contractor contractor;

  /** Cargo without a permit; null while there is none, and none is on its way. */
  @Nullable Waiting waiting;

  /** Whether a release has brought a permit that is not used yet. */
  boolean permitInHand;

  Shipper(Floor<A> floor, Contractor contractor) {
    this.floor = floor;
    this.contractor = contractor;
  }

  /**
   * Posts cargo if its permits are at hand and none waits before it; else it waits.
   *
   * @param size estimated bytes that it holds while it waits
   */
  final void ship(Cargo cargo, long size) {
    int permits = floor.settings.cargo().of(size);
    if (!isWaiting()) {
      int lacking = permits - (permitInHand ? 1 : 0);
      if (lacking == 0 || floor.takePermits(lacking)) {
        permitInHand = false;
        floor.post(cargo, null, permits);
        return;
      }
    }
    if (waiting == null) {
      waiting = new Waiting();
    }
    waiting.add(cargo, size, permits);
  }

  /** Whether cargo waits for a permit. */
  final boolean isWaiting() {
    return waiting != null && !waiting.isEmpty();
  }

  final void askForPermits() {
    int more = waiting == null ? 0 : waiting.ask();
    if (more > 0) {
      floor.director.tell(new Director.NeedPermits(contractor, more));
    }
  }

  /** Permits that were asked for have come. */
  final void usePermits(int permits) {
    if (waiting == null) {
      floor.returnPermits(permits);
    } else {
      waiting.granted(permits);
      post(waiting);
    }
  }

  /**
   * A release's permit goes to the cargo that has waited longest if the product had no need. Where
   * that needs more it goes back: many who keep one and wait for more would keep all there are.
   */
  final void usePermitInHand() {
    if (!permitInHand) {
      return;
    }
    permitInHand = false;
    if (waiting != null && waiting.lacksOne()) {
      waiting.given();
      post(waiting);
    } else {
      floor.returnPermit();
    }
  }

  /** Posts what has all its permits. */
  private void post(Waiting held) {
    for (Waiting.Held next = held.poll(); next != null; next = held.poll()) {
      floor.post(next.cargo(), null, next.permits());
    }
    int unneeded = held.unneeded();
    if (unneeded > 0) {
      floor.returnPermits(unneeded);
    }
  }

  /**
   * Once no cargo waits any more, credit goes back.
   *
   * @return whether some waits still
   */
  final boolean stillWaits() {
    Waiting over = waiting;
    if (over != null) {
      if (!over.isEmpty()) {
        return true;
      }
      floor.counts.bytes.add(-over.bytes());
      over.clear(floor);
      waiting = over.isOwed() ? over : null;
    }
    return false;
  }

  /** Estimated bytes of the cargo that waits. */
  final long waitingBytes() {
    return waiting == null ? 0 : waiting.bytes();
  }
}
