package factory.operations;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, over the last minute: six histograms of ten seconds each, of which the
 * oldest is begun anew; and one of all there was. Two digits of each figure are kept, from a
 * microsecond to a day.
 */
final class LastMinute {
  private static final int PARTS = 6;
  private static final Duration PART = Duration.ofSeconds(10);
  private static final long LONGEST = Duration.ofDays(1).toSeconds() * 1_000_000;

  private final Histogram[] parts = new Histogram[PARTS];
  private final Histogram all = new Histogram(LONGEST, 2);
  private int current;
  private @Nullable Duration begun;

  LastMinute() {
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Histogram(LONGEST, 2);
    }
  }

  /** So many took so long. */
  void add(Duration took, long count, Duration now) {
    turn(now);
    long micros = Math.max(0, Math.min(LONGEST, took.toNanos() / 1_000));
    parts[current].recordValueWithCount(micros, count);
    all.recordValueWithCount(micros, count);
  }

  /** Since the beginning. */
  Percentiles ever() {
    return Percentiles.of(all);
  }

  Percentiles percentiles(Duration now) {
    turn(now);
    Histogram minute = new Histogram(LONGEST, 2);
    for (Histogram part : parts) {
      minute.add(part);
    }
    return Percentiles.of(minute);
  }

  private void turn(Duration now) {
    Duration since = begun;
    if (since == null) {
      begun = now;
      return;
    }
    long over = Math.min(PARTS, now.minus(since).dividedBy(PART));
    for (long i = 0; i < over; i++) {
      current = (current + 1) % PARTS;
      parts[current].reset();
    }
    if (over > 0) {
      begun = now;
    }
  }
}
