package factory.goods;

import java.util.List;

/**
 * Materials of one workshop on their way down its line, in source order.
 *
 * @param materials of pids of that workshop; not changed after sending
 * @param count how many of {@code materials} are used, from the first on
 * @param scrap bad records that travel with them
 * @param boughtAt the factory clock, in nanoseconds, when the last of them was bought
 * @param boughtUpTo the factory clock, in nanoseconds: all that was bought for this line until then
 *     is in this batch or was in one before it. An empty batch only says so.
 */
public record Batch(
    Material[] materials, int count, List<Scrap> scrap, long boughtAt, long boughtUpTo) {
  private static final Material[] NONE = {};

  /** A batch that only tells how far the line is. */
  public static Batch empty(long boughtUpTo) {
    return new Batch(NONE, 0, List.of(), boughtUpTo, boughtUpTo);
  }

  /** How many records, good and bad; that much credit it takes. */
  public int size() {
    return count + scrap.size();
  }
}
