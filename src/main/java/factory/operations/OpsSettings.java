package factory.operations;

import java.time.Duration;

/**
 * How the plant is watched; the tree under {@code factory.operations}.
 *
 * @param every how often the console is drawn and the departments report; more than zero
 * @param console what is drawn
 * @param lineFull a line that stands full for longer than this raises an alarm
 * @param noProduct no product for longer than this, while materials are open, raises an alarm; zero
 *     for never
 * @param replay more records than this that a restart would read again raise an alarm
 */
public record OpsSettings(
    Duration every, Console console, Duration lineFull, Duration noProduct, long replay) {
  /** What a restart may read again by default. */
  private static final long REPLAY = 10_000_000;

  /** With the usual alarm for what a restart would read again. */
  public OpsSettings(Duration every, Console console, Duration lineFull, Duration noProduct) {
    this(every, console, lineFull, noProduct, REPLAY);
  }

  /** What the console shows. */
  public enum Console {
    /** A live table on a terminal, lines elsewhere. */
    AUTO,
    /** A live table. */
    TABLE,
    /** A log line each time. */
    LINES,
    /** Nothing but the account at the end. */
    OFF
  }
}
