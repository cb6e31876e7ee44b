package factory.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All outcomes of a run, in the order of the inputs, or in that of their end if the run was {@link
 * Tasks#asCompleted()}.
 */
public final class Results<I, O> {
  private final List<Outcome<I, O>> outcomes;

  Results(List<Outcome<I, O>> outcomes) {
    this.outcomes = Collections.unmodifiableList(outcomes);
  }

  /** What became of each input. */
  public List<Outcome<I, O>> outcomes() {
    return outcomes;
  }

  /**
   * The value of each input.
   *
   * @throws TaskFailed if one has none: a list with gaps would be wrong without a sign of it
   */
  public List<O> values() {
    List<Outcome.Failed<I, O>> failures = failures();
    if (!failures.isEmpty()) {
      int others = failures.size() - 1;
      throw new TaskFailed(failures.get(0), others == 0 ? "" : " (and " + others + " more failed)");
    }
    return done();
  }

  /** The values of those that have one. */
  public List<O> done() {
    List<O> values = new ArrayList<>(outcomes.size());
    for (Outcome<I, O> outcome : outcomes) {
      if (outcome instanceof Outcome.Done<I, O> done) {
        values.add(done.value());
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** Those that failed, each with its input. */
  public List<Outcome.Failed<I, O>> failures() {
    List<Outcome.Failed<I, O>> failures = new ArrayList<>();
    for (Outcome<I, O> outcome : outcomes) {
      if (outcome instanceof Outcome.Failed<I, O> failed) {
        failures.add(failed);
      }
    }
    return Collections.unmodifiableList(failures);
  }

  /** How many there are; none of their texts, which may be long. */
  @Override
  public String toString() {
    int failed = failures().size();
    return (outcomes.size() - failed) + " done, " + failed + " failed";
  }
}
