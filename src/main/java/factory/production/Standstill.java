package factory.production;

import factory.operations.WorkshopStock;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * A workshop that stands still, for good: what it has is counted once its workers have ended what
 * they are at. Owned by the director.
 */
final class Standstill {
  /** How long workers are given for that before the first look. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  private final ActorContext<Director.Command> context;
  private final Floor<?> floor;
  private final Bookkeeper books;

  Standstill(ActorContext<Director.Command> context, Floor<?> floor, Bookkeeper books) {
    this.context = context;
    this.floor = floor;
    this.books = books;
  }

  /** From now on nothing moves; {@code replyTo} is told what there is. */
  void begin(ActorRef<WorkshopStock> replyTo) {
    floor.frozen = true;
    later(SETTLING, new Director.Count(replyTo, 0));
  }

  /** Looks whether the count comes out, and answers if it does, or will not. */
  void look(Director.Count command) {
    WorkshopStock stock = books.stock();
    if (books.isSettled(stock) || command.looks() == Bookkeeper.LOOKS) {
      command.replyTo().tell(stock);
    } else {
      later(Bookkeeper.BETWEEN, new Director.Count(command.replyTo(), command.looks() + 1));
    }
  }

  private void later(Duration pause, Director.Count command) {
    context.scheduleOnce(pause, context.getSelf(), command);
  }
}
