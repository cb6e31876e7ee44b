package factory.operations;

import java.time.Duration;

/**
 * What an Inspector found at one worker.
 *
 * @param kind what is remarkable
 * @param workshop where
 * @param pid whose worker, as written
 * @param materials materials in its assembly
 * @param bytes estimated bytes of its assembly
 * @param age since it was hired
 */
public record Finding(
    Kind kind, int workshop, String pid, long materials, long bytes, Duration age) {
  /** What is remarkable about a worker. */
  public enum Kind {
    /** Its assembly is larger than {@code inspector.oversized}. */
    OVERSIZED,
    /** It has been hired for longer than {@code inspector.overdue}. */
    OVERDUE,
    /** Its pid is parked. */
    PARKED,
    /** It got more than {@code inspector.hot} of its workshop's materials since it was hired. */
    HOT
  }
}
