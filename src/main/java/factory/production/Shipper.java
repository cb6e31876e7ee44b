package factory.production;

import factory.goods.Cargo;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does with finished cargo: posts it with a permit, or holds it until there is one.
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
   * Posts cargo if there is a permit at hand and none waits before it; else it waits.
   *
   * @param size estimated bytes that it holds while it waits
   */
  final void ship(Cargo cargo, long size) {
    if (!isWaiting()) {
      if (permitInHand) {
        permitInHand = false;
        floor.post(cargo, null);
        return;
      }
      if (floor.takePermit()) {
        floor.post(cargo, null);
        return;
      }
    }
    if (waiting == null) {
      waiting = new Waiting();
    }
    waiting.add(cargo, size);
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
    if (waiting != null) {
      waiting.granted(permits);
    }
    for (int i = 0; i < permits; i++) {
      usePermit();
    }
  }

  /** A release's permit goes to the cargo that has waited longest if the product had no need. */
  final void usePermitInHand() {
    if (permitInHand) {
      permitInHand = false;
      usePermit();
    }
  }

  private void usePermit() {
    Cargo oldest = waiting == null ? null : waiting.poll();
    if (oldest == null) {
      floor.returnPermit();
    } else {
      floor.post(oldest, null);
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
      floor.bytes.add(-over.bytes());
      int credit = over.clear();
      if (credit > 0) {
        floor.assembled(credit);
      }
      waiting = over.isOwed() ? over : null;
    }
    return false;
  }

  /** Estimated bytes of the cargo that waits. */
  final long waitingBytes() {
    return waiting == null ? 0 : waiting.bytes();
  }
}
