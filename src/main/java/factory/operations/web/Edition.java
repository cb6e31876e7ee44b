package factory.operations.web;

import factory.operations.History;
import factory.operations.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as visitors get it: each form is written when the first one asks for it, and once for
 * all of them. For any thread.
 */
final class Edition {
  private final Snapshot snapshot;
  private final Instant at;
  private final Once<String> state;
  private final Once<byte[]> stateBytes;
  private final Once<byte[]> past;
  private final Once<byte[]> metrics;

  /**
   * What is shown at this time.
   *
   * @param history as far as it is written when somebody asks
   */
  Edition(Snapshot snapshot, Instant at, History history, Metrics writer) {
    this.snapshot = snapshot;
    this.at = at;
    state = new Once<>(() -> StateJson.write(snapshot, at, history.newest()));
    stateBytes = new Once<>(() -> state().getBytes(StandardCharsets.UTF_8));
    past = new Once<>(() -> HistoryJson.write(history).getBytes(StandardCharsets.UTF_8));
    metrics = new Once<>(() -> writer.write(snapshot));
  }

  Instant at() {
    return at;
  }

  boolean ended() {
    return snapshot.ended();
  }

  String state() {
    return state.get();
  }

  byte[] stateBytes() {
    return stateBytes.get();
  }

  byte[] history() {
    return past.get();
  }

  byte[] metrics() {
    return metrics.get();
  }

  private static final class Once<T> {
    private final Supplier<T> writer;
    private @Nullable T written;

    Once(Supplier<T> writer) {
      this.writer = writer;
    }

    synchronized T get() {
      T text = written;
      if (text == null) {
        text = writer.get();
        written = text;
      }
      return text;
    }
  }
}
