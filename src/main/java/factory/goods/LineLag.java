package factory.goods;

/**
 * How far the lines' time is behind the factory's clock: buying stood still for so long in all.
 *
 * @param since the lines' time from which on it is so, in nanoseconds
 * @param nanos how far
 */
public record LineLag(long since, long nanos) {
  /** Buying has never stood still. */
  public static final LineLag NONE = new LineLag(Long.MIN_VALUE / 2, 0);
}
