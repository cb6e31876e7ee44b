package factory.operations;

import java.util.List;

/**
 * What the Buyer has bought and still holds.
 *
 * @param bought records bought in this run, good and bad
 * @param skipped records read again that were shipped or scrapped by an earlier run; not part of
 *     {@code bought}
 * @param held records bought and not yet on a line, counted where they wait
 * @param progress how much of a bounded source is read, 0 to 1; NaN where that is unknown
 * @param bounded whether the source has an end
 * @param finished whether it was read to its end
 * @param replay records that a restart would read again, from the first open one of each partition
 *     on; 0 where nothing is kept of what is done
 * @param idle the partitions that had nothing new for long, so that event time goes on without them
 * @param heldBack those that were not read for long for being too far ahead of others in event
 *     time, and how far they are
 */
public record PurchaseStock(
    long bought,
    long skipped,
    long held,
    double progress,
    boolean bounded,
    boolean finished,
    long replay,
    List<String> idle,
    List<String> heldBack) {
  public PurchaseStock {
    idle = List.copyOf(idle);
    heldBack = List.copyOf(heldBack);
  }

  /** Where event time waits for every partition. */
  public PurchaseStock(
      long bought,
      long skipped,
      long held,
      double progress,
      boolean bounded,
      boolean finished,
      long replay) {
    this(bought, skipped, held, progress, bounded, finished, replay, List.of(), List.of());
  }

  /** Where nothing would be read again. */
  public PurchaseStock(
      long bought, long skipped, long held, double progress, boolean bounded, boolean finished) {
    this(bought, skipped, held, progress, bounded, finished, 0);
  }

  /** Before anything is bought. */
  public static final PurchaseStock NONE = new PurchaseStock(0, 0, 0, Double.NaN, false, false);
}
