package factory.operations;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether a department has stopped reporting, by how often it did of late. */
final class Silence {
  /** A department is silent after this time, and after so many of its usual intervals. */
  static final Duration SILENT = Duration.ofSeconds(10);

  /** The same before it is known how often it reports. */
  private static final Duration SILENT_AT_FIRST = Duration.ofMinutes(1);

  private static final int INTERVALS = 10;

  /** A report is overdue after this time, and after so many usual intervals. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private static final int OVERDUE = 2;

  /** The usual interval is the median of so many: one that was long does not make all long. */
  private static final int REMEMBERED = 9;

  private final String key;
  private final String actor;
  private final Duration[] last = new Duration[REMEMBERED];
  private int count;
  private @Nullable Duration previous;

  Silence(String key, String actor) {
    this.key = key;
    this.actor = actor;
  }

  /**
   * Raises or clears the alarm.
   *
   * @param report when it reported last; null if it need not, or never has
   */
  void look(@Nullable Duration report, Alarms alarms, Duration now) {
    if (report != null && previous != null && report.compareTo(previous) > 0) {
      last[count++ % REMEMBERED] = report.minus(previous);
    }
    previous = report;
    Duration silent = report == null ? Duration.ZERO : now.minus(report);
    Duration most = count == 0 ? SILENT_AT_FIRST : SILENT;
    if (silent.compareTo(most) > 0 && silent.compareTo(usual().multipliedBy(INTERVALS)) > 0) {
      alarms.raise(
          "silent/" + key,
          actor,
          "has not reported for "
              + Text.span(silent)
              + "; a thread dump (jstack) shows where it is",
          now);
    } else {
      alarms.clear("silent/" + key, now);
    }
  }

  /**
   * For how long it has not reported as of the last {@link #look}; null if it need not yet. Sooner
   * than the alarm, for one.
   */
  @Nullable Duration overdue(Duration now) {
    if (previous == null || count == 0) {
      return null;
    }
    Duration silent = now.minus(previous);
    return silent.compareTo(usual().multipliedBy(OVERDUE)) > 0 && silent.compareTo(LATE) > 0
        ? silent
        : null;
  }

  private Duration usual() {
    int known = Math.min(count, REMEMBERED);
    if (known == 0) {
      return Duration.ZERO;
    }
    Duration[] sorted = Arrays.copyOf(last, known);
    Arrays.sort(sorted);
    return sorted[known / 2];
  }
}
