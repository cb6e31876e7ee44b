package factory.production;

import factory.goods.Closed;
import factory.goods.Pid;
import factory.operations.Action;
import factory.operations.Desk;
import factory.operations.Verdict;
import factory.production.Enquiry.Act;
import factory.production.Enquiry.CloseByHand;
import factory.production.Enquiry.Explain;
import factory.production.Enquiry.Explained;
import factory.production.Enquiry.Extended;
import factory.production.Enquiry.GetLeading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of a workshop, and what they do to a pid. Owned by the director, who only finds
 * the worker: it answers for itself when it comes to it.
 */
final class Enquiries {
  /** The roster is gone through at most this often, however many ask for its leading workers. */
  private static final long SCAN_NANOS = Duration.ofSeconds(1).toNanos();

  /** A rate over a shorter time says nothing. */
  private static final long LEAST_AGE = Duration.ofSeconds(1).toNanos();

  /** So many workers are asked, to name the leading ones among them. */
  private static final int CANDIDATES = 30;

  private static final String STOPPING = "the factory is being stopped";

  private final ActorContext<Director.Command> context;
  private final Floor<?> floor;
  private final Line line;
  private final Staff staff;
  private final Dismissals dismissals;

  /** By {@link Desk.Kind}, as of the last scan. */
  private List<List<Contractor>> leading = List.of();

  private long scannedAt;

  Enquiries(
      ActorContext<Director.Command> context,
      Floor<?> floor,
      Line line,
      Staff staff,
      Dismissals dismissals) {
    this.context = context;
    this.floor = floor;
    this.line = line;
    this.staff = staff;
    this.dismissals = dismissals;
  }

  /**
   * Answers, or has the worker answer.
   *
   * @return whether there is something to do now for the director
   */
  boolean dealWith(Enquiry enquiry) {
    if (enquiry instanceof Explain question) {
      explain(question);
    } else if (enquiry instanceof Act order) {
      act(order);
    } else if (enquiry instanceof GetLeading question) {
      lead(question);
    } else if (enquiry instanceof CloseByHand order) {
      close(order);
      return true;
    } else if (enquiry instanceof Extended order) {
      extended(order);
      return true;
    }
    return false;
  }

  private @Nullable Contractor find(Pid pid) {
    int id = staff.find(pid);
    return id < 0 ? null : staff.byId(id);
  }

  // ---- why ----

  private void explain(Explain question) {
    Contractor contractor = find(question.pid());
    if (contractor == null) {
      boolean leaving = staff.isLeaving(question.pid());
      question.replyTo().tell(new Explained(null, line.count(question.pid()), leaving));
    } else {
      contractor.tell(new Worker.Explain(contractor.hire, question.source(), question.replyTo()));
    }
  }

  // ---- actions ----

  private void act(Act order) {
    Contractor contractor = find(order.pid());
    if (contractor == null) {
      order.replyTo().tell(new Verdict(false, "it has no worker, so there is nothing open of it"));
    } else if (floor.stopping || floor.frozen) {
      order.replyTo().tell(new Verdict(false, STOPPING));
    } else if (order.action() instanceof Action.Extend && floor.event != null) {
      order
          .replyTo()
          .tell(
              new Verdict(
                  false,
                  "with contract.clock = event a contract ends by the materials' own times, which"
                      + " nobody can extend"));
    } else {
      contractor.tell(new Worker.ByHand(contractor.hire, order.action(), order.replyTo()));
    }
  }

  /** A worker has agreed to be closed. */
  private void close(CloseByHand order) {
    Contractor contractor = order.contractor();
    if (isOver(contractor, order.hire())) {
      order.replyTo().tell(new Verdict(false, "it has been closed meanwhile"));
      return;
    }
    if (floor.stopping || floor.frozen) {
      order.replyTo().tell(new Verdict(false, STOPPING));
      return;
    }
    dismissals.closeByHand(contractor);
    order
        .replyTo()
        .tell(
            new Verdict(
                true,
                order.parked()
                    ? "it goes to the scrap with the next shipment; its next material begins anew"
                    : "it is closed ("
                        + Closed.BY_HAND.text()
                        + ") and leaves with the next shipment"));
  }

  /** A worker's contract lasts longer than it may have said. */
  private void extended(Extended order) {
    Contractor contractor = order.contractor();
    if (isOver(contractor, order.hire())) {
      order.replyTo().tell(new Verdict(false, "too late: it has been closed meanwhile"));
      return;
    }
    dismissals.withdraw(contractor);
    order.replyTo().tell(new Verdict(true, order.text()));
  }

  private static boolean isOver(Contractor contractor, int hire) {
    return contractor.hire != hire || contractor.leaving || contractor.pid == null;
  }

  // ---- leading workers ----

  private void lead(GetLeading question) {
    long now = floor.clock.nanos();
    if (leading.isEmpty() || now - scannedAt > SCAN_NANOS) {
      scan(now);
    }
    List<Contractor> candidates = new ArrayList<>(leading.get(question.kind().ordinal()));
    candidates.removeIf(contractor -> contractor.pid == null || contractor.leaving);
    context.spawnAnonymous(
        Leaders.create(floor, question, candidates), DispatcherSelector.sameAsParent());
  }

  private void scan(long now) {
    Comparator<Contractor> bySent = Comparator.comparingLong(contractor -> contractor.sent);
    List<Comparator<Contractor>> orders =
        List.of(
            (a, b) -> Long.signum(b.since - a.since),
            bySent,
            Comparator.comparingDouble(contractor -> perSecond(contractor, now)));
    List<PriorityQueue<Contractor>> tops =
        orders.stream().map(order -> new PriorityQueue<>(CANDIDATES + 1, order)).toList();
    staff.forEach(
        contractor -> {
          for (PriorityQueue<Contractor> top : tops) {
            top.add(contractor);
            if (top.size() > CANDIDATES) {
              top.remove();
            }
          }
        });
    leading = tops.stream().map(top -> List.copyOf(top)).toList();
    scannedAt = now;
  }

  static double perSecond(Contractor contractor, long now) {
    return perSecond(contractor.sent, now - contractor.since);
  }

  static double perSecond(long sent, long age) {
    return sent * 1e9 / Math.max(LEAST_AGE, age);
  }

  /** What the Inspector asks a worker. */
  static Inspector.Look look(Contractor contractor, ActorRef<Worker.Command> worker, long now) {
    Duration age = Duration.ofNanos(Math.max(0, now - contractor.since));
    return new Inspector.Look(worker, contractor.hire, contractor.sent, 0, age, contractor.pid);
  }
}
