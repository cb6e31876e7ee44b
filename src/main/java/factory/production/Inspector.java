package factory.production;

import factory.operations.Finding;
import factory.operations.Ops;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one worker of its workshop every other time; finds oversized, overdue, parked and hot
 * ones and reports them to Ops.
 *
 * <p>A worker answers when it comes to it; while one is busy the inspector goes on to the next. It
 * may fail and be hired anew at any time.
 */
final class Inspector extends AbstractBehavior<Inspector.Command> {
  /** What an inspector can be told. */
  sealed interface Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Chosen(Look look) implements Command {}

  private record Seen(Worker.Condition condition) implements Command {}

  /**
   * Whom to look at.
   *
   * @param worker the worker
   * @param sent materials sent to it since it was hired
   * @param all materials sent to the whole workshop since then
   * @param age since it was hired
   */
  record Look(ActorRef<Worker.Command> worker, long sent, long all, Duration age) {}

  /** A share is only remarkable among this many materials. */
  private static final long ENOUGH = 1_000;

  static Behavior<Command> create(Floor<?> floor, ActorRef<Ops.Command> ops) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Inspector(context, timers, floor, ops)));
  }

  private final Floor<?> floor;
  private final WorkshopSettings.InspectorSettings settings;
  private final ActorRef<Ops.Command> ops;
  private final ActorRef<Look> chosen;
  private final ActorRef<Worker.Condition> seen;
  private @Nullable Look look;

  private Inspector(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Floor<?> floor,
      ActorRef<Ops.Command> ops) {
    super(context);
    this.floor = floor;
    this.settings = floor.settings.inspector();
    this.ops = ops;
    this.chosen = context.messageAdapter(Look.class, Chosen::new);
    this.seen = context.messageAdapter(Worker.Condition.class, Seen::new);
    timers.startTimerWithFixedDelay(Tick.INSTANCE, settings.every());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessage(Chosen.class, this::onChosen)
        .onMessage(Seen.class, this::onSeen)
        .build();
  }

  private Behavior<Command> onTick() {
    floor.drill.pass("inspector");
    floor.director.tell(new Director.GetNext(chosen));
    return this;
  }

  private Behavior<Command> onChosen(Chosen answer) {
    look = answer.look();
    answer.look().worker().tell(new Worker.Inspect(seen));
    return this;
  }

  private Behavior<Command> onSeen(Seen answer) {
    Worker.Condition condition = answer.condition();
    Look asked = look;
    if (asked == null || condition.pid() == null) {
      return this;
    }
    if (condition.parked()) {
      report(Finding.Kind.PARKED, condition, asked);
    }
    if (condition.bytes() > settings.oversized()) {
      report(Finding.Kind.OVERSIZED, condition, asked);
    }
    if (asked.age().compareTo(settings.overdue()) > 0) {
      report(Finding.Kind.OVERDUE, condition, asked);
    }
    if (asked.all() >= ENOUGH && asked.sent() > settings.hot() * asked.all()) {
      report(Finding.Kind.HOT, condition, asked);
    }
    return this;
  }

  private void report(Finding.Kind kind, Worker.Condition condition, Look asked) {
    ops.tell(
        new Ops.Found(
            new Finding(
                kind,
                floor.workshop,
                String.valueOf(condition.pid()),
                condition.materials(),
                condition.bytes(),
                asked.age())));
  }
}
