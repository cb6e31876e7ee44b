package factory.production;

import factory.goods.Pid;
import factory.operations.Finding;
import factory.operations.Ops;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one worker of its workshop every other time, and at those that lead by what its director
 * knows ({@link Scout}); finds oversized, overdue, parked and hot ones and reports them to Ops.
 *
 * <p>Who is hot is said at once: such a worker may have much to do before it answers. A worker
 * answers when it comes to it; while one is busy the inspector goes on to the next.
 */
final class Inspector extends Observer<Inspector.Command> {
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
   * @param hire number of its hire; an answer out of another one is not used
   * @param sent materials sent to it since it was hired
   * @param all materials sent to the whole workshop since then
   * @param age since it was hired
   * @param pid for whom
   */
  record Look(
      ActorRef<Worker.Command> worker,
      int hire,
      long sent,
      long all,
      Duration age,
      @Nullable Pid pid) {}

  /** So many workers at most are waited for. */
  private static final int MOST_ASKED = 100;

  /** Who has not answered is asked again after this time at the earliest. */
  private static final Duration FORGETS = Duration.ofMinutes(1);

  static Behavior<Command> create(Floor<?> floor, ActorRef<Ops.Command> ops) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Inspector(context, timers, floor, ops)));
  }

  private final WorkshopSettings.InspectorSettings settings;
  private final ActorRef<Worker.Condition> seen;

  /** Who was asked and has not answered: a slow worker must not find many questions at its end. */
  private final Set<ActorRef<Worker.Command>> asked = new HashSet<>();

  private long forgotAt;
  private final FoundBefore before = new FoundBefore();

  private Inspector(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Floor<?> floor,
      ActorRef<Ops.Command> ops) {
    super(
        context,
        timers,
        floor,
        ops,
        Tick.INSTANCE,
        floor.settings.inspector().every(),
        "inspector",
        new Director.GetNext(context.messageAdapter(Look.class, Chosen::new)));
    this.settings = floor.settings.inspector();
    this.seen = context.messageAdapter(Worker.Condition.class, Seen::new);
    this.forgotAt = floor.clock.nanos() - FORGETS.toNanos();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessage(Chosen.class, this::onChosen)
        .onMessage(Seen.class, this::onSeen)
        .build();
  }

  private Behavior<Command> onChosen(Chosen answer) {
    if (asked.size() >= MOST_ASKED && floor.clock.nanos() - forgotAt >= FORGETS.toNanos()) {
      asked.clear(); // some have been let go and will never answer
      forgotAt = floor.clock.nanos();
    }
    Look look = answer.look();
    Pid pid = look.pid();
    double heat = pid == null ? 0 : before.heat(look, settings.hot());
    if (pid != null && heat > 0) {
      report(Finding.Kind.HOT, look, pid, look.sent(), 0, heat);
    }
    if (asked.size() < MOST_ASKED && asked.add(look.worker())) {
      look.worker().tell(new Worker.Inspect(look, seen));
    }
    return this;
  }

  private Behavior<Command> onSeen(Seen answer) {
    Worker.Condition condition = answer.condition();
    Look look = condition.look();
    asked.remove(look.worker());
    Pid pid = condition.pid();
    if (pid == null || condition.hire() != look.hire()) {
      return this; // dismissed since
    }
    if (condition.parked()) {
      report(Finding.Kind.PARKED, look, pid, condition.materials(), condition.bytes(), 0);
    }
    if (condition.bytes() > settings.oversized()) {
      report(Finding.Kind.OVERSIZED, look, pid, condition.materials(), condition.bytes(), 0);
    }
    // one without materials only remembers what late ones may amend
    if (condition.materials() > 0 && look.age().compareTo(settings.overdue()) > 0) {
      report(Finding.Kind.OVERDUE, look, pid, condition.materials(), condition.bytes(), 0);
    }
    return this;
  }

  private void report(
      Finding.Kind kind, Look look, Pid pid, long materials, long bytes, double share) {
    ops.tell(
        new Ops.Found(
            new Finding(
                kind,
                floor.workshop,
                pid.toString(),
                materials,
                bytes,
                look.age(),
                share,
                before.again(kind, look))));
  }
}
