package factory.operations.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Whoever waits there for nothing (a next request, or a refusal that is held back)
 * may be sent away for another one; whoever is being answered, or has the page open, is not. For
 * any thread.
 */
final class Visit {
  private final Places places;
  private final SharedKillSwitch door = KillSwitches.shared("visit");
  private final CompletableFuture<Done> end = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<HttpResponse> heldBack;
  private volatile boolean hasAsked;

  Visit(Places places) {
    this.places = places;
  }

  /** Through which all of its answers go. */
  SharedKillSwitch door() {
    return door;
  }

  /** Completes when the connection is gone, whichever way. */
  CompletionStage<Done> end() {
    return end.minimalCompletionStage();
  }

  /** It sends a request. */
  void asks() {
    hasAsked = true;
  }

  /** It is closed without a word, if it has sent no whole request so far. */
  void leaveIfSilent() {
    if (!hasAsked) {
      door.shutdown();
    }
  }

  /** From now on it is being answered. */
  void served() {
    places.keep(this);
  }

  /** It is answered, and may lose its place. */
  void answered() {
    places.release(this);
  }

  /** It waits for a refusal that is held back, and gets that at once if it is sent away. */
  void waitsFor(CompletableFuture<HttpResponse> refusal) {
    heldBack = refusal;
  }

  void sendAway() {
    CompletableFuture<HttpResponse> refusal = heldBack;
    if (refusal == null || !refusal.complete(Site.GO_AWAY)) {
      door.shutdown();
    }
  }

  /** The connection is gone. */
  void over() {
    places.leave(this);
    end.complete(Done.done());
  }
}
