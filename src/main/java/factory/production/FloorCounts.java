package factory.production;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many materials of a workshop are where, and how large its open assemblies are. Each counter
 * moves where the materials move; whoever asks counts them without stopping anybody.
 */
final class FloorCounts {
  /** How many times materials are counted at most. */
  private static final int COUNTINGS = 5;

  /** Materials handed to workers and not yet assembled. */
  final LongAdder delivered = new LongAdder();

  /** Materials in assemblies, in parked pids, and in cargo that waits for its permit. */
  final LongAdder held = new LongAdder();

  /** Materials in cargo that is in the outbox. */
  final LongAdder outgoing = new LongAdder();

  /** Materials that workers gave back when the factory was stopped. */
  final LongAdder givenBack = new LongAdder();

  /** Estimated bytes of open assemblies. */
  final LongAdder bytes = new LongAdder();

  /** Pids parked now. */
  final LongAdder parked = new LongAdder();

  /** How many materials are where. */
  record Count(long givenBack, long delivered, long held, long outgoing) {}

  /**
   * Counts materials. A material on its way from one place to the next may be seen at both, so it
   * is counted again until it comes out the same, which it does as soon as workers stand still.
   */
  Count count() {
    Count last = read();
    for (int i = 0; i < COUNTINGS; i++) {
      Count again = read();
      if (again.equals(last)) {
        break;
      }
      last = again;
    }
    return last;
  }

  private Count read() {
    return new Count(givenBack.sum(), delivered.sum(), held.sum(), outgoing.sum());
  }
}
