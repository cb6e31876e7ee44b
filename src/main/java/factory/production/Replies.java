package factory.production;

import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Printable;
import factory.operations.Verdict;
import factory.operations.Why;
import java.time.Duration;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a worker replies to the Inspector, and to people who ask for its pid or want something done
 * to it; see {@link Enquiries} for its director. In the worker's own turn.
 */
final class Replies {
  /** Longest time that a contract is extended by at once. */
  private static final Duration LONGEST_EXTENSION = Duration.ofDays(366);

  private Replies() {}

  static void inspect(Worker<?> worker, Worker.Inspect question) {
    question
        .replyTo()
        .tell(
            new Worker.Condition(
                question.look(),
                worker.hire,
                worker.pid,
                worker.materials(),
                worker.held(),
                worker.parked != null));
  }

  static void explain(Worker<?> worker, Worker.Explain question) {
    Pid owner = worker.pid;
    boolean here = owner != null && question.hire() == worker.hire && !worker.released;
    boolean open = here && worker.materials() > 0; // else it has shipped, and only remembers
    Why why = open ? worker.explain(Objects.requireNonNull(owner), question.source()) : null;
    boolean leaving =
        owner != null && (worker.released || (here && !open && worker.waiting != null));
    question.replyTo().tell(new Enquiry.Explained(why, 0, leaving));
  }

  static void byHand(Worker<?> worker, Worker.ByHand order) {
    boolean parked = worker.parked != null;
    if (worker.pid == null || order.hire() != worker.hire || worker.released) {
      order.replyTo().tell(new Verdict(false, "it has been closed meanwhile"));
    } else if (order.action() instanceof Action.Extend extend) {
      extend(worker, extend, order.replyTo());
    } else if ((order.action() == Action.Release.INSTANCE) != parked) {
      order
          .replyTo()
          .tell(
              new Verdict(
                  false,
                  parked
                      ? "it is parked: release it, which sends it to the scrap"
                      : "it is not parked, so it can be closed but not released"));
    } else {
      worker.floor.director.tell(
          new Enquiry.CloseByHand(worker.contractor, worker.hire, parked, order.replyTo()));
    }
  }

  /** As if its last material had come that much later. */
  private static void extend(Worker<?> worker, Action.Extend action, ActorRef<Verdict> replyTo) {
    Floor<?> floor = worker.floor;
    Duration by = action.by();
    worker.boughtAt += (by.compareTo(LONGEST_EXTENSION) > 0 ? LONGEST_EXTENSION : by).toNanos();
    Tally open = worker.tally;
    boolean limited = open != null && floor.terms.isLimited(open.since(), worker.boughtAt);
    String text =
        "its contract ends in %s if nothing comes"
            .formatted(Printable.span(Duration.ofNanos(worker.untilDue(floor.lineNow()))));
    floor.director.tell(
        new Enquiry.Extended(
            worker.contractor,
            worker.hire,
            limited ? text + ", by contract.max-term" : text,
            replyTo));
  }
}
