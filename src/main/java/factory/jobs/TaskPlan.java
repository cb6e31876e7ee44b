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
    return new TaskPlan(ordered, failFast, times, value, timeout, ahead, onProgress);
  }

  TaskPlan within(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("a timeout must be more than zero, was " + value);
    }
    return new TaskPlan(ordered, failFast, retries, pause, value, ahead, onProgress);
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

  <I, O> Outcome.Failed<I, O> tooLate(long index, I input, int tries, Duration after) {
    Throwable cause = new TimeoutException("not done within " + after.toMillis() + " ms");
    return new Outcome.Failed<>(index, input, cause, tries);
  }
}
