package factory.jobs;

/**
 * What is done with one input. May block, may compute, may throw whatever it likes; it is
 * interrupted when its time is over or the job is cancelled.
 */
@FunctionalInterface
public interface Task<I, O> {
  /** The result for this input; {@code null} is one, too. */
  O apply(I input) throws Exception;
}
