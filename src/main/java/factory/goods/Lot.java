package factory.goods;

import java.util.List;

/**
 * Records as a source hands them over, in source order, before they are sorted to the lines.
 *
 * @param materials the good ones; owned by the receiver
 * @param count how many of {@code materials} are used, from the first on
 * @param scrap the bad ones
 */
public record Lot(Material[] materials, int count, List<Scrap> scrap) {
  /** How many records, good and bad. */
  public int size() {
    return count + scrap.size();
  }
}
