package factory.jobs;

import factory.jobs.Order.Item;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@code map}: hands inputs to workers, several at a time where tasks are short, has the
 * next at hand before they are through, and hands outcomes to the caller.
 *
 * <p>What goes out next is for {@link Backlog} to say, who gets it for {@link Crew}. What was done
 * before a slow task of the same order is not held up by it.
 */
final class Foreman<I, O> extends AbstractBehavior<Foreman.Command> {
  /** What a foreman can be told. */
  sealed interface Command {}

  /** A worker's thread has left this order; {@code free} is the worker, if it has no other. */
  record Finished<I, O>(Order<I, O> order, @Nullable ActorRef<TaskWorker.Do<I, O>> free)
      implements Command {}

  /**
   * The caller wants outcomes: answered once there are some, with none when that was all, and with
   * an exception if the run is broken or cancelled.
   */
  record Take<I, O>(CompletableFuture<List<Outcome<I, O>>> to) implements Command {}

  /** Begin nothing more, interrupt what runs. */
  enum Cancel implements Command {
    INSTANCE
  }

  /** There is no thread for the work, or one failed beneath a task: nothing can go on. */
  record Stuck(RuntimeException why) implements Command {}

  private enum Arrived implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  private record InputsOver(@Nullable Throwable broken) implements Command {}

  private record Again<I>(Item<I> item) implements Command {}

  private static final Duration TICK = Duration.ofMillis(10);

  private final TimerScheduler<Command> timers;
  private final TaskPlan plan;
  private final Run<I, O> run;
  private final ProgressTally progress;
  private final Backlog<I> backlog;
  private final Errand pulling;
  private final Shelf<I, O> shelf;
  private final Crew<I, O> crew;
  private @Nullable CompletableFuture<List<Outcome<I, O>>> caller;
  private @Nullable RuntimeException broken;
  private boolean calledOff;
  private int pausing;
  private long taken;

  /** Begins at once; {@code run} hears of its end whatever happens. */
  static <I, O> Behavior<Command> create(
      Executor threads,
      Inputs<I> inputs,
      int workers,
      Task<I, O> task,
      TaskPlan plan,
      Reporter reporter,
      Run<I, O> run) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new Foreman<>(
                        context, timers, threads, inputs, workers, task, plan, reporter, run)));
  }

  private Foreman(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Executor threads,
      Inputs<I> inputs,
      int workers,
      Task<I, O> task,
      TaskPlan plan,
      Reporter reporter,
      Run<I, O> run) {
    super(context);
    this.timers = timers;
    this.plan = plan;
    this.run = run;
    int needed = (int) Math.max(1, Math.min(workers, inputs.size().orElse(workers)));
    this.backlog = new Backlog<>(needed);
    this.crew = new Crew<>(backlog);
    this.progress = new ProgressTally(inputs.size(), needed, plan.onProgress(), reporter);
    this.shelf = new Shelf<>(plan.ordered());
    ActorRef<Command> self = context.getSelf();
    Tray<I> tray = backlog.tray();
    tray.wakes(() -> Uninterrupted.tell(self, Arrived.INSTANCE));
    this.pulling =
        new Errand(
            () ->
                inputs.pullInto(tray, broken -> Uninterrupted.tell(self, new InputsOver(broken))));
    try {
      threads.execute(pulling);
    } catch (RejectedExecutionException e) {
      self.tell(new Stuck(e));
    }
    Behavior<TaskWorker.Do<I, O>> worker =
        TaskWorker.create(threads, task, plan, crew.rack(), self);
    for (int i = 0; i < needed; i++) {
      ActorRef<TaskWorker.Do<I, O>> hired = context.spawn(worker, "worker-" + i);
      context.watch(hired);
      crew.hire(hired);
    }
    self.tell(Arrived.INSTANCE); // else nothing would be pulled before the first tick
    timers.startTimerWithFixedDelay(Tick.INSTANCE, TICK);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Typed.message(Finished.class), this::onFinished)
        .onMessageEquals(Arrived.INSTANCE, this::handOut)
        .onMessage(InputsOver.class, this::onInputsOver)
        .onMessage(Typed.message(Take.class), this::onTake)
        .onMessage(Typed.message(Again.class), this::onAgain)
        .onMessageEquals(Tick.INSTANCE, this::onTick)
        .onMessageEquals(Cancel.INSTANCE, this::onCancel)
        .onMessage(Stuck.class, this::onStuck)
        .onSignal(ChildFailed.class, this::onWorkerFailed)
        .onSignal(PostStop.class, signal -> onStop())
        .build();
  }

  private Behavior<Command> onFinished(Finished<I, O> command) {
    Order<I, O> order = command.order();
    if (crew.handedIn(order)) {
      harvest(order);
      backlog.learn(order);
    }
    if (command.free() != null) {
      crew.free(command.free());
    }
    return handOut();
  }

  private Behavior<Command> onInputsOver(InputsOver command) {
    backlog.allPulled();
    if (command.broken() != null && broken == null) {
      broken =
          new IllegalStateException(
              "the inputs failed after %s: %s"
                  .formatted(backlog.tray().total(), Words.text(command.broken())),
              command.broken());
    }
    return handOut();
  }

  private Behavior<Command> onTake(Take<I, O> command) {
    caller = command.to();
    return handOut();
  }

  private Behavior<Command> onAgain(Again<I> command) {
    pausing--;
    backlog.giveBack(new Batch<>(new Object[] {command.item()}, 0, 1));
    return handOut();
  }

  private Behavior<Command> onTick() {
    crew.forEachOrder(this::look);
    crew.callBack();
    progress.tell();
    return handOut();
  }

  private Behavior<Command> onCancel() {
    return breakOff(new CancellationException("the run was cancelled"));
  }

  private Behavior<Command> onStuck(Stuck command) {
    return breakOff(command.why());
  }

  private Behavior<Command> onWorkerFailed(ChildFailed signal) {
    Throwable cause = signal.getCause();
    return breakOff(new IllegalStateException("a worker failed: " + Words.text(cause), cause));
  }

  private Behavior<Command> breakOff(RuntimeException cause) {
    broken = cause;
    progress.tellLast();
    return Behaviors.stopped();
  }

  private Behavior<Command> onStop() {
    backlog.tray().close();
    pulling.callOff();
    crew.callOff();
    progress.end(broken);
    run.end(broken);
    return this;
  }

  /** Orders for those who are free, outcomes for the caller; the end, once nothing is left. */
  private Behavior<Command> handOut() {
    if (calledOff) {
      return answer(true);
    }
    crew.handOut();
    backlog.pullFor(crew.room(), taken, plan);
    return answer(backlog.isOver() && crew.isHome() && pausing == 0);
  }

  /** At a tick: what is done so far, and whether its task takes too long. */
  private void look(Order<I, O> order) {
    Duration limit = plan.timeout();
    Item<I> late = limit == null ? null : order.expire(limit.toNanos());
    harvest(order);
    if (late != null && limit != null) {
      crew.givenUp(order);
      settle(plan.tooLate(late.index(), late.input(), late.tries() + 1, limit), late);
    }
  }

  private void harvest(Order<I, O> order) {
    for (Outcome<I, O> o = order.harvest(); o != null; o = order.harvest()) {
      if (o instanceof Outcome.Failed<I, O> failed) {
        settle(failed, new Item<>(failed.index(), failed.input(), failed.tries() - 1));
      } else {
        progress.done();
        shelf.put(o);
      }
    }
  }

  private void settle(Outcome.Failed<I, O> failed, Item<I> item) {
    if (calledOff) {
      return; // interrupted, or no longer the first; the run has its failure
    }
    if (!plan.isFinal(failed)) {
      progress.retried();
      pausing++;
      Again<I> again = new Again<>(item.again());
      if (plan.pause().isZero()) {
        getContext().getSelf().tell(again);
      } else {
        timers.startSingleTimer(failed.index(), again, plan.pause());
      }
      return;
    }
    progress.failed();
    shelf.put(failed);
    if (plan.failFast()) {
      calledOff = true;
      broken = new TaskFailed(failed);
      crew.callOff();
      backlog.tray().close();
      pulling.callOff();
    }
  }

  private Behavior<Command> answer(boolean over) {
    if (caller == null) {
      return this;
    }
    if (!shelf.isEmpty()) {
      List<Outcome<I, O>> outcomes = shelf.take();
      taken += outcomes.size();
      CompletableFuture<List<Outcome<I, O>>> to = caller;
      caller = null;
      to.complete(outcomes);
    } else if (over) {
      progress.tellLast();
      progress.end(broken);
      if (broken == null) {
        caller.complete(List.of());
      }
      return Behaviors.stopped();
    }
    return this;
  }
}
