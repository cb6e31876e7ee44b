package factory.transportation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by product class, for a reader: once {@link #LIMIT} classes are known, others are counted
 * together.
 *
 * <p>A class may come from a field of the user's data, so their number has no bound of its own.
 */
final class ClassCounts {
  /** Most classes that are counted one by one. */
  static final int LIMIT = 1_000;

  /** All other classes. */
  static final String OTHER = "(other)";

  private final Map<String, Long> counts = new LinkedHashMap<>();

  void add(Map<String, Long> more) {
    more.forEach(
        (pclass, count) -> {
          boolean shown = counts.size() < LIMIT || counts.containsKey(pclass);
          counts.merge(shown ? pclass : OTHER, count, Long::sum);
        });
  }

  Map<String, Long> copy() {
    return Map.copyOf(counts);
  }

  static Map<String, Long> bounded(Map<String, Long> counts) {
    ClassCounts bounded = new ClassCounts();
    bounded.add(counts);
    return bounded.copy();
  }
}
