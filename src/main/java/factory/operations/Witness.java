package factory.operations;

import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Hands everything on to an actor's own {@code Receive} and says at once what that throws, before
 * it goes on up.
 *
 * <p>The parent hears of a failure only when all children of the actor have stopped, which takes as
 * long as the slowest of them is at work; who must know sooner is told here.
 *
 * @param <T> what the actor can be told
 */
public final class Witness<T> extends Receive<T> {
  private final Receive<T> actor;
  private final BiConsumer<Object, Throwable> told;

  /**
   * Sees what {@code actor} does.
   *
   * @param told gets the message or signal and what it led to; what it throws itself is suppressed
   */
  public Witness(Receive<T> actor, BiConsumer<Object, Throwable> told) {
    this.actor = actor;
    this.told = told;
  }

  @Override
  public Behavior<T> receiveMessage(T message) throws Exception {
    try {
      return actor.receiveMessage(message);
    } catch (Throwable cause) {
      say(message, cause);
      throw cause;
    }
  }

  @Override
  public Behavior<T> receiveSignal(Signal signal) throws Exception {
    try {
      return actor.receiveSignal(signal);
    } catch (Throwable cause) {
      say(signal, cause);
      throw cause;
    }
  }

  private void say(Object what, Throwable cause) {
    try {
      told.accept(what, cause);
    } catch (RuntimeException again) {
      cause.addSuppressed(again);
    }
  }
}
