package factory.production;

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
   * Whether it was told the watermark and has not come to it; set by the director, cleared by the
   * worker, so that no second one is sent before that.
   */
  volatile boolean underWay;

  Visit(Contractor owner) {
    super(owner);
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
