package factory.purchasing;

import factory.goods.FactoryClock;
import factory.goods.Lot;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.production.Director;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Buys materials from a supplier: a stream of lots that ends at a {@link ShardRouter}.
 *
 * <p>The supplier is read on Pekko's thread dispatcher for blocking work, one read at a time. At
 * most {@link Purchases#AHEAD} lots are read ahead of demand; one where it cannot be read again;
 * they count as bought only when the router takes them.
 */
public final class Buyer {
  /** Most records in one lot: each passes through the stream's machinery, whatever it holds. */
  static final int LARGEST_LOT = 8192;

  /** Most where a rate is kept, or where what is read ahead cannot be read again. */
  static final int SMALL_LOT = 1024;

  private Buyer() {}

  /**
   * Buys everything that {@code supplier} has, from its beginning, and sends it down the lines.
   *
   * @param skips which records an earlier run has dealt with
   * @param directors one for each line, in the order of the workshops
   * @param clock the clock that also drives {@code materializer}'s scheduler
   */
  public static Running start(
      Supplier supplier,
      LineSettings settings,
      Skips skips,
      List<ActorRef<Director.Command>> directors,
      FactoryClock clock,
      ActorRef<Ops.Purchased> ops,
      Materializer materializer) {
    Progress progress = new Progress(supplier.bounded());
    return Source.fromGraph(
            new Purchases(
                supplier,
                lotSize(settings.rate(), supplier.replayable()),
                progress,
                settings.event()))
        .runWith(ShardRouter.sink(settings, skips, directors, clock, ops, progress), materializer);
  }

  /**
   * The lots of {@code supplier} in order; fails with what {@link Supplier#open} or {@link
   * Supplier.Reader#read} throws. Cancelling does not wait for a read that is under way; the reader
   * is closed when that returns.
   *
   * @param lotSize most records in one lot; at least 1
   */
  public static Source<Lot, NotUsed> purchases(Supplier supplier, int lotSize) {
    return purchases(supplier, lotSize, new Progress(supplier.bounded()));
  }

  /** As {@link #purchases(Supplier, int)}; {@code progress} is told how far the reader is. */
  static Source<Lot, NotUsed> purchases(Supplier supplier, int lotSize, Progress progress) {
    return Source.fromGraph(new Purchases(supplier, lotSize, progress, null));
  }

  /**
   * The lot size for a rate in records per second: a hundredth of it, between 1 and {@value
   * #SMALL_LOT}, so that a slow rate is smooth. Without one, {@value #LARGEST_LOT} of a source that
   * can be read again.
   */
  public static int lotSize(double rate, boolean replayable) {
    return rate == Double.POSITIVE_INFINITY && replayable
        ? LARGEST_LOT
        : (int) Math.max(1, Math.min(SMALL_LOT, Math.ceil(rate / 100)));
  }

  /**
   * Says which records were shipped or scrapped by an earlier run. Asked for each record, by one
   * thread at a time.
   */
  @FunctionalInterface
  public interface Skips {
    /** None were. */
    Skips NONE = (partition, offset) -> false;

    /** Whether the record at this position needs nothing more. */
    boolean isDone(int partition, long offset);

    /** Whether there is nothing that earlier runs have dealt with, so that none need be asked. */
    default boolean isEmpty() {
      return this == NONE;
    }

    /**
     * How many records need not be read again by now, each partition counted up to its first open
     * one; -1 where that is not kept.
     */
    default long settled() {
      return -1;
    }

    /**
     * Workers are closed (limit) so that a restart reads no more records again than about this;
     * {@code Long.MAX_VALUE} for no such limit.
     */
    default long closeBeyond() {
      return Long.MAX_VALUE;
    }
  }

  /** A purchase under way. All methods may be called by any thread, also after the end. */
  public interface Running {
    /**
     * Stops buying at once. Batches that were not sent stay behind and are counted as {@link
     * PurchaseStock#held}. Does not wait for a supplier that is being read.
     */
    void stop();

    /**
     * Buys nothing more and sends what is bought as credit comes; behind it each director is told
     * {@link Director.LastCall}. For a source that cannot be read again. {@link #stop} may follow.
     */
    void sellOff();

    /** Completes, never exceptionally, when nothing more will be bought or sent. */
    CompletionStage<Ended> finished();

    /** The stock, counted as soon as the router has dealt with all that it was told before. */
    CompletionStage<PurchaseStock> stock();

    /** The most that was ever in flight on this line, as of the last stock. */
    InFlight mostInFlight(int workshop);

    /** Records sent on this line since the start; as of the last stock. */
    long sent(int workshop);
  }

  /**
   * What is in flight on a line: sent, and the credit for it not yet returned.
   *
   * @param places taken of the line: as many as records, unless some are large
   * @param window the places that the line had then
   */
  public record InFlight(int places, int window) {
    /** On a line that has not carried anything. */
    public static final InFlight NOTHING = new InFlight(0, 0);
  }

  /**
   * How a purchase ended.
   *
   * @param stock the final stock
   * @param failure why the source could not be read on
   * @param endOfInput whether the source was read to its end and all of it was sent
   */
  public record Ended(PurchaseStock stock, Optional<Throwable> failure, boolean endOfInput) {}

  /** How far a source is taken, and what its reader waits for; read by the router. */
  static final class Progress {
    private final boolean bounded;
    private volatile double read = Double.NaN;
    private volatile long passed;
    private volatile List<String> idle = List.of();
    private volatile List<String> heldBack = List.of();

    Progress(boolean bounded) {
      this.bounded = bounded;
    }

    boolean bounded() {
      return bounded;
    }

    double read() {
      return read;
    }

    /** Records that the reader has passed over, as done by an earlier run. */
    long passed() {
      return passed;
    }

    /** The partitions that event time goes on without. */
    List<String> idle() {
      return idle;
    }

    /** The partitions that are not read for being too far ahead of others, and how far they are. */
    List<String> heldBack() {
      return heldBack;
    }

    void logs(List<String> idle, List<String> heldBack) {
      this.idle = idle;
      this.heldBack = heldBack;
    }

    void read(double read, long passed) {
      this.read = read;
      this.passed = passed;
    }
  }
}
