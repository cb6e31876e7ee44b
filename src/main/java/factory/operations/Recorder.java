package factory.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes histories down: a console that shows nothing and remembers. */
public final class Recorder implements Console {
  private final List<History> histories;
  private final InstantSource clock;
  private final Machine machine = new Machine();
  private @Nullable Snapshot last;
  private Instant lastAt = Instant.MIN;

  /** The one that the newest sample is of. */
  private @Nullable Snapshot sampled;

  /** Writes into all these, of which the first has its samples closest together. */
  public Recorder(List<History> histories, InstantSource clock) {
    this.histories = List.copyOf(histories);
    this.clock = clock;
  }

  @Override
  public synchronized void show(Snapshot snapshot) {
    Instant now = clock.instant();
    last = snapshot;
    lastAt = now;
    if (histories.get(0).isDue(now)) {
      write(snapshot, now, history -> history.isDue(now));
    }
  }

  private void write(Snapshot snapshot, Instant at, Predicate<History> lacksIt) {
    Sample newest = histories.get(0).newest();
    Sample sample =
        newest != null && newest.at().equals(at)
            ? newest
            : Sample.of(at, snapshot, sampled, machine.look());
    histories.stream().filter(lacksIt).forEach(history -> history.add(sample));
    sampled = snapshot;
  }

  /** What was shown last; null before the first time. */
  public synchronized @Nullable Snapshot last() {
    return last;
  }

  /** What was shown last is written down whenever it came: it is the end. */
  @Override
  public void close(Runnable done) {
    writeEnd();
    done.run();
  }

  private synchronized void writeEnd() {
    Snapshot end = last;
    Instant at = lastAt;
    if (end != null && histories.stream().anyMatch(history -> isBehind(history, at))) {
      write(end, at, history -> isBehind(history, at));
    }
  }

  private static boolean isBehind(History history, Instant at) {
    Sample newest = history.newest();
    return newest == null || newest.at().isBefore(at);
  }
}
