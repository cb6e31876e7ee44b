package factory.production;

import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.operations.Why;
import factory.operations.WorkerNote;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of a {@link Director}, what they want done to a pid, and what its worker says to
 * that. Dealt with by {@link Enquiries}.
 */
public sealed interface Enquiry extends Director.Command {
  /**
   * What is with this pid? {@code replyTo} is told at once if it has no worker here, else when its
   * worker comes to it, which a slow blueprint may make long.
   */
  record Explain(Pid pid, Source source, ActorRef<Explained> replyTo) implements Enquiry {}

  /**
   * What an answer says of the source.
   *
   * @param partitions their names by their number
   * @param bounded whether it has an end, which would close what is open
   */
  record Source(List<String> partitions, boolean bounded) {
    /** Copies the list. */
    public Source {
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * Somebody wants this done; {@code replyTo} is told what became of it, as for {@link Explain}.
   */
  record Act(Pid pid, Action action, ActorRef<Verdict> replyTo) implements Enquiry {}

  /** Which workers lead? {@code replyTo} is told within about a second. */
  record GetLeading(Desk.Kind kind, int most, ActorRef<List<WorkerNote>> replyTo)
      implements Enquiry {}

  /** A worker is to be closed by hand and agrees. */
  record CloseByHand(Contractor contractor, int hire, boolean parked, ActorRef<Verdict> replyTo)
      implements Enquiry {}

  /** A worker's contract was extended; a request that it has made before is void. */
  record Extended(Contractor contractor, int hire, String text, ActorRef<Verdict> replyTo)
      implements Enquiry {}

  /**
   * What a workshop has of a pid.
   *
   * @param why what its worker says; null if it has none
   * @param onLine materials that wait on the line; only told without a worker
   * @param leaving whether a worker is about to hand its product over
   */
  record Explained(@Nullable Why why, int onLine, boolean leaving) {}
}
