package factory.jobs;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a stage: has a thread of the pool run the stage's function once, over a stream of
 * what its belt delivers.
 */
final class StageWorker extends AbstractBehavior<StageWorker.Command> {
  /** What a stage worker can be told. */
  sealed interface Command {}

  /** The items that were asked for by {@link Belt.Take}. */
  record Deliver(Batch<Object> items) implements Command {}

  /** No item comes any more. */
  enum End implements Command {
    INSTANCE
  }

  /** The whole pipeline ends; leave everything and say {@link LineManager.Finished}. */
  enum Stop implements Command {
    INSTANCE
  }

  private enum Unwanted implements Command {
    INSTANCE
  }

  private record Over(@Nullable Object result, @Nullable Throwable thrown, @Nullable String item)
      implements Command {}

  /** The belt before this worker, and the lane on it; a producer has none. */
  record Supply(ActorRef<Belt.Command> belt, int lane) {}

  private final Stage stage;
  private final Post post;
  private final @Nullable Supply supply;
  private final List<ActorRef<Belt.Command>> belts;
  private final ActorRef<LineManager.Command> manager;
  private final Inlet inlet;
  private final Errand errand;
  private boolean stopping;

  /** Begins at once. */
  static Behavior<Command> create(
      Executor threads,
      Stage stage,
      Post post,
      @Nullable Supply supply,
      List<ActorRef<Belt.Command>> belts,
      ActorRef<LineManager.Command> manager) {
    return Behaviors.setup(
        context -> new StageWorker(context, threads, stage, post, supply, belts, manager));
  }

  private StageWorker(
      ActorContext<Command> context,
      Executor threads,
      Stage stage,
      Post post,
      @Nullable Supply supply,
      List<ActorRef<Belt.Command>> belts,
      ActorRef<LineManager.Command> manager) {
    super(context);
    this.stage = stage;
    this.post = post;
    this.supply = supply;
    this.belts = belts;
    this.manager = manager;
    ActorRef<Command> self = context.getSelf();
    this.inlet = post.inlet();
    if (supply == null) {
      inlet.end();
    } else {
      Belt.Take take = new Belt.Take(supply.lane(), self);
      inlet.asks(() -> supply.belt().tell(take));
    }
    post.outlet().onClose(() -> self.tell(Unwanted.INSTANCE));
    this.errand = new Errand(() -> self.tell(work()));
    try {
      threads.execute(errand);
    } catch (RejectedExecutionException e) {
      post.end();
      self.tell(new Over(null, e, null));
    }
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessageEquals(End.INSTANCE, this::onEnd)
        .onMessage(Over.class, this::onOver)
        .onMessageEquals(Unwanted.INSTANCE, this::onUnwanted)
        .onMessageEquals(Stop.INSTANCE, this::onStop)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Command> onDeliver(Deliver command) {
    inlet.arrived(command.items());
    return this;
  }

  private Behavior<Command> onEnd() {
    inlet.end();
    return this;
  }

  /** All belts behind are closed: nobody takes what this worker makes. */
  private Behavior<Command> onUnwanted() {
    return post.outlet().isClosed() ? onStop() : this;
  }

  private Behavior<Command> onStop() {
    stopping = true;
    inlet.stop();
    post.outlet().stop();
    errand.callOff();
    return this;
  }

  private Behavior<Command> onOver(Over over) {
    // Whoever was told to stop, or finds that nobody takes what it makes, has not failed by it.
    Throwable thrown = stopping || over.thrown() instanceof Stopped ? null : over.thrown();
    if (thrown == null) {
      belts.forEach(belt -> belt.tell(Belt.SupplierDone.INSTANCE));
    }
    if (supply != null) {
      supply.belt().tell(new Belt.TakerDone(supply.lane(), getContext().getSelf()));
    }
    manager.tell(new LineManager.Finished(stage, over.result(), thrown, over.item()));
    return this;
  }

  /** On the thread. */
  private Over work() {
    post.begin();
    try {
      return new Over(stage.work().on(inlet.stream(), post.outlet()), null, null);
    } catch (Throwable e) {
      // Whatever it is, it ends the pipeline and is named there.
      return new Over(null, e, inlet.lastItem());
    } finally {
      post.end();
    }
  }
}
