package factory.jobs;

/** What became of one task. */
public sealed interface Outcome<I, O> {
  /** The number of the input, from 0, in the order in which inputs came. */
  long index();

  /** What the task was given. */
  I input();

  /**
   * The result.
   *
   * @throws TaskFailed if there is none
   */
  O get();

  /** The task returned this value. */
  record Done<I, O>(long index, I input, O value) implements Outcome<I, O> {
    @Override
    public O get() {
      return value;
    }
  }

  /**
   * The task failed, and did so at its last try.
   *
   * @param cause what it threw; a {@link java.util.concurrent.TimeoutException} if it took too long
   * @param tries how often it was begun, at least once
   */
  record Failed<I, O>(long index, I input, Throwable cause, int tries) implements Outcome<I, O> {
    @Override
    public O get() {
      throw new TaskFailed(this);
    }
  }
}
