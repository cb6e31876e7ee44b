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
 */
public record OpsSettings(Duration every, Console console, Duration lineFull, Duration noProduct) {
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
