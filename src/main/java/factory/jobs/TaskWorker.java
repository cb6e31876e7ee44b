package factory.jobs;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Does one order after the other, on a thread of the pool, and pulls: the first comes from the
 * foreman, the next from the {@link Rack}, as long as there is one.
 *
 * <p>A thread whose order was called off, because its task took too long, takes no further one:
 * should the task go on all the same, its outcome is nobody's. The worker is free meanwhile and
 * takes another thread.
 */
final class TaskWorker<I, O> extends AbstractBehavior<TaskWorker.Do<I, O>> {
  /**
   * Do this, then what is on the rack; each order is answered with {@link Foreman.Finished}, the
   * last with who is free.
   */
  record Do<I, O>(Order<I, O> order) {}

  private final Executor threads;
  private final Task<I, O> task;
  private final TaskPlan plan;
  private final Rack<I, O> rack;
  private final ActorRef<Foreman.Command> foreman;
  private final ActorRef<Do<I, O>> self;

  static <I, O> Behavior<Do<I, O>> create(
      Executor threads,
      Task<I, O> task,
      TaskPlan plan,
      Rack<I, O> rack,
      ActorRef<Foreman.Command> foreman) {
    return Behaviors.setup(
        context -> new TaskWorker<>(context, threads, task, plan, rack, foreman));
  }

  private TaskWorker(
      ActorContext<Do<I, O>> context,
      Executor threads,
      Task<I, O> task,
      TaskPlan plan,
      Rack<I, O> rack,
      ActorRef<Foreman.Command> foreman) {
    super(context);
    this.threads = threads;
    this.task = task;
    this.plan = plan;
    this.rack = rack;
    this.foreman = foreman;
    this.self = context.getSelf();
  }

  @Override
  public Receive<Do<I, O>> createReceive() {
    return newReceiveBuilder().onMessage(Typed.message(Do.class), this::onDo).build();
  }

  private Behavior<Do<I, O>> onDo(Do<I, O> command) {
    try {
      threads.execute(() -> work(command.order()));
    } catch (RejectedExecutionException e) {
      foreman.tell(new Foreman.Stuck(e));
    }
    return this;
  }

  /** On the thread. */
  private void work(Order<I, O> first) {
    for (Order<I, O> order = first; order != null; ) {
      boolean goesOn = goesOnAfter(order);
      Order<I, O> next = goesOn ? rack.take() : null;
      Uninterrupted.tell(
          foreman, new Foreman.Finished<>(order, goesOn && next == null ? self : null));
      order = next;
    }
  }

  private boolean goesOnAfter(Order<I, O> order) {
    try {
      return order.run(self, task, plan);
    } catch (Throwable e) {
      // Not the task's, which is caught there: whoever waits for the order must hear of it.
      String why = "a worker's thread failed: " + Words.text(e);
      Uninterrupted.tell(foreman, new Foreman.Stuck(new IllegalStateException(why, e)));
      return false;
    }
  }
}
