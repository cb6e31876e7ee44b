package factory.jobs;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;

/**
 * What an array job came to.
 *
 * @param byRange each range's result, in the order of the array
 * @param missing the ranges that have none, each with what was thrown; empty unless this comes from
 *     {@link RangesMissing}
 * @param cpu the use of the cores while it ran
 */
public record ArrayResult<R>(Map<Range, R> byRange, Map<Range, Throwable> missing, CpuSeries cpu) {
  static final Comparator<Range> ORDER = Comparator.comparingInt(Range::index);

  /** Nobody can change it. */
  public ArrayResult {
    byRange = Collections.unmodifiableMap(byRange);
    missing = Collections.unmodifiableMap(missing);
  }

  /** The results, in the order of the array. */
  public Collection<R> values() {
    return byRange.values();
  }
}
