package factory.jobs;

/** How long somebody has waited in all, with the wait that is not over; guarded by its owner. */
final class Stopwatch {
  private long total;
  private long since;
  private boolean running;

  void start() {
    since = System.nanoTime();
    running = true;
  }

  void stop() {
    total = nanos();
    running = false;
  }

  long nanos() {
    return running ? total + System.nanoTime() - since : total;
  }
}
