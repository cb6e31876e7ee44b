package factory.production;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a director knows of a worker in event time: how far it is, and when to look at it again. */
final class Visit extends Calendar.Entry {
  /** The latest time, see {@link EventClock#order}, among the materials of this hire. */
  long latest;

  /**
   * The first and the last time among them behind which there is such a gap that a product may be
   * over there, before the latest is; {@link Long#MAX_VALUE} and {@link Long#MIN_VALUE} for none.
   */
  long firstGap = Long.MAX_VALUE;

  long lastGap = Long.MIN_VALUE;

  /** The watermark that the worker was told last. */
  long told;

  /**
   * The watermark in the {@link Worker.Advance} that it was told last; null if there is a delivery
   * behind that.
   */
  @Nullable AtomicLong underWay;

  Visit(Contractor owner) {
    super(owner);
  }

  /**
   * Raises the watermark that the worker is told as long as it has not come to it, so that at most
   * one is under way behind a delivery however slow the worker is; false if there is none to raise.
   */
  boolean raise(long watermark) {
    AtomicLong last = underWay;
    return last != null && last.accumulateAndGet(watermark, Worker.Advance::raised) == watermark;
  }

  /** There is a gap behind this time. */
  void addGap(long time) {
    firstGap = Math.min(firstGap, time);
    lastGap = Math.max(lastGap, time);
  }

  void forgetGaps() {
    firstGap = Long.MAX_VALUE;
    lastGap = Long.MIN_VALUE;
  }

  boolean hasGaps() {
    return lastGap != Long.MIN_VALUE;
  }
}
