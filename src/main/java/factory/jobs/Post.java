package factory.jobs;

/**
 * Where one stage worker works: what comes in, what goes out, and since when its thread is there.
 */
final class Post {
  private final Inlet inlet = new Inlet();
  private final Outlet outlet;

  // In the nanoseconds of Java's clock; 0: not yet.
  private volatile long begun;
  private volatile long ended;

  Post(Outlet outlet) {
    this.outlet = outlet;
  }

  Inlet inlet() {
    return inlet;
  }

  Outlet outlet() {
    return outlet;
  }

  /** Its thread has come. */
  void begin() {
    begun = now();
  }

  /** Its thread has left, or never comes. */
  void end() {
    ended = now();
  }

  private static long now() {
    long nanos = System.nanoTime();
    return nanos == 0 ? 1 : nanos;
  }

  boolean hasBegun() {
    return begun != 0;
  }

  boolean hasEnded() {
    return ended != 0;
  }

  /** When its thread came. */
  long from() {
    return begun;
  }

  /** When its thread left; now, if it has not. */
  long to() {
    return ended == 0 ? now() : ended;
  }
}
