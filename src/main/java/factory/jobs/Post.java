package factory.jobs;

/** Where one stage worker works: what comes in, what goes out, and since when. */
final class Post {
  private final Inlet inlet = new Inlet();
  private final Outlet outlet;
  private final long begun = System.nanoTime();
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

  void ended() {
    ended = Math.max(1, System.nanoTime() - begun);
  }

  boolean hasEnded() {
    return ended != 0;
  }

  /** How long it has worked, or did, in nanoseconds. */
  long nanos() {
    return ended == 0 ? Math.max(1, System.nanoTime() - begun) : ended;
  }
}
