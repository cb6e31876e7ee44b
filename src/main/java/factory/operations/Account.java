package factory.operations;

import factory.goods.Scrap;
import java.util.List;
import java.util.Map;

/**
 * The custody account: {@code bought = shipped + scrapped + open}, each counted where it is.
 *
 * @param purchases the Buyer's stock
 * @param workshops one stock for each workshop
 * @param transport the transportation department's stock
 */
public record Account(
    PurchaseStock purchases, List<WorkshopStock> workshops, TransportStock transport) {
  /** Records bought. */
  public long bought() {
    return purchases.bought();
  }

  /** Materials shipped in products. */
  public long shipped() {
    return transport.shippedMaterials();
  }

  /** Records scrapped. */
  public long scrapped() {
    return transport.scrappedTotal();
  }

  /** Records scrapped by reason. */
  public Map<Scrap.Reason, Long> scrappedByReason() {
    return transport.scrapped();
  }

  /**
   * Records that a restart would read again: what the Buyer has said last, which is stale once
   * nothing is bought any more; but none where nothing is open.
   */
  public long replay() {
    return open() == 0 ? 0 : purchases.replay();
  }

  /** Records that have no fate yet, as counted in each department. */
  public long open() {
    return purchases.held()
        + workshops.stream().mapToLong(WorkshopStock::open).sum()
        + transport.open();
  }

  /**
   * What was bought and is nowhere to be found; 0 when the account balances. Only exact when
   * nothing moves.
   */
  public long missing() {
    return bought() - shipped() - scrapped() - open();
  }

  /** Whether every record bought is shipped, scrapped or open. */
  public boolean balances() {
    return missing() == 0;
  }
}
