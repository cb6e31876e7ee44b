package factory.operations.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Whether the factory lives and is ready, for whoever may have it started again; and which factory
 * it is, for who must not show its token to another one. For any thread.
 */
final class Health {
  /** So long Ops may show nothing, and at least so many of its intervals. */
  private static final Duration SHORTEST = Duration.ofSeconds(30);

  private static final int INTERVALS = 3;

  private final String factory;
  private final Duration most;
  private final InstantSource clock;
  private volatile Instant shown;
  private volatile boolean over;

  /**
   * Of a factory that has just begun.
   *
   * @param factory its name
   * @param every how often Ops shows it
   */
  Health(String factory, Duration every, InstantSource clock) {
    this.factory = factory;
    this.clock = clock;
    Duration some = every.multipliedBy(INTERVALS);
    this.most = some.compareTo(SHORTEST) > 0 ? some : SHORTEST;
    this.shown = clock.instant();
  }

  /** Ops has shown the plant. */
  void shown(Instant at) {
    shown = at;
  }

  /** Ops shows the plant no more, as it should be. */
  void end() {
    over = true;
  }

  /** Alive while Ops shows the plant; it does so until the very end. */
  HttpResponse live() {
    boolean alive = over || Duration.between(shown, clock.instant()).compareTo(most) < 0;
    return says(
        alive, alive ? "live" : "Ops has shown nothing for %s s".formatted(most.toSeconds()));
  }

  HttpResponse ready(@Nullable Edition latest) {
    return latest == null
        ? says(false, "the departments have not reported yet")
        : says(!latest.ended(), latest.ended() ? "the workshops are closed" : "ready");
  }

  private HttpResponse says(boolean well, String status) {
    return Replies.json(
        well ? 200 : 503,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("factory", factory);
              json.writeStringField("status", status);
              json.writeEndObject();
            }));
  }
}
