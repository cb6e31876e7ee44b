package factory.production;

import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * When its director's next turn comes though nobody tells it anything: behind what is in its
 * mailbox now, or after a pause.
 */
final class Turns {
  private final ActorContext<Director.Command> context;
  private final Floor<?> floor;
  private boolean due;
  private @Nullable Cancellable planned;
  private long plannedFor;

  Turns(ActorContext<Director.Command> context, Floor<?> floor) {
    this.context = context;
    this.floor = floor;
  }

  /** The next turn comes soon: what else is in the mailbox comes into the same round. */
  void soon() {
    if (!due) {
      due = true;
      context.getSelf().tell(Director.Work.INSTANCE);
    }
  }

  /** The turn that was to come soon is there. */
  void begun() {
    due = false;
  }

  /**
   * The next turn comes after a pause at the latest; one that is planned for later is brought
   * forward.
   *
   * @param pause in nanoseconds; 0 or less for none
   */
  void later(long pause) {
    long then = floor.clock.nanos() + pause;
    if (pause > 0 && !due && (planned == null || then - plannedFor < 0)) {
      if (planned != null) {
        planned.cancel();
      }
      ActorRef<Director.Command> self = context.getSelf();
      planned = context.scheduleOnce(Duration.ofNanos(pause), self, Director.Later.INSTANCE);
      plannedFor = then;
    }
  }

  /** The turn that was planned is there. */
  void paused() {
    planned = null;
  }
}
