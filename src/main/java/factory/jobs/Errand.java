package factory.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What an actor has a thread do, and can call off: the thread is interrupted while it is at it, and
 * never afterwards, when it does something else.
 */
final class Errand implements Runnable {
  private final Runnable work;
  private @Nullable Thread thread;
  private boolean off;

  Errand(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    enter();
    try {
      work.run();
    } finally {
      leave();
    }
  }

  /** Interrupts it, now or when it begins. */
  synchronized void callOff() {
    off = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void enter() {
    thread = Thread.currentThread();
    if (off) {
      thread.interrupt();
    }
  }

  private synchronized void leave() {
    thread = null;
    Thread.interrupted();
  }
}
