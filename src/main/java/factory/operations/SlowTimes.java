package factory.operations;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** For how long each workshop has held the others up: of one after the other each has its own. */
final class SlowTimes {
  /** Of more workshops not each is named. */
  private static final int NAMED = 3;

  private final Map<Integer, Duration> since = new TreeMap<>();

  /** These workshops hold the others up by now, and nobody else. */
  void look(Set<Integer> workshops, Duration now) {
    since.keySet().retainAll(workshops);
    workshops.forEach(workshop -> since.putIfAbsent(workshop, now));
  }

  /** They do it in another way from now on. */
  void clear() {
    since.clear();
  }

  /** The times in words, unless all of them have been so since {@code start}. */
  String of(Duration start, Duration now) {
    if (since.values().stream().allMatch(start::equals)) {
      return "";
    } else if (since.size() > NAMED) {
      Duration shortest = now.minus(Collections.max(since.values()));
      return ", by each of these for " + Text.span(shortest) + " at least";
    } else if (since.size() == 1) {
      return ", by this one for " + Text.span(now.minus(since.values().iterator().next()));
    }
    return since.entrySet().stream()
        .map(e -> ", by workshop " + e.getKey() + " for " + Text.span(now.minus(e.getValue())))
        .collect(Collectors.joining());
  }
}
