package factory.purchasing;

import factory.goods.Lot;
import factory.goods.Scrap;
import factory.operations.PurchaseStock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was bought so far: it counts, leaves out what an earlier run has dealt with, and says when
 * more may be bought.
 */
final class Intake {
  private final Buyer.Skips skips;
  private final boolean nothingDone;
  private final Buyer.Progress progress;

  /** Null where the rate is unlimited. */
  private final @Nullable Pace pace;

  private final ReplayDistance replay;
  private long bought;
  private long skipped;

  /**
   * Nothing was bought yet.
   *
   * @param rate in records/s, or infinity
   * @param progress what the Buyer writes
   */
  Intake(Buyer.Skips skips, double rate, Buyer.Progress progress) {
    this.skips = skips;
    this.nothingDone = skips.isEmpty();
    this.progress = progress;
    this.pace = rate == Double.POSITIVE_INFINITY ? null : new Pace(rate);
    this.replay = new ReplayDistance(skips);
  }

  /** Takes a lot in, and returns what of it is still to be done. */
  Lot take(Lot fresh, long now) {
    Lot wanted = nothingDone ? fresh : withoutDone(fresh);
    bought += wanted.size();
    skipped += fresh.size() - wanted.size();
    if (pace != null) {
      pace.bought(wanted.size(), now);
    }
    return wanted;
  }

  private Lot withoutDone(Lot fresh) {
    int kept = 0;
    for (int i = 0; i < fresh.count(); i++) {
      if (!skips.isDone(fresh.partition(i), fresh.offset(i))) {
        fresh.move(i, kept++);
      }
    }
    if (kept == fresh.count() && fresh.scrap().isEmpty()) {
      return fresh;
    }
    List<Scrap> scrap = new ArrayList<>(fresh.scrap());
    scrap.removeIf(record -> skips.isDone(record.partition(), record.offset()));
    return fresh.with(kept, scrap, fresh.watermark());
  }

  /** How long, in nanoseconds, before the next lot may be bought. */
  long pause(long now) {
    return pace == null ? 0 : pace.pause(now);
  }

  /**
   * Workers that were hired before this moment are to be closed, so that a restart does not read
   * too much again; {@code Long.MIN_VALUE} for none.
   */
  long closeHiredBefore(long now) {
    return replay.closeHiredBefore(read(), now);
  }

  /** Records read or passed over, in this run and before. */
  private long read() {
    return bought + skipped + progress.passed();
  }

  /** The stock; {@code held} is what was bought and not sent. */
  PurchaseStock stock(long held, boolean finished) {
    return new PurchaseStock(
        bought,
        skipped + progress.passed(),
        held,
        progress.read(),
        progress.bounded(),
        finished,
        replay.records(read()),
        progress.idle(),
        progress.heldBack());
  }
}
