package factory.jobs;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to go.
 *
 * @param ordered outcomes in the order of the inputs, not of their end
 * @param failFast the first failure ends the run
 * @param retries how often a task that failed is given another try
 * @param pause before another try
 * @param timeout for one try of one task
 * @param ahead how many inputs may be pulled beyond what the caller has taken; 0: as many as the
 *     workers can use
 */
record TaskPlan(
    boolean ordered,
    boolean failFast,
    int retries,
    Duration pause,
    @Nullable Duration timeout,
    long ahead,
    Consumer<Progress> onProgress) {

  static final TaskPlan DEFAULT =
      new TaskPlan(true, false, 0, Duration.ZERO, null, 0, progress -> {});

  /** A timer of Pekko's holds no more than 248 days. */
  private static final Duration LONGEST = Duration.ofDays(200);

  /** More than a caller who takes one after the other needs, little enough to hold in memory. */
  private static final long USUAL_AHEAD = 256;

  TaskPlan ordered(boolean value) {
    return new TaskPlan(value, failFast, retries, pause, timeout, ahead, onProgress);
  }

  TaskPlan failingFast() {
    return new TaskPlan(ordered, true, retries, pause, timeout, ahead, onProgress);
  }

  TaskPlan retrying(int times, Duration value) {
    if (times < 0 || value.isNegative()) {
      throw new IllegalArgumentException(
          "retries and their pause must not be negative, were " + times + " and " + value);
    }
    return new TaskPlan(ordered, failFast, times, shortened(value), timeout, ahead, onProgress);
  }

  TaskPlan within(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("a timeout must be more than zero, was " + value);
    }
    Duration limit = value.compareTo(LONGEST) > 0 ? null : value;
    return new TaskPlan(ordered, failFast, retries, pause, limit, ahead, onProgress);
  }

  /** As long as a timer can be, should it be longer. */
  static Duration shortened(Duration value) {
    return value.compareTo(LONGEST) > 0 ? LONGEST : value;
  }

  TaskPlan ahead(long inputs) {
    return new TaskPlan(ordered, failFast, retries, pause, timeout, inputs, onProgress);
  }

  TaskPlan telling(Consumer<Progress> listener) {
    return new TaskPlan(ordered, failFast, retries, pause, timeout, ahead, listener);
  }

  /** Up to which input may be pulled when the caller has taken so many outcomes. */
  long mostAhead(long taken, int workers, int perOrder) {
    long most = ahead > 0 ? ahead : Math.max(USUAL_AHEAD, 4L * workers * perOrder);
    return most == Long.MAX_VALUE ? most : taken + most;
  }

  /** Whether this is a failure that is not tried again. */
  boolean isFinal(Outcome<?, ?> outcome) {
    return outcome instanceof Outcome.Failed<?, ?> failed && failed.tries() > retries;
  }

  /** Whether nothing more is to be begun after this. */
  boolean isEndedBy(Outcome<?, ?> outcome) {
    return failFast && isFinal(outcome);
  }

  <I, O> Outcome.Failed<I, O> tooLate(long index, I input, int tries, Duration after) {
    Throwable cause = new TimeoutException("not done within " + text(after));
    return new Outcome.Failed<>(index, input, cause, tries);
  }

  /** In milliseconds, unless those were none. */
  private static String text(Duration time) {
    long nanos = time.toNanos();
    return nanos >= 1_000_000
        ? time.toMillis() + " ms"
        : nanos >= 1_000 ? nanos / 1_000 + " µs" : nanos + " ns";
  }
}
