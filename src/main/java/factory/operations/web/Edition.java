package factory.operations.web;

import factory.operations.Sample;
import factory.operations.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as visitors get it: written when the first one asks, and once for all of them. For any
 * thread.
 */
final class Edition {
  private final Snapshot snapshot;
  private final Instant at;
  private final @Nullable Sample sample;
  private @Nullable String state;
  private byte @Nullable [] metrics;

  Edition(Snapshot snapshot, Instant at, @Nullable Sample sample) {
    this.snapshot = snapshot;
    this.at = at;
    this.sample = sample;
  }

  Instant at() {
    return at;
  }

  boolean ended() {
    return snapshot.ended();
  }

  synchronized String state() {
    String written = state;
    if (written == null) {
      written = StateJson.write(snapshot, at, sample);
      state = written;
    }
    return written;
  }

  synchronized byte[] metrics(Metrics writer) {
    byte[] written = metrics;
    if (written == null) {
      written = writer.write(snapshot);
      metrics = written;
    }
    return written;
  }
}
