package factory.operations.web;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which names out of the data have a series of their own: whoever had one keeps it, and what is
 * left goes to the most frequent. All others are one, from the beginning.
 *
 * <p>If the most frequent were chosen anew each time, a name would be gone and come back with what
 * it had all along, and what all others have would fall: Prometheus takes a counter that falls for
 * one that began anew, and a rate over it for a leap.
 */
final class ShownNames {
  private final int most;
  private final Set<String> shown = new HashSet<>();

  /**
   * None is shown yet.
   *
   * @param most how many there are besides {@link Json#OTHERS}
   */
  ShownNames(int most) {
    this.most = most;
  }

  /**
   * The count of each that is shown from now on, by name.
   *
   * @param sum of all, also of those that are not in {@code counts}
   */
  Map<String, Long> of(Map<String, Long> counts, long sum) {
    counts.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Json.OTHERS) && !shown.contains(entry.getKey()))
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most - shown.size())
        .forEach(entry -> shown.add(entry.getKey()));
    Map<String, Long> all = new TreeMap<>();
    long rest = sum;
    for (String name : shown) {
      long count = counts.getOrDefault(name, 0L);
      all.put(name, count);
      rest -= count;
    }
    all.put(Json.OTHERS, Math.max(0, rest));
    return all;
  }
}
