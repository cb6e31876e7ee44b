package factory.operations;

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
 */
public record PurchaseStock(
    long bought, long skipped, long held, double progress, boolean bounded, boolean finished) {
  /** Before anything is bought. */
  public static final PurchaseStock NONE = new PurchaseStock(0, 0, 0, Double.NaN, false, false);
}
