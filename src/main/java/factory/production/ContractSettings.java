package factory.production;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker is kept and how large a product may become; the tree under {@code
 * factory.contract}.
 *
 * @param term longest pause between two materials of a pid; more than zero
 * @param tolerance how much later than its term a contract may end where the workshop keeps up;
 *     more than zero. The line's heartbeat is half of it, the rest is for the scheduler's ticks.
 *     Behind a backlog it ends when the line is taken up as far.
 * @param maxTerm longest time from a product's first material to its last, or null for no limit
 * @param maxMaterials most materials in one product; at least 1
 * @param maxBytes most bytes of one assembly as the blueprint estimates them; at least 1
 * @param event the same in event time; null if contracts run on the machine's clock
 */
public record ContractSettings(
    Duration term,
    Duration tolerance,
    @Nullable Duration maxTerm,
    long maxMaterials,
    long maxBytes,
    @Nullable EventClock event) {

  /** A contract on the machine's clock. */
  public ContractSettings(
      Duration term,
      Duration tolerance,
      @Nullable Duration maxTerm,
      long maxMaterials,
      long maxBytes) {
    this(term, tolerance, maxTerm, maxMaterials, maxBytes, null);
  }
}
