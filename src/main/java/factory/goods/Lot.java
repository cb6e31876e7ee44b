package factory.goods;

import java.util.List;

/**
 * Records as a source hands them over, in source order, before they are sorted to the lines.
 *
 * @param materials the good ones; owned by the receiver
 * @param count how many of {@code materials} are used, from the first on
 * @param scrap the bad ones
 * @param watermark in event time: no record that is in time will come with a time before this; set
 *     by the Buyer, {@link #NO_WATERMARK} as long as nothing can be said and on the machine's clock
 */
public record Lot(Material[] materials, int count, List<Scrap> scrap, long watermark) {
  /** Nothing can be said: every time is still to come. */
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  /** A lot of which nothing is said about event time. */
  public Lot(Material[] materials, int count, List<Scrap> scrap) {
    this(materials, count, scrap, NO_WATERMARK);
  }

  /** How many records, good and bad. */
  public int size() {
    return count + scrap.size();
  }
}
