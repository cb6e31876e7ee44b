package factory.operations;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes histories down: a console that shows nothing and remembers. */
public final class Recorder implements Console {
  private final List<History> histories;
  private final InstantSource clock;
  private final Machine machine = new Machine();
  private @Nullable Snapshot last;

  /** Writes into all these, of which the first has its samples closest together. */
  public Recorder(List<History> histories, InstantSource clock) {
    this.histories = List.copyOf(histories);
    this.clock = clock;
  }

  @Override
  public synchronized void show(Snapshot snapshot) {
    last = snapshot;
    Instant now = clock.instant();
    if (!histories.get(0).isDue(now)) {
      return;
    }
    Sample sample = Sample.of(now, snapshot, machine.look());
    for (History history : histories) {
      if (history.isDue(now)) {
        history.add(sample);
      }
    }
  }

  /** What was shown last; null before the first time. */
  public synchronized @Nullable Snapshot last() {
    return last;
  }

  @Override
  public void close(Runnable done) {
    done.run();
  }
}
