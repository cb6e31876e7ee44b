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
 * @param share of a hot one, its part of what its workshop got, 0 to 1: since it was hired, and
 *     once it was hot, of late; 0 of others
 * @param again whether the same was reported of this worker before
 */
public record Finding(
    Kind kind,
    int workshop,
    String pid,
    long materials,
    long bytes,
    Duration age,
    double share,
    boolean again) {
  /** One of a worker that is not hot, which was not reported before. */
  public Finding(Kind kind, int workshop, String pid, long materials, long bytes, Duration age) {
    this(kind, workshop, pid, materials, bytes, age, 0, false);
  }

  /** What is remarkable about a worker. */
  public enum Kind {
    /** Its assembly is larger than {@code inspector.oversized}. */
    OVERSIZED,
    /** It has been hired for longer than {@code inspector.overdue}. */
    OVERDUE,
    /** Its pid is parked. */
    PARKED,
    /** It gets more than {@code inspector.hot} of its workshop's materials. */
    HOT
  }
}
