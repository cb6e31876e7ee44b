package factory.production;

/** What a director knows of a worker in event time: how far it is, and when to look at it again. */
final class Visit extends Calendar.Entry {
  /** The latest time, see {@link EventClock#order}, among the materials of this hire. */
  long latest;

  /** Whether they may be of several products, so that one may be over before the latest is. */
  boolean scattered;

  /**
   * The earliest known time behind which there is such a gap that the product up to it may be over
   * before the latest is; {@code Long.MAX_VALUE} for none.
   */
  long beforeGap = Long.MAX_VALUE;

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
}
