package factory.verification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read back of products and scrap; only what can be recounted. */
final class Goods {
  private Goods() {}

  /**
   * A product.
   *
   * @param id partition and offset of its first material, joined by a colon
   */
  record Product(String id, String pclass, long materials, long revision) {}

  /**
   * A scrap entry.
   *
   * @param positions all records of a parked pid; null where the entry stands for one record
   */
  record Scrap(
      String reason,
      String partition,
      long offset,
      long materials,
      @Nullable List<Run> positions) {}

  /** Neighbouring offsets of a partition, from the first to the last. */
  record Run(String partition, long first, long last) {}
}
