package factory.operations;

import org.HdrHistogram.Histogram;

/**
 * How long something took, over the last minute.
 *
 * @param count how many were measured; 0: the others say nothing
 * @param p50 half took at most this, in seconds
 * @param p90 likewise
 * @param p99 likewise
 * @param max the longest, in seconds
 */
public record Percentiles(long count, double p50, double p90, double p99, double max) {
  /** Where nothing was measured. */
  public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0);

  static Percentiles of(Histogram micros) {
    return micros.getTotalCount() == 0
        ? NONE
        : new Percentiles(
            micros.getTotalCount(),
            micros.getValueAtPercentile(50) / 1e6,
            micros.getValueAtPercentile(90) / 1e6,
            micros.getValueAtPercentile(99) / 1e6,
            micros.getMaxValue() / 1e6);
  }
}
