package factory.jobs;

import org.apache.pekko.actor.typed.ActorRef;

/**
 * Work on a thread that users' code may have interrupted, as to tell an actor. Until an actor at
 * the top of its system has begun, Pekko guards its messages by a lock whose wait an interrupt ends
 * with an exception; the message would be lost, and the one who told it would fail.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** No interrupt keeps the message from arriving; a thread that was interrupted is so still. */
  static <M> void tell(ActorRef<M> actor, M message) {
    insist(() -> actor.tell(message));
  }

  /** Does what an interrupt may end, on a thread that is not interrupted, until none has. */
  public static void insist(Runnable work) {
    boolean interrupted = Thread.interrupted();
    try {
      while (isEndedByInterrupt(work)) {
        interrupted = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Pekko, in Scala, throws the exception undeclared. */
  private static boolean isEndedByInterrupt(Runnable work) {
    try {
      work.run();
      return false;
    } catch (Exception e) {
      if (InterruptedException.class.isInstance(e)) {
        return true;
      }
      throw e;
    }
  }
}
