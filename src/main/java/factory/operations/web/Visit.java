package factory.operations.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Whoever waits there for nothing (a next request, or a refusal that is held back)
 * may be sent away for another one; whoever is being answered, or has the page open, is not. For
 * any thread.
 *
 * <p>The door is never shut on a request: the library answers 500 to one that is left without an
 * answer. Who is sent away between asking and being answered leaves with the answer.
 */
final class Visit {
  private final Places places;
  private final SharedKillSwitch door = KillSwitches.shared("visit");
  private final CompletableFuture<Done> end = new CompletableFuture<>();
  private @Nullable CompletableFuture<HttpResponse> heldBack;
  private boolean hasAsked;
  private boolean asking;
  private boolean leaves;

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

  /** It sends a request; false if it has been sent away, which it is to be told at once. */
  synchronized boolean asks() {
    hasAsked = true;
    asking = true;
    return !leaves;
  }

  /** This goes to it, and is the last if it has been sent away. */
  synchronized HttpResponse gets(HttpResponse answer) {
    asking = false;
    return leaves && answer.getHeader(Connection.class).isEmpty()
        ? answer.addHeader(Connection.create("close"))
        : answer;
  }

  /** It is closed without a word, if it has sent no whole request so far. */
  void leaveIfSilent() {
    synchronized (this) {
      if (hasAsked) {
        return;
      }
      leaves = true;
    }
    door.shutdown();
  }

  /** From now on it is being answered; false if it has lost its place. */
  boolean served() {
    return places.keep(this);
  }

  /** It is answered, and may lose its place. */
  void answered() {
    places.release(this);
  }

  /** It waits for a refusal that is held back, and gets that at once if it is sent away. */
  synchronized void waitsFor(CompletableFuture<HttpResponse> refusal) {
    heldBack = refusal;
    if (leaves) {
      refusal.complete(Site.GO_AWAY);
    }
  }

  void sendAway() {
    CompletableFuture<HttpResponse> refusal;
    boolean waitsForAnAnswer;
    synchronized (this) {
      leaves = true;
      refusal = heldBack;
      waitsForAnAnswer = asking;
    }
    if (refusal != null) {
      refusal.complete(Site.GO_AWAY);
    }
    if (!waitsForAnAnswer) {
      door.shutdown();
    }
  }

  /** The connection is gone. */
  void over() {
    places.leave(this);
    end.complete(Done.done());
  }
}
