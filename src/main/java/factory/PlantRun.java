package factory;

import com.typesafe.config.Config;
import factory.operations.AccountPrinter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** A plant that runs in an actor system of its own; it prints its account at the end. */
final class PlantRun implements Launcher.Running {
  private final ActorSystem<Ceo.Command> system;
  private final CompletableFuture<Integer> exitCode;
  private final Displays displays;
  private volatile boolean stopped;
  private volatile boolean endedWell;
  private volatile CompletableFuture<Void> papers = CompletableFuture.completedFuture(null);

  PlantRun(
      Plan plan, TimedSupplier supplier, Displays displays, Reception reception, Config config) {
    this.displays = displays;
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    exitCode = outcome.thenApply(end -> report(plan, supplier.sinceFirst(), end).code());
    system = ActorSystem.create(Ceo.create(plan, outcome, reception), "factory", config);
    system
        .getWhenTerminated()
        .whenComplete(
            (done, failure) -> {
              plan.console().close(() -> {});
              plan.destination().close();
              outcome.completeExceptionally(
                  failure != null
                      ? failure
                      : new IllegalStateException("the CEO failed; see the log"));
            });
  }

  @Override
  public void stop() {
    stopped = true;
    system.tell(Ceo.Stop.INSTANCE);
  }

  @Override
  public void memoryRanOut() {
    system.tell(new Ceo.Fault(SignalDrain.MEMORY_RAN_OUT));
  }

  @Override
  public CompletionStage<Integer> exitCode() {
    return exitCode.minimalCompletionStage();
  }

  @Override
  public CompletionStage<Void> papers() {
    return papers.minimalCompletionStage();
  }

  /**
   * The page stays for a while after a run that ended well by itself. After a signal or a fault the
   * process goes at once: whoever starts it again waits for that, and so does the destination.
   */
  @Override
  public CompletionStage<Void> linger() {
    return stopped || !endedWell ? CompletableFuture.completedFuture(null) : displays.linger();
  }

  /**
   * Prints the account. Nobody waits for the actor system to end, which takes long with many
   * workers, and for ever with one that is held by its blueprint; only where the deadline came
   * first may somebody still be using the destination, whose lock goes with the process then.
   */
  private ExitCode report(Plan plan, Duration working, Outcome outcome) {
    plan.console().close(() -> {});
    if (!outcome.late()) {
      plan.destination().close();
    }
    boolean damaged = !plan.supplier().damages().isEmpty();
    String account =
        AccountPrinter.print(plan.name(), outcome.account(), outcome.lastWords(damaged), working)
            + Remarks.of(plan, outcome);
    if (displays.wantsReport()) {
      papers = Briefly.begin("report", () -> displays.report(account));
    }
    System.out.print(account); // may take for ever, where nobody reads it
    System.out.flush();
    ExitCode code = outcome.exitCode(damaged);
    endedWell = code == ExitCode.OK && !outcome.late();
    return code;
  }
}
