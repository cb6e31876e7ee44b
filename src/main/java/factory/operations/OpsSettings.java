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
 * @param more thresholds
 */
public record OpsSettings(
    Duration every,
    Console console,
    Duration lineFull,
    Duration noProduct,
    long replay,
    Thresholds more) {
  /** What a restart may read again by default. */
  private static final long REPLAY = 10_000_000;

  /** With the usual alarm for what a restart would read again. */
  public OpsSettings(Duration every, Console console, Duration lineFull, Duration noProduct) {
    this(every, console, lineFull, noProduct, REPLAY, Thresholds.USUAL);
  }

  /**
   * When alarms are raised; a time of zero is never.
   *
   * @param parked so many parked pids of a workshop at once
   * @param driverLate the driver is on his way with one shipment for longer
   * @param memory a workshop's open assemblies take this share of what they may
   * @param clockJump the machine's clock was set by so much or more
   * @param stoodStill the process stood still for so long or longer
   * @param bottleneck one stage holds the others up for longer
   */
  public record Thresholds(
      int parked,
      Duration driverLate,
      double memory,
      Duration clockJump,
      Duration stoodStill,
      Duration bottleneck) {
    /** As they are built in. */
    public static final Thresholds USUAL =
        new Thresholds(
            1,
            Duration.ofSeconds(30),
            0.9,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));
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
