package factory.production;

import factory.operations.Ops;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Asks the director of a workshop something every other time, and tells Ops what it makes of the
 * answer.
 *
 * <p>Holds nothing that matters: it may fail and be hired anew at any time ({@link Observers}).
 *
 * @param <C> what it can be told
 */
abstract class Observer<C> extends AbstractBehavior<C> {
  final Floor<?> floor;
  final ActorRef<Ops.Command> ops;
  private final String name;
  private final Director.Command question;

  /**
   * One that looks from now on.
   *
   * @param tick what it tells itself {@code every} so long
   * @param name what drills call it
   * @param question what it asks the director then
   */
  Observer(
      ActorContext<C> context,
      TimerScheduler<C> timers,
      Floor<?> floor,
      ActorRef<Ops.Command> ops,
      C tick,
      Duration every,
      String name,
      Director.Command question) {
    super(context);
    this.floor = floor;
    this.ops = ops;
    this.name = name;
    this.question = question;
    timers.startTimerWithFixedDelay(tick, every);
  }

  final Behavior<C> onTick() {
    floor.drill.pass(name);
    floor.director.tell(question);
    return this;
  }
}
