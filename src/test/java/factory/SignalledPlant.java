package factory;

import com.typesafe.config.ConfigFactory;
import factory.purchasing.Supplier;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import scala.concurrent.ExecutionContext;

/**
 * A process for {@link SignalDrainTest}: the real command line over a plant that ends as its
 * argument says.
 */
final class SignalledPlant implements Launcher, Launcher.Running {
  private final String ending;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  private SignalledPlant(String ending) {
    this.ending = ending;
  }

  public static void main(String[] args) {
    if (args[0].equals("memory-of-another-command")) {
      endAnotherCommand();
      return;
    }
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    int code =
        Main.execute(
            new SignalledPlant(args[0]),
            out,
            out,
            "run",
            "--set",
            "factory.shutdown.deadline=" + (args[0].startsWith("too-late") ? "300 ms" : "60 s"));
    Briefly.flushLogs();
    System.exit(code);
  }

  /** As one that does not wait for its plant through {@link SignalDrain#await}. */
  private static void endAnotherCommand() {
    SignalDrain.endWithoutMemoryBy(
        () -> {
          say("its own words");
          System.exit(ExitCode.FAULT.code());
        });
    actors()
        .dispatcher()
        .execute(
            () -> {
              throw new OutOfMemoryError("pretended");
            });
  }

  @Override
  public Supplier inspect(ConfigStack stack, FactorySettings settings) {
    throw new AssertionError("not asked for");
  }

  @Override
  public Running launch(ConfigStack stack, FactorySettings settings) {
    say("running");
    switch (ending) {
      case "by-itself", "by-itself-with-a-report" -> exitCode.complete(0);
      case "by-itself-with-something-open" -> exitCode.complete(3);
      case "while-starting" -> shutdown().join();
      default -> runOutOfMemory();
    }
    return this;
  }

  /** Where the argument says so; what is pretended is not caught on its way. */
  private void runOutOfMemory() {
    Runnable large =
        () -> {
          throw new OutOfMemoryError("pretended");
        };
    switch (ending) {
      case "memory-at-the-start" -> large.run();
      case "memory-on-a-thread-of-its-own" -> new Thread(large).start();
      case "memory-while-starting" -> {
        CompletableFuture<Void> shutdown = shutdown();
        new Thread(large).start();
        shutdown.join();
      }
      case "memory-of-an-actor" -> actors().dispatcher().execute(large);
      case "memory-of-a-reader" ->
          actors()
              .dispatchers()
              .lookup("pekko.actor.default-blocking-io-dispatcher")
              .execute(large);
      case "memory-of-a-timer" ->
          actors().scheduler().scheduleOnce(Duration.ofMillis(50), large, new OnTheTimer());
      default -> {}
    }
  }

  private static ActorSystem actors() {
    return ActorSystem.create("plant", ConfigFactory.load());
  }

  /** Runs on the timers' own thread. */
  private static final class OnTheTimer implements ExecutionContext {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void reportFailure(Throwable cause) {}
  }

  @Override
  public void memoryRanOut() {
    say("memory");
    exitCode.complete(ExitCode.FAULT.code());
  }

  @Override
  public void stop() {
    say("stop");
    switch (ending) {
      case "in-order", "in-order-without-memory-for-papers", "while-starting" ->
          exitCode.completeOnTimeout(0, 100, TimeUnit.MILLISECONDS);
      case "with-something-open" -> exitCode.complete(3);
      case "in-failure" -> exitCode.completeExceptionally(new IllegalStateException("broken"));
      default -> {}
    }
  }

  @Override
  public CompletionStage<Integer> exitCode() {
    return exitCode;
  }

  /** Says when it is waited for, and is there then. */
  @Override
  public CompletionStage<Void> papers() {
    if (ending.endsWith("-for-papers")) {
      throw new OutOfMemoryError("pretended");
    }
    if (!ending.endsWith("with-a-report")) {
      return Launcher.Running.super.papers();
    }
    return new CompletableFuture<>() {
      @Override
      public Void get(long timeout, TimeUnit unit) {
        say("report");
        return null;
      }

      @Override
      public Void join() {
        say("report");
        return null;
      }
    };
  }

  /**
   * Keeps the shutdown that the signal begins from being over until the plant is there.
   *
   * @return completed when it begins
   */
  private static CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    Thread slow =
        new Thread(
            () -> {
              begun.complete(null);
              try {
                Thread.sleep(60_000); // the process does not wait for it
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      Runtime.getRuntime().addShutdownHook(slow);
    } catch (IllegalStateException e) {
      begun.complete(null); // the signal was faster
    }
    return begun;
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
