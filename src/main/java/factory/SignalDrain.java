package factory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts a plant, waits for its end, and turns Ctrl-C and SIGTERM into an orderly one.
 *
 * <p>A JVM ended by a signal exits with 130 or 143 whatever its hooks did, unless one of them halts
 * it; this one does, with the plant's own code. It must be the only hook with a say: Pekko's own
 * are switched off in {@code application.conf}. It is there before the configuration is read, so
 * that a plant that is being started when the signal comes is closed in order as well. Only a
 * signal while the JVM itself is starting ends the process as the JVM does it.
 */
final class SignalDrain {
  /** What the plant is given on top of its deadline to say that it is closed. */
  static final Duration MARGIN = Duration.ofMillis(500);

  /** How long a start may take from a signal on, while no settings say otherwise. */
  private static final Duration STARTING = Duration.ofSeconds(4);

  /** How long a plant without memory is waited for; longer than a fault's deadline. */
  private static final Duration WITHOUT_MEMORY = Duration.ofSeconds(5);

  private final CompletableFuture<Launcher.Running> running = new CompletableFuture<>();
  private final CompletableFuture<Integer> exitCode =
      running.thenCompose(plant -> plant.exitCode());
  private final Thread caller = Thread.currentThread();
  private volatile Duration deadline = STARTING;

  /** What is said when memory runs out. */
  static final String MEMORY_RAN_OUT =
      "memory ran out: give Java more by -Xmx, or lower factory.memory.open-assemblies; the next start goes on from the ledger";

  /** The same, made before it does. */
  private static final byte[] SENTENCE = MemoryGuard.line(MEMORY_RAN_OUT);

  /**
   * How long a report that is being written at the deadline is waited for: it belongs to an account
   * that is there. What stops processes (Docker, systemd) gives them ten seconds or more.
   */
  private static final Duration PAPERS = Duration.ofSeconds(3);

  private static final String NOT_CLOSED =
      "the deadline came before the factory could say who had not finished";

  /** Who waits for the end of a plant in this process; null if nobody does. */
  private static volatile @Nullable SignalDrain waiting;

  /**
   * What ends a command in words that has plants, but waits for none of them here; null: nothing.
   */
  private static volatile @Nullable Runnable otherEnd;

  private volatile boolean outOfMemory;
  private volatile boolean signalled;

  private SignalDrain() {}

  /**
   * Some thread of the plant has met an {@link OutOfMemoryError}: what it was at is lost, so the
   * plant cannot end in order. It is told, so that it may say what it has, and the process ends
   * with {@link ExitCode#FAULT}.
   *
   * @return false if no plant is waited for here; else this does not come back
   */
  static boolean memoryRanOut() {
    SignalDrain drain = waiting;
    Runnable end = otherEnd;
    if (drain != null) {
      if (!drain.signalled) { // else the end has its own deadline
        MemoryGuard.isEnding();
      }
      drain.outOfMemory = true;
      System.exit(ExitCode.FAULT.code());
    } else if (end != null) {
      MemoryGuard.isEnding();
      end.run();
    }
    return drain != null || end != null;
  }

  /**
   * What another command does where memory runs out on a thread of its plant's: it ends the
   * process.
   *
   * @param end does that; null once the command is done
   */
  static void endWithoutMemoryBy(@Nullable Runnable end) {
    otherEnd = end;
    if (end != null) {
      Thread.setDefaultUncaughtExceptionHandler(SignalDrain::onUncaught);
    }
  }

  /**
   * Starts a plant and blocks until it is closed. After a signal this does not matter any more: the
   * process ends with the plant's code, or with {@link ExitCode#DEADLINE}.
   *
   * @param start starts the plant; says by {@link #within} how long its end may take
   * @return the plant's exit code
   * @throws CompletionException if the plant failed
   * @throws RuntimeException what {@code start} throws
   */
  static int await(Function<SignalDrain, Launcher.Running> start) {
    SignalDrain drain = new SignalDrain();
    Thread hook = new Thread(drain::onSignal, "signal-drain");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      return ExitCode.OK.code(); // a signal has come already; the JVM ends with its own code
    }
    waiting = drain;
    Thread.setDefaultUncaughtExceptionHandler(SignalDrain::onUncaught); // of threads not Pekko's
    try {
      int code = drain.start(start).join();
      Launcher.Running plant = drain.running.join();
      plant.papers().toCompletableFuture().join();
      waiting = null; // from now on the run has ended as it has, unless memory runs out
      plant.linger().toCompletableFuture().join();
      return code;
    } catch (OutOfMemoryError e) {
      memoryRanOut(); // while it was being started
      throw e;
    } finally {
      waiting = null;
      remove(hook);
    }
  }

  private static void onUncaught(Thread thread, Throwable failure) {
    if (!(failure instanceof OutOfMemoryError) || !memoryRanOut()) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      failure.printStackTrace();
    }
  }

  /** How long the plant may take from a signal to its end. */
  void within(Duration limit) {
    deadline = limit;
  }

  private CompletableFuture<Integer> start(Function<SignalDrain, Launcher.Running> start) {
    try {
      running.complete(start.apply(this));
    } catch (RuntimeException | Error e) {
      running.completeExceptionally(e);
      throw e;
    }
    return exitCode;
  }

  private void onSignal() {
    signalled = true;
    int code = ExitCode.FAULT.code();
    try {
      code = outOfMemory ? endWithoutMemory() : waitForEnd();
      waitForPapers();
      Briefly.flushLogs();
    } finally {
      Runtime.getRuntime().halt(code); // whatever fails, as without memory anything may
    }
  }

  /** The plant says it in its account, if it still can; one that is being started is waited for. */
  private int endWithoutMemory() {
    int code = ExitCode.FAULT.code();
    long end = System.nanoTime() + WITHOUT_MEMORY.toNanos();
    try {
      running.get(WITHOUT_MEMORY.toNanos(), TimeUnit.NANOSECONDS).memoryRanOut();
      if (exitCode.get(end - System.nanoTime(), TimeUnit.NANOSECONDS) == code) {
        return code;
      }
    } catch (ExecutionException | TimeoutException | InterruptedException | OutOfMemoryError e) {
      code = ExitCode.FAULT.code(); // it could not
    }
    MemoryGuard.say(SENTENCE);
    return code;
  }

  private int waitForEnd() {
    long end = System.nanoTime() + deadline.plus(MARGIN).toNanos();
    try {
      running.get(end - System.nanoTime(), TimeUnit.NANOSECONDS).stop();
      return exitCode.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      System.err.println(NOT_CLOSED);
      return ExitCode.DEADLINE.code();
    } catch (ExecutionException e) {
      letCallerReport();
      return (e.getCause() instanceof WrongInput ? ExitCode.WRONG_INPUT : ExitCode.UNEXPECTED)
          .code();
    } catch (InterruptedException e) {
      return ExitCode.UNEXPECTED.code();
    }
  }

  private void waitForPapers() {
    if (!running.isDone() || running.isCompletedExceptionally()) {
      return;
    }
    try {
      CompletableFuture<Void> papers = running.join().papers().toCompletableFuture();
      papers.get(PAPERS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      System.err.println("the report could not be written in time");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // papers do not fail
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The failure is also thrown by {@link #await}, whose caller says so; it should not be cut off.
   */
  private void letCallerReport() {
    try {
      caller.join(Briefly.PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // a signal has come; the hook halts the process
    }
  }
}
