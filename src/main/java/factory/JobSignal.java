package factory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Lets Ctrl-C and SIGTERM end the job of a command, which then says what is done. The process exits
 * with Java's own code for the signal, 130 or 143.
 */
final class JobSignal implements AutoCloseable {
  /** What is printed first once a signal has ended a job. */
  static final String ENDED = "ended by Ctrl-C or SIGTERM";

  /** Workers that do not heed their interrupt are waited for, and a terminal is given back. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Thread caller = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onSignal, "job-signal");
  private volatile boolean came;
  private boolean opened; // guarded by this

  JobSignal() {}

  /**
   * Runs a job on this thread, which a signal interrupts once the job has {@link #open opened} what
   * it needs.
   *
   * @param done says what is done, if a signal ended the job
   * @return what the job returns
   */
  static int run(ToIntFunction<JobSignal> job, Runnable done) {
    try (JobSignal signal = new JobSignal()) {
      signal.watch();
      return signal.runJob(job, done);
    }
  }

  int runJob(ToIntFunction<JobSignal> job, Runnable done) {
    try {
      return job.applyAsInt(this);
    } catch (RuntimeException e) {
      if (!came) {
        throw e;
      }
      boolean unused = Thread.interrupted(); // it has done its work; what follows may wait
      done.run();
      return ExitCode.UNEXPECTED.code();
    }
  }

  /** What a job runs on; an actor system breaks in pieces if it is interrupted while it starts. */
  <P> P open(Supplier<P> opening) {
    P open = opening.get();
    synchronized (this) {
      opened = true;
      if (came) {
        caller.interrupt();
      }
    }
    return open;
  }

  private void watch() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      interrupt(); // a signal has come already
    }
  }

  /** As a signal does. */
  synchronized void interrupt() {
    came = true;
    if (opened) {
      caller.interrupt();
    }
  }

  private void onSignal() {
    interrupt();
    try {
      boolean unused = over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // a signal has come; the process ends with its code
    }
  }
}
