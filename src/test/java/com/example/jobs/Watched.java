package com.example.jobs;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.jobs.Pipeline;
import factory.jobs.PipelineJob;
import factory.jobs.TaskPool;
import factory.operations.Console;
import factory.operations.Ops;
import factory.operations.OpsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The same pipeline, seen while it runs: in a table on a terminal, elsewhere in the log. */
public final class Watched {
  public static void main(String[] args) throws IOException {
    Path log = Path.of(args[0]);
    long size = Math.max(1, Files.size(log));
    AtomicLong read = new AtomicLong();
    PipelineJob<Map<String, Long>> job =
        Pipeline.from(() -> Clients.lines(log).peek(line -> read.addAndGet(line.length() + 1)))
            .through("failures", 12, Clients::failures)
            .to(Clients::report)
            .progress(() -> (double) read.get() / size);
    OpsSettings settings =
        new OpsSettings(
            Duration.ofSeconds(1),
            OpsSettings.Console.AUTO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "clients");
    ActorRef<Ops.Command> ops =
        system.systemActorOf(
            Ops.create(
                settings,
                "clients",
                0,
                FactoryClock.system(),
                Console.open(settings.console()),
                Drill.NONE),
            "ops",
            Props.empty());
    try (TaskPool pool = TaskPool.in(system, ops)) {
      Map<String, Long> clients = job.run(pool).value();
      // Ops gives the terminal back before anything else is printed there.
      AskPattern.<Ops.Command, Ops.Closed>ask(
              ops, Ops.Close::new, Duration.ofSeconds(2), system.scheduler())
          .toCompletableFuture()
          .join();
      clients.forEach((client, failed) -> System.out.println(client + " " + failed));
    } finally {
      system.terminate();
    }
  }
}
