package factory.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bounded record of the plant's figures, so that a page that is opened late shows what happened.
 * For any thread.
 */
public final class History {
  /** How many samples a whole run has at most. */
  private static final int WHOLE = 1_000;

  private final int most;
  private final boolean whole;
  private Duration every;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Instant last;

  /**
   * Keeps one sample each {@code every}, those of the last {@code keep}.
   *
   * @param keep at least {@code every}
   */
  public History(Duration keep, Duration every) {
    this((int) Math.max(1, Math.min(Integer.MAX_VALUE, keep.dividedBy(every))), every, false);
  }

  private History(int most, Duration every, boolean whole) {
    this.most = most;
    this.every = every;
    this.whole = whole;
  }

  /**
   * One that keeps a run from its beginning, however long it is: when it is full, every other
   * sample goes, and from then on they come at half the pace.
   */
  public static History ofWholeRun(Duration every) {
    return new History(WHOLE, every, true);
  }

  /** Whether it is time for another sample; a tenth too early counts, since timers vary. */
  synchronized boolean isDue(Instant now) {
    return last == null
        || Duration.between(last, now).compareTo(every.multipliedBy(9).dividedBy(10)) >= 0
        || now.isBefore(last);
  }

  synchronized void add(Sample sample) {
    last = sample.at();
    samples.addLast(sample);
    if (samples.size() <= most) {
      return;
    }
    if (whole) {
      thin();
    } else {
      samples.removeFirst();
    }
  }

  private void thin() {
    List<Sample> all = List.copyOf(samples);
    samples.clear();
    for (int i = 0; i < all.size(); i += 2) {
      samples.addLast(all.get(i));
    }
    every = every.multipliedBy(2);
  }

  /** All that is kept, the oldest first. */
  public synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** The newest; null before the first. */
  public synchronized @Nullable Sample newest() {
    return samples.peekLast();
  }

  /** How many samples there are at most. */
  public int most() {
    return most;
  }

  /** How far the samples are apart. */
  public synchronized Duration every() {
    return every;
  }
}
