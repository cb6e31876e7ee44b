package factory.production;

import factory.operations.Ops;
import factory.operations.WorkshopStock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes stock of a workshop every other time and reports to its director, who lets bench workers go
 * by it, and to Ops.
 */
final class Monitor extends Observer<Monitor.Command> {
  /** What a monitor can be told. */
  sealed interface Command {}

  private enum Tick implements Command {
    INSTANCE
  }

  private record Counted(WorkshopStock stock) implements Command {}

  /**
   * How a workshop has moved since the stock before.
   *
   * @param materialsPerSecond assembled
   */
  record Trend(long materialsPerSecond) {}

  static Behavior<Command> create(Floor<?> floor, ActorRef<Ops.Command> ops) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Monitor(context, timers, floor, ops)));
  }

  private @Nullable WorkshopStock before;
  private long beforeAt;

  private Monitor(
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
        floor.settings.monitorEvery(),
        "monitor",
        new Director.GetStock(context.messageAdapter(WorkshopStock.class, Counted::new)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessage(Counted.class, this::onCounted)
        .build();
  }

  private Behavior<Command> onCounted(Counted answer) {
    WorkshopStock stock = answer.stock();
    long now = floor.clock.nanos();
    WorkshopStock last = before;
    if (last != null && now > beforeAt) {
      double seconds = (now - beforeAt) / 1e9;
      floor.director.tell(
          new Director.StockTaken(
              new Trend((long) ((stock.assembled() - last.assembled()) / seconds))));
    }
    before = stock;
    beforeAt = now;
    ops.tell(new Ops.StockTaken(stock));
    reportParked(stock, last);
    return this;
  }

  /** A monitor hired anew also clears what the one before it has raised. */
  private void reportParked(WorkshopStock stock, @Nullable WorkshopStock last) {
    String key = "parked/" + stock.workshop();
    if (stock.parked() > 0) {
      ops.tell(
          new Ops.Raise(
              key,
              "director-" + stock.workshop(),
              stock.parked()
                  + " pids parked, the last one "
                  + floor.lastParked
                  + "; see scrap.jsonl for the bundles"));
    } else if (last == null || last.parked() > 0) {
      ops.tell(new Ops.Clear(key));
    }
  }
}
