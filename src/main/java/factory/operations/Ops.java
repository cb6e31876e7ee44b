package factory.operations;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches every line, roster and warehouse; draws the console; raises and clears alarms; counts and
 * names failures.
 *
 * <p>It keeps the latest stock of each department and looks at them once an interval. It holds no
 * custody and may be restarted at any time: alarms and the count of failures outlive that, stocks,
 * rates and findings come with the next reports. Whatever it fails by is reported as a failure of
 * Ops by Ops itself, once it is back.
 */
public final class Ops extends AbstractBehavior<Ops.Command> {
  /** How long {@link Close} waits for a terminal that takes nothing. */
  static final Duration LAST_DRAWING = Duration.ofMillis(1_800);

  private static final String NAME = "ops";
  private static final Logger LOG = LoggerFactory.getLogger(Ops.class);

  /** What Ops can be told. */
  public sealed interface Command {}

  /** The Buyer's stock, every other time and once more at its end. */
  public record Purchased(PurchaseStock stock) implements Command {}

  /** A workshop's stock, every other time and once more at its end. */
  public record StockTaken(WorkshopStock stock) implements Command {}

  /** The transportation department's stock, every other time and once more at its end. */
  public record Transported(TransportStock stock) implements Command {}

  /** What a job beside assembly has done, every other time and once more at its end. */
  public record Worked(JobStock stock) implements Command {}

  /** An Inspector found something. */
  public record Found(Finding finding) implements Command {}

  /**
   * An actor failed.
   *
   * @param actor its name, as in {@code stevedore-1}
   * @param cause what it threw
   * @param consequence what is done about it, as a sentence
   */
  public record Failed(String actor, Throwable cause, String consequence) implements Command {}

  /**
   * Something needs attention; told again it replaces the text.
   *
   * @param key tells alarms apart, as in {@code roster-full/2}
   * @param actor who is concerned
   * @param text the figure and what to do
   */
  public record Raise(String key, String actor, String text) implements Command {}

  /** The reason for an alarm is gone. */
  public record Clear(String key) implements Command {}

  /**
   * How long something took; whoever measures tells it for some, not for each.
   *
   * @param leg which way
   * @param time it took
   * @param count how many took so long
   */
  public record Took(Transit.Leg leg, Duration time, long count) implements Command {}

  /** A shipment is committed. */
  public record Shipped(Shipment shipment) implements Command {}

  /** What does the plant look like? {@code replyTo} gets it at once. */
  public record GetSnapshot(ActorRef<Snapshot> replyTo) implements Command {}

  /**
   * Draws a last time and stops; {@code replyTo} gets {@link Closed}, after {@link #LAST_DRAWING}
   * even if the terminal takes nothing.
   */
  public record Close(ActorRef<Closed> replyTo) implements Command {}

  /** Ops has drawn its last. */
  public enum Closed {
    /** The only one. */
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private enum Drawn implements Command {
    INSTANCE
  }

  /**
   * Ops for one factory. The behaviour keeps alarms and failures for the actor's restarts, so it is
   * spawned once.
   *
   * @param factory its name
   * @param workshops how many there are; 0 where there are only jobs
   * @param clock the factory's
   * @param console closed by {@link Close}
   * @param drill passed at {@code ops} on each tick
   */
  public static Behavior<Command> create(
      OpsSettings settings,
      String factory,
      int workshops,
      FactoryClock clock,
      Console console,
      Drill drill) {
    long start = clock.nanos();
    Alarms alarms = new Alarms();
    Failures failures = new Failures();
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(Tick.INSTANCE, settings.every());
                  Overview overview =
                      new Overview(settings, factory, workshops, clock, start, alarms, failures);
                  return new Ops(context, timers, overview, console, drill);
                }));
  }

  private final TimerScheduler<Command> timers;
  private final Overview overview;
  private final Console console;
  private final Drill drill;

  private Ops(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Overview overview,
      Console console,
      Drill drill) {
    super(context);
    this.timers = timers;
    this.overview = overview;
    this.console = console;
    this.drill = drill;
  }

  @Override
  public Receive<Command> createReceive() {
    return new Witness<>(duties(), this::fails);
  }

  /** Named by itself, once it is back; unless it is this message that it fails by. */
  private void fails(Object met, Throwable cause) {
    if (met instanceof Failed failed && failed.actor().equals(NAME)) {
      LOG.error("ops failed to say that it failed: {}", cause.toString());
    } else {
      getContext().getSelf().tell(new Failed(NAME, cause, "Started again; the run goes on."));
    }
  }

  private Receive<Command> duties() {
    return newReceiveBuilder()
        .onMessage(Purchased.class, this::onPurchased)
        .onMessage(StockTaken.class, this::onStockTaken)
        .onMessage(Transported.class, this::onTransported)
        .onMessage(Worked.class, this::onWorked)
        .onMessage(Found.class, this::onFound)
        .onMessage(Failed.class, this::onFailed)
        .onMessage(Raise.class, this::onRaise)
        .onMessage(Clear.class, this::onClear)
        .onMessage(Took.class, this::onTook)
        .onMessage(Shipped.class, this::onShipped)
        .onMessage(GetSnapshot.class, this::onGetSnapshot)
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessageEquals(Drawn.INSTANCE, Behaviors::same)
        .onMessage(Close.class, this::onClose)
        .build();
  }

  private Behavior<Command> onPurchased(Purchased command) {
    overview.purchased(command.stock());
    return this;
  }

  private Behavior<Command> onStockTaken(StockTaken command) {
    overview.stockTaken(command.stock());
    return this;
  }

  private Behavior<Command> onTransported(Transported command) {
    overview.transported(command.stock());
    return this;
  }

  private Behavior<Command> onWorked(Worked command) {
    overview.worked(command.stock());
    return this;
  }

  private Behavior<Command> onFound(Found command) {
    overview.found(command.finding());
    return this;
  }

  private Behavior<Command> onFailed(Failed command) {
    overview.failed(command);
    return this;
  }

  private Behavior<Command> onRaise(Raise command) {
    overview.raise(command);
    return this;
  }

  private Behavior<Command> onClear(Clear command) {
    overview.clear(command.key());
    return this;
  }

  private Behavior<Command> onTook(Took command) {
    overview.took(command);
    return this;
  }

  private Behavior<Command> onShipped(Shipped command) {
    overview.shipped(command.shipment());
    return this;
  }

  private Behavior<Command> onGetSnapshot(GetSnapshot command) {
    command.replyTo().tell(overview.snapshot());
    return this;
  }

  private Behavior<Command> onTick() {
    drill.pass(NAME);
    overview.look();
    console.show(overview.snapshot());
    return this;
  }

  /**
   * The last drawing is waited for as a message, since a terminal may take nothing for hours
   * (Ctrl-S).
   */
  private Behavior<Command> onClose(Close command) {
    ActorRef<Command> self = getContext().getSelf();
    timers.cancel(Tick.INSTANCE);
    overview.end();
    timers.startSingleTimer(Drawn.INSTANCE, LAST_DRAWING);
    drawLast(() -> self.tell(Drawn.INSTANCE));
    return newReceiveBuilder()
        .onMessageEquals(Drawn.INSTANCE, () -> stop(command))
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  /** Whatever becomes of it, the end of the run is not held up by what is only shown. */
  private void drawLast(Runnable drawn) {
    try {
      console.show(overview.snapshot());
    } catch (RuntimeException e) {
      LOG.warn("the last state of the plant could not be shown: {}", e.toString());
    }
    try {
      console.close(drawn);
    } catch (RuntimeException e) {
      LOG.warn("the console could not be closed: {}", e.toString());
      drawn.run();
    }
  }

  private Behavior<Command> stop(Close command) {
    command.replyTo().tell(Closed.INSTANCE);
    return Behaviors.stopped();
  }
}
