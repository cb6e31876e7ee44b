package factory;

import factory.goods.FactoryClock;
import factory.operations.Account;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why the factory closes, and by when.
 *
 * <p>A fault takes over from any other reason, but never makes the end later: who waits for it
 * since a signal goes by the first deadline.
 */
final class Closure {
  /** The share of a deadline after which all stands still and is counted. */
  private static final double FINISHING = 7.0 / 8;

  /** The share of the time to finish in which all that was bought may be taken up. */
  private static final double TAKING_UP = 3.0 / 4;

  /**
   * The share of the time to finish between two trips of what is packed; the last one has most of
   * such a share until the end.
   */
  private static final double TRIP = 0.15;

  /** By how much counting may go beyond the deadline; less than what a signal waits on top. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final FactoryClock clock;
  private Outcome.@Nullable Ending ending;
  private @Nullable String trouble;
  private boolean bounded;
  private long finishBy;
  private long endBy;
  private boolean late;
  private @Nullable String unfinished;

  Closure(FactoryClock clock) {
    this.clock = clock;
  }

  /** Whether it was told to close for a fault. */
  private boolean isFault() {
    return ending == Outcome.Ending.FAULT;
  }

  /**
   * The factory is to close.
   *
   * @param what went wrong, as a sentence; null if nothing did
   * @return whether this is the reason from now on, so that something is to be done
   */
  boolean begin(Outcome.Ending why, @Nullable String what) {
    if (ending == null) {
      ending = why;
      trouble = what;
      return true;
    }
    boolean takesOver = why == Outcome.Ending.FAULT && !isFault();
    if (takesOver) {
      String before = trouble == null ? "" : "; before that " + ending.text() + ": " + trouble;
      ending = why;
      trouble = what + before;
    } else if (what != null) {
      trouble = trouble == null ? what : trouble + "; then " + what;
    }
    return takesOver && !late;
  }

  /** The end is to come within this time, or by the deadline that is set already. */
  void within(Duration deadline) {
    long now = clock.nanos();
    long finish = now + (long) (deadline.toNanos() * FINISHING);
    long end = now + deadline.plus(GRACE).toNanos();
    finishBy = bounded && finishBy - finish < 0 ? finishBy : finish;
    endBy = bounded && endBy - end < 0 ? endBy : end;
    bounded = true;
  }

  /** How long departments have to finish. */
  Duration finishing() {
    return until(finishBy, Duration.ofMillis(1));
  }

  /** How long what was bought may be taken up. */
  Duration takingUp() {
    return Duration.ofNanos((long) (finishing().toNanos() * TAKING_UP));
  }

  /** How often what is packed is shipped, where what is not cannot be read again. */
  Duration trip() {
    return Duration.ofNanos((long) (finishing().toNanos() * TRIP));
  }

  /** Time is up: who has not finished is counted as he is. */
  void isLate() {
    late = true;
  }

  boolean late() {
    return late;
  }

  /** Who had not finished by then, and what with. */
  void unfinished(String who) {
    unfinished = who;
  }

  /** How long is left for something at the very end that is to take no longer than {@code most}. */
  Duration left(Duration most) {
    Duration left = bounded ? until(endBy, SHORTEST) : most;
    return left.compareTo(most) < 0 ? left : most;
  }

  private Duration until(long then, Duration shortest) {
    Duration left = Duration.ofNanos(then - clock.nanos());
    return left.compareTo(shortest) < 0 ? shortest : left;
  }

  /** How the run ended. */
  Outcome outcome(Account account, boolean replayable) {
    return new Outcome(
        account,
        ending == null ? Outcome.Ending.END_OF_INPUT : ending,
        trouble,
        unfinished,
        replayable);
  }
}
