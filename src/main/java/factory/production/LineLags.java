package factory.production;

import factory.goods.LineLag;

/**
 * What the lines' time is by the factory's clock, for moments not long ago: how long products take
 * is measured by that, and a line's time stands still whenever the Buyer does.
 *
 * <p>Of lags that differ by less than a millisecond the later one is kept, so that what was bought
 * between them seems to have taken that much longer. Those kept cover two seconds of standing still
 * at least; of what was bought before them the time is short by what is not kept.
 */
final class LineLags {
  static final int MOST = 4_096;
  private static final long STEP_NANOS = 1_000_000;

  private final LineLag[] lags = new LineLag[MOST];
  private LineLag last = LineLag.NONE;

  /** How many there were; the last one is at the place before. */
  private long count;

  /** As a batch came with it. */
  void note(LineLag lag) {
    if (lag.equals(last)) {
      return;
    }
    last = lag;
    boolean isNear = count > 1 && lag.nanos() - at(count - 2).nanos() < STEP_NANOS;
    lags[(int) ((isNear ? count - 1 : count++) % MOST)] = lag;
  }

  /** The factory clock's nanoseconds at this moment of the line's. */
  long byTheClock(long lineTime) {
    long first = Math.max(0, count - MOST);
    for (long i = count - 1; i > first; i--) {
      if (at(i).since() - lineTime < 0) {
        return lineTime + at(i).nanos();
      }
    }
    boolean before = first == 0 && (count == 0 || at(0).since() - lineTime >= 0);
    return lineTime + (before ? 0 : at(first).nanos());
  }

  private LineLag at(long index) {
    return lags[(int) (index % MOST)];
  }
}
