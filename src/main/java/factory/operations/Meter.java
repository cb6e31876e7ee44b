package factory.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How fast a figure grows: over the reports of the last {@code window}, and over the last two at
 * least; or over as many as make up some time.
 */
final class Meter {
  private static final Duration STALE = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofMillis(50);
  private static final int MOST_SAMPLES = 100;

  private record Sample(Duration at, double value) {}

  private final Duration window;
  private final boolean atLeast;
  private final Deque<Sample> samples = new ArrayDeque<>();

  Meter(Duration window) {
    this(window, false);
  }

  private Meter(Duration window, boolean atLeast) {
    this.window = window;
    this.atLeast = atLeast;
  }

  /** Over the last reports that are {@code time} apart or more, as far as there are such. */
  static Meter overAtLeast(Duration time) {
    return new Meter(time, true);
  }

  /** Tells the figure as reported at {@code at}, which never goes back. */
  void tell(Duration at, double value) {
    Sample last = samples.peekLast();
    if (last != null
        && (at.compareTo(last.at) <= 0 || (samples.size() > 1 && isClose(last.at, at)))) {
      samples.removeLast(); // reports that were held up come in a bunch and say nothing of the rate
    }
    samples.addLast(new Sample(at, value));
    while (samples.size() > 2 && (tooOld(at) || samples.size() > MOST_SAMPLES)) {
      samples.removeFirst();
    }
  }

  private static boolean isClose(Duration before, Duration at) {
    return at.minus(before).compareTo(CLOSE) < 0;
  }

  private boolean tooOld(Duration now) {
    if (atLeast) {
      Iterator<Sample> oldest = samples.iterator();
      oldest.next();
      return now.minus(oldest.next().at).compareTo(window) >= 0; // it suffices without the first
    }
    Sample first = samples.getFirst();
    return now.minus(first.at).compareTo(window) > 0;
  }

  /** Growth in a second up to the last report, however long ago that came. */
  double perSecond() {
    Duration last = last();
    return last == null ? 0 : perSecond(last);
  }

  /**
   * Growth in a second; 0 before the second report, when the figure shrinks, and when reports have
   * stopped coming.
   */
  double perSecond(Duration now) {
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    if (first == null || last == null || samples.size() == 1) {
      return 0;
    }
    Duration span = last.at.minus(first.at);
    Duration silence = now.minus(last.at);
    if (isClose(first.at, last.at)) {
      return 0;
    }
    if (silence.compareTo(STALE) > 0 && silence.compareTo(span.multipliedBy(3)) > 0) {
      return 0;
    }
    return Math.max(0, (last.value - first.value) / seconds(span));
  }

  /** When the last report came; null before the first. */
  @Nullable Duration last() {
    Sample last = samples.peekLast();
    return last == null ? null : last.at;
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }
}
