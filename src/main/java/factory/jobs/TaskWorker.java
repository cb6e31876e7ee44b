package factory.jobs;

import factory.jobs.Order.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
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
  private final Set<Order<I, O>> orders = new HashSet<>();
  private Desk desk = new Desk();

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
      ActorContext<Command<I, O>> context,
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
    Order<I, O> order = command.order();
    orders.add(order);
    if (desk.put(order)) {
      try {
        threads.execute(desk);
      } catch (RejectedExecutionException e) {
        foreman.tell(new Foreman.Stuck(e));
      }
    }
    if (timeout != null) {
      timers.startSingleTimer(Look.class, new Look<>(order), timeout);
    }
    return this;
  }

  private Behavior<Command<I, O>> onOver(Over<I, O> command) {
    if (orders.contains(command.order())) {
      finish(command.order(), null);
    }
    return this;
  }

  private Behavior<Command<I, O>> onLook(Look<I, O> command) {
    if (timeout == null || !orders.contains(command.order())) {
      return this;
    }
    Item<I> late = command.order().expire(timeout.toNanos());
    if (late == null) {
      long nanos = Math.max(100_000, command.order().untilLate(timeout.toNanos()));
      timers.startSingleTimer(Look.class, command, Duration.ofNanos(nanos));
    } else {
      desk = new Desk();
      finish(command.order(), late);
    }
    return this;
  }

  private void finish(Order<I, O> finished, @Nullable Item<I> late) {
    orders.remove(finished);
    if (timeout != null) {
      timers.cancel(Look.class);
    }
    foreman.tell(new Foreman.Finished<>(self, finished, late));
  }

  private Behavior<Command<I, O>> onStop() {
    orders.forEach(Order::callOff);
    return this;
  }

  /** Where orders lie for the thread, which goes away when there is none. */
  private final class Desk implements Runnable {
    private final ArrayDeque<Order<I, O>> waiting = new ArrayDeque<>();
    private boolean attended;

    /** Whether a thread has to come. */
    synchronized boolean put(Order<I, O> order) {
      waiting.add(order);
      boolean come = !attended;
      attended = true;
      return come;
    }

    private synchronized @Nullable Order<I, O> next() {
      Order<I, O> order = waiting.poll();
      attended = order != null;
      return order;
    }

    @Override
    public void run() {
      for (Order<I, O> order = next(); order != null; order = next()) {
        try {
          order.run(task, timeout != null);
        } catch (Throwable e) {
          // Not the task's, which is caught there: whoever waits for the order must hear of it.
          String why = "a worker's thread failed: " + Words.text(e);
          foreman.tell(new Foreman.Stuck(new IllegalStateException(why, e)));
        }
        self.tell(new Over<>(order));
      }
    }
  }
}
