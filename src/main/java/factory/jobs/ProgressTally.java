package factory.jobs;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Counts what a run has done, and tells it a few times a second. */
final class ProgressTally {
  private static final long EVERY_NANOS = 100_000_000;

  private final OptionalLong total;
  private final long begun = System.nanoTime();
  private Consumer<Progress> listener;
  private long told = begun;
  private long done;
  private long failed;
  private long retries;

  ProgressTally(OptionalLong total, Consumer<Progress> listener) {
    this.total = total;
    this.listener = listener;
  }

  void done() {
    done++;
  }

  void failed() {
    failed++;
  }

  void retried() {
    retries++;
  }

  void tell() {
    if (System.nanoTime() - told >= EVERY_NANOS) {
      tellLast();
    }
  }

  void tellLast() {
    told = System.nanoTime();
    try {
      listener.accept(new Progress(done, failed, retries, total, Duration.ofNanos(told - begun)));
    } catch (RuntimeException e) {
      // Who only looks on must not disturb the work; it is not asked again.
      listener = progress -> {};
      LoggerFactory.getLogger(ProgressTally.class).warn("what shows progress failed", e);
    }
  }
}
