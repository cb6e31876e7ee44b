package factory.operations;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a job beside assembly has done so far.
 *
 * @param job tells it from others that run at the same time
 * @param elapsed since it began, until it ended
 * @param progress how much of its input it is through, from 0 to 1; {@code NaN} where nobody knows
 * @param state whether it runs, or how it has ended
 * @param stages producers first
 */
public record JobStock(
    String job, Duration elapsed, double progress, State state, List<Stage> stages) {

  public JobStock {
    stages = List.copyOf(stages);
  }

  /** What can be said of a job as a whole. */
  public enum State {
    /** More reports come. */
    RUNNING,
    /** All is done that was to be done; tasks that failed were among it. */
    ENDED,
    /** Something that failed ended it. */
    FAILED,
    /** It was cancelled, or the pool was closed. */
    CANCELLED;

    /** As people write it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether this is its last report. */
  public boolean ended() {
    return state != State.RUNNING;
  }

  /** Items of all stages that failed for good. */
  public long failed() {
    return stages.stream().mapToLong(Stage::failed).sum();
  }

  /**
   * One of its stages. Of several workers the times are means.
   *
   * @param in items taken; 0 of a stage that takes none
   * @param out items emitted
   * @param failed of those taken, for good; 0 where a failure ends the job
   * @param elapsed since it began, until it ended
   * @param waitedForItems for the stages before; null where that is not measured
   * @param waitedForRoom for the stages behind; likewise
   */
  public record Stage(
      String name,
      int workers,
      long in,
      long out,
      long failed,
      Duration elapsed,
      @Nullable Duration waitedForItems,
      @Nullable Duration waitedForRoom) {

    /** Items taken, or of a stage that takes none those emitted. */
    public long items() {
      return in > 0 ? in : out;
    }
  }
}
