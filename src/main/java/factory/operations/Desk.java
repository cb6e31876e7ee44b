package factory.operations;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Where people ask. It is handed out when the factory is wired and may be used by any thread.
 *
 * <p>Nothing of the flow waits for a question: an answer that does not come within a few seconds is
 * an answer, too ({@link Why.Unanswered}, a {@link Verdict} that says so, a shorter list). No stage
 * fails but by a fault of the factory.
 */
public interface Desk {
  /** In what a worker leads. */
  enum Kind {
    /** Hired for longest. */
    OLDEST,
    /** With the most bytes, among those that were sent the most materials. */
    LARGEST,
    /** Sent the most materials in a second. */
    HOTTEST;

    /** The leading one first. */
    public Comparator<WorkerNote> order() {
      return switch (this) {
        case OLDEST -> Comparator.comparing(WorkerNote::hiredFor).reversed();
        case LARGEST -> Comparator.comparingLong(WorkerNote::bytes).reversed();
        case HOTTEST -> Comparator.comparingDouble(WorkerNote::perSecond).reversed();
      };
    }
  }

  /** What is with this pid? */
  CompletionStage<Why> why(String pid);

  /**
   * Does something to it, or says why not.
   *
   * @param parts that the pid is made of, where several are written alike; empty: there is only one
   */
  CompletionStage<Verdict> act(String pid, List<String> parts, Action action);

  /** The ten leading workers, the first first. */
  CompletionStage<List<WorkerNote>> leading(Kind kind);
}
