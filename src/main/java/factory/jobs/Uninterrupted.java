package factory.jobs;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Tells an actor from a thread that users' code may have interrupted. Until an actor at the top of
 * its system has begun, Pekko guards its messages by a lock whose wait an interrupt ends with an
 * exception; the message would be lost, and the one who told it would fail.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Tells it in any case; a thread that was interrupted is so still. */
  static <M> void tell(ActorRef<M> actor, M message) {
    boolean interrupted = Thread.interrupted();
    for (boolean told = false; !told; ) {
      try {
        actor.tell(message);
        told = true;
      } catch (Exception e) {
        if (!isInterrupt(e)) {
          throw e;
        }
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Pekko, in Scala, throws it undeclared. */
  private static boolean isInterrupt(Exception e) {
    return e instanceof InterruptedException;
  }
}
