package factory.purchasing;

import factory.custody.Ledger;
import java.util.Arrays;

/**
 * What this run need not do again, by the ledger of the runs before it, and how much the next one
 * would have to: all that is read and lies behind the first open record of its partition.
 */
public final class Resumption implements Buyer.Skips {
  private final Ledger ledger;

  /** Highest offset done by partition: most records of a run lie behind it. */
  private final long[] last;

  private final long closeBeyond;

  /**
   * What the ledger says.
   *
   * @param ledger of earlier runs; it does not change any more, but for what its copies share
   * @param closeBeyond see {@link #closeBeyond}
   */
  public Resumption(Ledger ledger, long closeBeyond) {
    this.ledger = ledger;
    this.closeBeyond = closeBeyond;
    this.last = new long[ledger.partitions().size()];
    for (int i = 0; i < last.length; i++) {
      last[i] = ledger.last(i);
    }
  }

  @Override
  public boolean isDone(int partition, long offset) {
    return offset <= last[partition] && ledger.isDone(partition, offset);
  }

  @Override
  public boolean isEmpty() {
    return Arrays.stream(last).allMatch(offset -> offset < 0);
  }

  @Override
  public long settled() {
    return ledger.settled();
  }

  @Override
  public long closeBeyond() {
    return closeBeyond;
  }
}
