package factory.production;

import java.time.Duration;

/**
 * How long contracts and products of a workshop last by the time of purchase, and when they are
 * over. All times are nanoseconds of the factory clock.
 */
final class Terms {
  /**
   * Longest time a receive-timeout is set for; a longer contract sets it again. Pekko's scheduler
   * refuses more than 248 days.
   */
  private static final long LONGEST = Duration.ofDays(100).toNanos();

  /** Shortest, for what the timer fired early by. */
  private static final long SHORTEST = Duration.ofMillis(1).toNanos();

  /**
   * Receive-timeouts end in such steps, or in those of half of the tolerance. The line says where
   * it is as often: a contract that is not over by what it said last is over by what it says next,
   * so that step and wait take no longer together than one of them.
   */
  private static final long LONGEST_STEP = Duration.ofMillis(100).toNanos();

  /** A worker that gets nothing for so long is dismissed. */
  final long term;

  /** Most time from the first to the last material of a product. */
  final long maxTerm;

  /** Two materials of a pid that were bought further apart are of two contracts. */
  final long longestGap;

  /**
   * What was bought within this time may come in one round: never longer than the term, so that no
   * contract ends within a delivery, and a tenth of the longest time of a product.
   */
  final long longestSpan;

  /**
   * Receive-timeouts of many workers end together: the workshop's threads are woken once for all.
   */
  private final long step;

  Terms(ContractSettings contract) {
    this.term = contract.term().toNanos();
    this.maxTerm = contract.maxTerm() == null ? Long.MAX_VALUE : contract.maxTerm().toNanos();
    this.longestGap = term + contract.tolerance().toNanos();
    this.step = Math.max(1, Math.min(contract.tolerance().toNanos() / 2, LONGEST_STEP));
    this.longestSpan = contract.event() == null ? Math.min(term, maxTerm / 10) : Long.MAX_VALUE;
  }

  /** The receive-timeout that a new hire begins with. */
  long first() {
    return Math.min(term, maxTerm);
  }

  /** The receive-timeout for so many nanoseconds from {@code now} on, and up to a step more. */
  Duration timeout(long nanos, long now) {
    long least = Math.max(SHORTEST, Math.min(nanos, LONGEST));
    return Duration.ofNanos(least + Math.floorMod(-(now + least), step));
  }

  /**
   * Nanoseconds until the contract ends or the product reaches its longest time.
   *
   * @param since when the product's first material was bought
   * @param boughtAt when the last one was
   */
  long left(long since, long boughtAt, long now) {
    return Math.min(term - (now - boughtAt), maxTerm - (now - since));
  }

  /** Whether the product reaches its longest time before the contract ends. */
  boolean isLimited(long since, long boughtAt) {
    return maxTerm - (boughtAt - since) < term;
  }
}
