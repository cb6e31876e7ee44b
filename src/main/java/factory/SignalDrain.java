package factory;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of a plant and turns Ctrl-C and SIGTERM into an orderly one.
 *
 * <p>A JVM ended by a signal exits with 130 or 143 whatever its hooks did, unless one of them halts
 * it; this one does, with the plant's own code. It must be the only hook with a say: Pekko's own
 * are switched off in {@code application.conf}. Until the plant runs nothing is bought, and a
 * signal ends the process as the JVM does it.
 */
final class SignalDrain {
  /** What the plant is given on top of its deadline to say that it is closed. */
  static final Duration MARGIN = Duration.ofMillis(500);

  private static final long REPORT_MILLIS = 300;

  private final Launcher.Running running;
  private final CompletableFuture<Integer> exitCode;
  private final Duration deadline;
  private final Thread caller = Thread.currentThread();

  private SignalDrain(Launcher.Running running, Duration deadline) {
    this.running = running;
    this.exitCode = running.exitCode().toCompletableFuture();
    this.deadline = deadline;
  }

  /**
   * Blocks until the plant is closed. After a signal this does not matter any more: the process
   * ends with the plant's code, or with {@link ExitCode#DEADLINE}.
   *
   * @param deadline how long the plant may take from a signal to its end
   * @return the plant's exit code
   * @throws CompletionException if the plant failed
   */
  static int await(Launcher.Running running, Duration deadline) {
    SignalDrain drain = new SignalDrain(running, deadline);
    Thread hook = new Thread(drain::onSignal, "signal-drain");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      drain.onSignal(); // the signal came while the plant was being started
    }
    try {
      return drain.exitCode.join();
    } finally {
      remove(hook);
    }
  }

  /** Writes out what the log still holds. */
  static void flushLogs() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  private void onSignal() {
    running.stop();
    int code = waitForEnd();
    flushLogs();
    Runtime.getRuntime().halt(code);
  }

  private int waitForEnd() {
    try {
      return exitCode.get(deadline.plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return ExitCode.DEADLINE.code();
    } catch (ExecutionException e) {
      letCallerReport();
      return ExitCode.UNEXPECTED.code();
    } catch (InterruptedException e) {
      return ExitCode.UNEXPECTED.code();
    }
  }

  /**
   * The failure is also thrown by {@link #await}, whose caller says so; it should not be cut off.
   */
  private void letCallerReport() {
    try {
      caller.join(REPORT_MILLIS);
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
