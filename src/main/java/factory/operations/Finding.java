package factory.operations;

import java.time.Duration;

/**
 * What an Inspector found at one worker.
 *
 * @param kind what is remarkable
 * @param workshop where
 * @param pid whose worker, as written
 * @param materials materials in its assembly; of a hot one those that it got since it was hired
 * @param bytes estimated bytes of its assembly; 0 of a hot one
 * @param age since it was hired
 * @param again whether the same was reported of this worker before
 */
public record Finding(
    Kind kind, int workshop, String pid, long materials, long bytes, Duration age, boolean again) {
  /** One that was not reported before. */
  public Finding(Kind kind, int workshop, String pid, long materials, long bytes, Duration age) {
    this(kind, workshop, pid, materials, bytes, age, false);
  }

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
