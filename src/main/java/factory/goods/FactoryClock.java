package factory.goods;

/**
 * The one clock of a factory, the same that drives its scheduler.
 *
 * <p>Monotonic; only differences mean something. Tests drive it together with the scheduler's
 * manual time.
 */
@FunctionalInterface
public interface FactoryClock {
  /** Nanoseconds since some fixed moment. */
  long nanos();

  /**
   * What the calendar's clock of the machine says, in milliseconds; it may be set. Where there is
   * none it goes along with {@link #nanos}.
   */
  default long wallMillis() {
    return nanos() / 1_000_000;
  }

  /** The machine's monotonic clock, which is also what Pekko's scheduler runs on. */
  static FactoryClock system() {
    return new FactoryClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public long wallMillis() {
        return System.currentTimeMillis();
      }
    };
  }
}
