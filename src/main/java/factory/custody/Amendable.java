package factory.custody;

import factory.goods.Pid;
import factory.goods.Product;

/**
 * A product that is shipped and that late materials may still amend, or a revision of one.
 *
 * @param hash of its pid, see {@link Pid#hash}
 * @param pid as it is written
 * @param partition the name of the partition of its first material
 * @param offset of its first material; partition and offset are the product's id
 * @param first lowest event time of the materials of this revision
 * @param last highest event time
 * @param revision 0 for the product itself
 */
public record Amendable(
    long hash, String pid, String partition, long offset, long first, long last, int revision) {

  /**
   * A product, or a revision of one.
   *
   * @param partition the name of its partition
   */
  public static Amendable of(Product product, String partition) {
    return new Amendable(
        product.pid().hash(),
        product.pid().text(),
        partition,
        product.offset(),
        product.first(),
        product.last(),
        product.revision());
  }

  /** The product as far as this revision of it and another one reach. */
  public Amendable with(Amendable other) {
    return new Amendable(
        hash,
        pid,
        partition,
        offset,
        Math.min(first, other.first),
        Math.max(last, other.last),
        Math.max(revision, other.revision));
  }

  /** Whether it is a product of this pid. */
  public boolean isOf(Pid other) {
    return hash == other.hash() && pid.equals(other.text());
  }

  /** Estimated bytes, in memory and on disk alike. */
  public long weight() {
    return 160L + pid.length() + partition.length();
  }
}
