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

  /** The machine's monotonic clock, which is also what Pekko's scheduler runs on. */
  static FactoryClock system() {
    return System::nanoTime;
  }
}
