package factory.production;

import factory.goods.Pid;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a director knows of one of its workers: an entry of the roster, or of the bench.
 *
 * <p>Written by the director alone; a worker reads whose materials it gets, which does not change
 * while it is hired.
 */
final class Contractor {
  /**
   * Its place among all of the workshop's workers; low numbers were hired first, which is about
   * address order.
   */
  final int id;

  @Nullable ActorRef<Worker.Command> worker;

  /** Whose materials it assembles; null on the bench. */
  @Nullable Pid pid;

  /** How many times it has been hired; a request that names an older number is out of date. */
  int hire;

  /** Materials sent to it in this hire. */
  long sent;

  /** When the last of them was bought, on the factory clock. */
  long boughtAt;

  /** When it was hired, on the factory clock; on the bench: since when it is there. */
  long since;

  /** Materials of the whole workshop that were sent before it was hired. */
  long sentBefore;

  /** In event time: when to look at it; null on the machine's clock. */
  @Nullable Visit visit;

  /** Whether it has left the roster and not handed everything over. */
  boolean leaving;

  Contractor(int id) {
    this.id = id;
  }

  /** Tells the worker something. */
  void tell(Worker.Command command) {
    ActorRef<Worker.Command> ref = worker;
    if (ref != null) {
      ref.tell(command);
    }
  }
}
