package factory.verification;

import java.util.List;
import java.util.Map;

/**
 * What a recount has found.
 *
 * @param name of the destination
 * @param first number of the first shipment that is there; 0 if none is
 * @param newest number of the last shipment, there or taken away
 * @param shipments how many are there
 * @param products in them
 * @param materials in those products
 * @param scrap records in the scrap by reason
 * @param partitions by name
 * @param problems the first, in words
 * @param problemCount how many in all; 0: each position has exactly one fate
 */
public record Verdict(
    String name,
    long first,
    long newest,
    long shipments,
    long products,
    long materials,
    Map<String, Long> scrap,
    Map<String, Partition> partitions,
    List<String> problems,
    long problemCount) {

  /**
   * What is known of one partition.
   *
   * @param done positions that are shipped or scrapped
   * @param last the highest of them; -1 if there is none
   * @param open positions below it that are neither
   * @param firstOpen the lowest of those; -1 if there is none
   */
  public record Partition(long done, long last, long open, long firstOpen) {}

  /** Whether nothing is wrong. */
  public boolean holds() {
    return problemCount == 0;
  }
}
