package factory.jobs;

import factory.jobs.Order.Item;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Does one order after the other, on a thread of the pool, and pulls: what it tells its foreman
 * when one is finished is also the wish for the next.
 *
 * <p>A task that takes too long is interrupted and its thread left alone: should it go on all the
 * same, its outcome is nobody's. The worker is free at once and takes another thread.
 */
final class TaskWorker<I, O> extends AbstractBehavior<TaskWorker.Command<I, O>> {
  /** What a worker can be told. */
  sealed interface Command<I, O> {}

  /** Do these; answered with {@link Foreman.Finished}. */
  record Do<I, O>(Order<I, O> order) implements Command<I, O> {}

  private record Over<I, O>(Order<I, O> order) implements Command<I, O> {}

  private record Look<I, O>(Order<I, O> order) implements Command<I, O> {}

  private final Executor threads;
  private final Task<I, O> task;
  private final @Nullable Duration timeout;
  private final TimerScheduler<Command<I, O>> timers;
  private final ActorRef<Foreman.Command> foreman;
  private final ActorRef<Command<I, O>> self;
  private @Nullable Order<I, O> order;

  /** Tells {@code foreman} at once that it is free. */
  static <I, O> Behavior<Command<I, O>> create(
      Executor threads,
      Task<I, O> task,
      @Nullable Duration timeout,
      ActorRef<Foreman.Command> foreman) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new TaskWorker<>(context, threads, task, timeout, timers, foreman)));
  }

  private TaskWorker(
      org.apache.pekko.actor.typed.javadsl.ActorContext<Command<I, O>> context,
      Executor threads,
      Task<I, O> task,
      @Nullable Duration timeout,
      TimerScheduler<Command<I, O>> timers,
      ActorRef<Foreman.Command> foreman) {
    super(context);
    this.threads = threads;
    this.task = task;
    this.timeout = timeout;
    this.timers = timers;
    this.foreman = foreman;
    this.self = context.getSelf();
    foreman.tell(new Foreman.Free<>(self));
  }

  @Override
  public Receive<Command<I, O>> createReceive() {
    return newReceiveBuilder()
        .onMessage(Typed.message(Do.class), this::onDo)
        .onMessage(Typed.message(Over.class), this::onOver)
        .onMessage(Typed.message(Look.class), this::onLook)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Command<I, O>> onDo(Do<I, O> command) {
    Order<I, O> next = command.order();
    order = next;
    threads.execute(
        () -> {
          next.run(task, timeout != null);
          self.tell(new Over<>(next));
        });
    if (timeout != null) {
      timers.startSingleTimer(Look.class, new Look<>(next), timeout);
    }
    return this;
  }

  private Behavior<Command<I, O>> onOver(Over<I, O> command) {
    if (command.order() == order) {
      finish(command.order(), null);
    }
    return this;
  }

  private Behavior<Command<I, O>> onLook(Look<I, O> command) {
    if (timeout == null || command.order() != order) {
      return this;
    }
    Item<I> late = command.order().expire(timeout.toNanos());
    if (late == null) {
      long nanos = Math.max(100_000, command.order().untilLate(timeout.toNanos()));
      timers.startSingleTimer(Look.class, command, Duration.ofNanos(nanos));
    } else {
      finish(command.order(), late);
    }
    return this;
  }

  private void finish(Order<I, O> finished, @Nullable Item<I> late) {
    order = null;
    timers.cancel(Look.class);
    foreman.tell(new Foreman.Finished<>(self, finished, late));
  }

  private Behavior<Command<I, O>> onStop() {
    if (order != null) {
      order.callOff();
    }
    return this;
  }
}
