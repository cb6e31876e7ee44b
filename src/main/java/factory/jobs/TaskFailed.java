package factory.jobs;

/** A task failed; the message names its number, its input and what it threw. */
public final class TaskFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failed<?, ?> failure;

  TaskFailed(Outcome.Failed<?, ?> failure) {
    this(failure, "");
  }

  TaskFailed(Outcome.Failed<?, ?> failure, String more) {
    super(
        "task %s failed on input %s%s: %s%s"
            .formatted(
                failure.index(),
                Words.item(failure.input()),
                failure.tries() > 1 ? " after " + failure.tries() + " tries" : "",
                Words.text(failure.cause()),
                more),
        failure.cause());
    this.failure = failure;
  }

  /** The failure, with the input. */
  public Outcome.Failed<?, ?> failure() {
    return failure;
  }
}
