package factory.production;

/**
 * When a director's next round begins: rounds are as small as the load allows, so that an idle
 * workshop answers at once and a busy one pays for few deliveries.
 *
 * <p>The rule: where something waits, a round begins
 *
 * <ul>
 *   <li>when as many records wait as are wanted, and workers have eased: they have assembled all of
 *       the last round but a quarter, or but the fewest if that is more;
 *   <li>or when half of what the line may carry waits;
 *   <li>or, workers having eased, as long after that as they were busy with the last round, at most
 *       half a second; at once if no more than the fewest are wanted;
 *   <li>or, workers being slow, twice as long after the last round began as they were busy with the
 *       one before it, at least 20 ms and at most half a second.
 * </ul>
 *
 * <p>How many are wanted follows from how long workers were busy with the last round, since a
 * worker is told once a round however much it gets: large rounds cost less for each material, but
 * small ones that keep all cores busy never let a backlog grow that would make them larger. Busy
 * for more than half of the time until the next round, and that one waits for twice as much to
 * come; for less than three eighths of it, and half as much will do. The fewest are {@value #FEW},
 * or a quarter of the line; the most are half of what the line may carry now, which is where a
 * round begins in any case.
 *
 * <p>Times are the factory clock's nanoseconds.
 */
final class Cadence {
  /** With so few materials at the workers there is nothing to gain by waiting for more. */
  private static final int FEW = 1_024;

  /** A round waits at least this long for workers that are slow with the one before. */
  private static final long PATIENCE_NANOS = 20_000_000;

  /** And at most this long. */
  private static final long LONGEST_NANOS = 500_000_000;

  /** So long after a large round has begun there is more to come. */
  private static final long SWING_NANOS = 500_000_000;

  private final int few;
  private int most;
  private int target;
  private int quarter;
  private long startedAt;
  private long easedAt;
  private boolean eased = true;
  private long lastTook;

  Cadence(int capacity, long now) {
    this.few = Math.min(FEW, capacity / 4);
    carries(capacity);
    this.target = few;
    this.quarter = few;
    this.startedAt = now - PATIENCE_NANOS;
    this.easedAt = startedAt;
  }

  /** The line may carry so much now. */
  void carries(int window) {
    most = Math.max(1, window / 2);
  }

  /** Materials at the workers with which they are far enough for another round. */
  int easedAtMost() {
    return quarter;
  }

  /** Whether a large round, of more than four times the fewest, began in the last half second. */
  boolean isInFullSwing(long now) {
    return quarter > few && now - startedAt < SWING_NANOS;
  }

  /** Notes how many records are at the workers now. */
  void look(long outstanding, long now) {
    if (!eased && outstanding <= quarter) {
      eased = true;
      easedAt = now;
    }
  }

  /**
   * Whether a round may begin, with as many records {@code waiting} to be taken up, at least one.
   */
  boolean mayStart(long waiting, long now) {
    return waiting >= most || (eased && waiting >= target) || pause(now) <= 0;
  }

  /** How long a round waits still, if no more comes and no worker gets on; 0 or less for none. */
  long pause(long now) {
    long took = easedAt - startedAt;
    if (eased) {
      return target <= few ? 0 : easedAt + Math.min(took, LONGEST_NANOS) - now;
    }
    long patience = Math.min(Math.max(PATIENCE_NANOS, 2 * lastTook), LONGEST_NANOS);
    return startedAt + patience - now;
  }

  /** A round has begun at {@code now}, of {@code size} records. */
  void started(int size, long now) {
    long busy = eased ? easedAt - startedAt : now - startedAt;
    long all = Math.max(1, now - startedAt);
    if (busy > all / 2) {
      target = (int) Math.max(few, Math.min(most, 2L * target));
    } else if (8 * busy < 3 * all) {
      target = Math.max(few, target / 2);
    }
    lastTook = busy;
    quarter = Math.max(size / 4, few);
    startedAt = now;
    eased = false;
  }
}
