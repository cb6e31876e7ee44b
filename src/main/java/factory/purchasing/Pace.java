package factory.purchasing;

/**
 * Says when the next lot may be bought, so that {@code source.rate} holds.
 *
 * <p>The next lot is due when the records bought so far have taken their time. A timer that fires
 * late is made up for, up to a second of it, so that the long-run average does not drift; what the
 * source or the factory lost is not, beyond 20 ms worth. It is made up for in small steps: each 10
 * ms, or whenever the timer fires after that, at most 20 ms worth of records are bought, or one
 * lot, and for a late timer as much again at most.
 */
final class Pace {
  private static final long BURST = 20_000_000;
  private static final long WINDOW = 10_000_000;
  private static final long MOST_LATE = 1_000_000_000;

  private final double nanosPerRecord;
  private boolean begun;
  private long due;
  private long windowBegan;
  private long inWindow;
  private double mostInWindow;

  /** Whether the pace has let the next lot go, so that further delay is not its own. */
  private boolean released;

  private long late;

  /** A pace of {@code rate} records per second, more than zero. */
  Pace(double rate) {
    nanosPerRecord = 1e9 / rate;
  }

  /** How long to wait before the next lot is taken, in nanoseconds; 0 if it may be taken now. */
  long pause(long now) {
    if (!begun) {
      begun = true;
      due = now;
      windowBegan = now;
      mostInWindow = BURST / nanosPerRecord;
    }
    if (now - due < 0) {
      return due - now;
    }
    if (now - windowBegan >= WINDOW) {
      mostInWindow = (BURST + Math.min(BURST, now - windowBegan)) / nanosPerRecord;
      windowBegan = now;
      inWindow = 0;
    }
    if (inWindow > 0 && inWindow >= mostInWindow) {
      return windowBegan + WINDOW - now;
    }
    if (!released) {
      released = true;
      late = Math.min(now - due, MOST_LATE);
    }
    return 0;
  }

  /** So many records were taken. */
  void bought(int records, long now) {
    long forgiven = Math.max(BURST, late);
    if (now - due > forgiven) {
      due = now - forgiven;
    }
    due += Math.round(records * nanosPerRecord);
    inWindow += records;
    released = false;
  }
}
