package factory.production;

import factory.operations.WorkerNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Asks some workers how they are and tells the leading ones, once: when all have answered, or after
 * a second, since one may be with a slow blueprint.
 */
final class Leaders extends AbstractBehavior<Leaders.Command> {
  /** What it can be told. */
  sealed interface Command {}

  private record Seen(Worker.Condition condition) implements Command {}

  private enum Late implements Command {
    INSTANCE
  }

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  static Behavior<Command> create(
      Floor<?> floor, Enquiry.GetLeading question, List<Contractor> candidates) {
    List<Inspector.Look> looks = new ArrayList<>();
    long now = floor.clock.nanos();
    for (Contractor candidate : candidates) {
      if (candidate.worker != null) {
        looks.add(Enquiries.look(candidate, candidate.worker, now));
      }
    }
    return looks.isEmpty()
        ? Behaviors.setup(
            context -> {
              question.replyTo().tell(List.of());
              return Behaviors.stopped();
            })
        : Behaviors.setup(context -> new Leaders(context, floor.workshop, question, looks));
  }

  private final int workshop;
  private final Enquiry.GetLeading question;
  private final List<WorkerNote> notes = new ArrayList<>();
  private int waiting;

  private Leaders(
      ActorContext<Command> context,
      int workshop,
      Enquiry.GetLeading question,
      List<Inspector.Look> looks) {
    super(context);
    this.workshop = workshop;
    this.question = question;
    this.waiting = looks.size();
    ActorRef<Worker.Condition> seen = context.messageAdapter(Worker.Condition.class, Seen::new);
    looks.forEach(look -> look.worker().tell(new Worker.Inspect(look, seen)));
    context.scheduleOnce(PATIENCE, context.getSelf(), Late.INSTANCE);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Seen.class, this::onSeen)
        .onMessageEquals(Late.INSTANCE, this::tell)
        .build();
  }

  private Behavior<Command> onSeen(Seen answer) {
    Worker.Condition condition = answer.condition();
    Inspector.Look look = condition.look();
    if (condition.pid() != null && condition.hire() == look.hire()) {
      notes.add(
          new WorkerNote(
              condition.pid().text(),
              workshop,
              look.age(),
              condition.materials(),
              condition.bytes(),
              Enquiries.perSecond(look.sent(), look.age().toNanos()),
              condition.parked()));
    }
    return --waiting == 0 ? tell() : this;
  }

  private Behavior<Command> tell() {
    notes.sort(question.kind().order());
    question.replyTo().tell(List.copyOf(notes.subList(0, Math.min(question.most(), notes.size()))));
    return Behaviors.stopped();
  }
}
