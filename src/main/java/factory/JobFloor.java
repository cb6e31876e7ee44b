package factory;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.jobs.TaskPool;
import factory.jobs.Uninterrupted;
import factory.operations.Console;
import factory.operations.Ops;
import factory.operations.OpsSettings;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** A pool for the jobs of a command, and Ops, which shows what they do until it is closed. */
final class JobFloor implements AutoCloseable {
  private static final OpsSettings SETTINGS =
      new OpsSettings(
          Duration.ofSeconds(1),
          OpsSettings.Console.AUTO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  /** How long Ops is waited for; longer than it waits for a terminal that takes nothing. */
  private static final Duration LAST_DRAWING = Duration.ofSeconds(2);

  private final ActorSystem<Void> system;
  private final ActorRef<Ops.Command> ops;
  private final TaskPool pool;

  private JobFloor(ActorSystem<Void> system, ActorRef<Ops.Command> ops) {
    this.system = system;
    this.ops = ops;
    pool = TaskPool.in(system, ops);
  }

  static JobFloor open(String name) {
    // The log wakes up first: it says so if an actor system makes it do that on two threads.
    LoggerFactory.getILoggerFactory();
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "jobs");
    FactoryClock clock = FactoryClock.system();
    Console console = Console.open(SETTINGS.console());
    ActorRef<Ops.Command> ops =
        system.systemActorOf(
            Behaviors.supervise(Ops.create(SETTINGS, name, 0, clock, console, Drill.NONE))
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)),
            "ops",
            Props.empty());
    return new JobFloor(system, ops);
  }

  TaskPool pool() {
    return pool;
  }

  /** Shows the last figures and gives the terminal back. */
  @Override
  public void close() {
    try {
      pool.close();
      Uninterrupted.insist(this::closeOps);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
  }

  private void closeOps() {
    try {
      AskPattern.<Ops.Command, Ops.Closed>ask(ops, Ops.Close::new, LAST_DRAWING, system.scheduler())
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      LoggerFactory.getLogger(JobFloor.class).warn("ops did not close: {}", e.toString());
    }
  }
}
