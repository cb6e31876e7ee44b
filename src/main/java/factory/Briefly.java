package factory;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/**
 * Does at the end of a run what may never come back: whoever writes to a pipe that nobody reads
 * waits for ever, and the end of the process must not.
 */
final class Briefly {
  /** How long it is waited for. */
  static final Duration PATIENCE = Duration.ofMillis(300);

  private Briefly() {}

  /** Runs it on a thread of its own and waits for its end, or {@link #PATIENCE}. */
  static void run(String name, Runnable action) {
    Thread thread = new Thread(action, name);
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs it on a thread of its own.
   *
   * @return completes when it is over, whichever way
   */
  static CompletableFuture<Void> begin(String name, Runnable action) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } finally {
                over.complete(null);
              }
            },
            name);
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (
        OutOfMemoryError e) { // there is no room for one more; what else is to be done may go on
      LoggerFactory.getLogger(Briefly.class).warn("{}: not begun, {}", name, e.toString());
      over.complete(null);
    }
    return over;
  }

  /** Writes out what the log still holds. */
  static void flushLogs() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      run("log-flush", context::stop);
    }
  }
}
