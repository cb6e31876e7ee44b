package factory.operations;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * What becomes of an actor that fails while it is made: it fails by its first message instead. Of
 * one that fails in its set-up Pekko tells who watches it only that it has stopped, and not why.
 *
 * @param <T> what the actor can be told
 */
public final class Stillborn<T> extends Receive<T> {
  private final RuntimeException cause;
  private final Runnable stopped;

  private Stillborn(RuntimeException cause, Runnable stopped) {
    this.cause = cause;
    this.stopped = stopped;
  }

  /**
   * The actor that {@code maker} makes, or one that only fails.
   *
   * @param first what one that only fails tells itself
   * @param failing is told the cause before that goes on up, as by {@link Witness}
   * @param stopped runs when such a one has stopped
   */
  public static <T> Behavior<T> orMade(
      ActorContext<T> context,
      Callable<Behavior<T>> maker,
      T first,
      Consumer<Throwable> failing,
      Runnable stopped)
      throws Exception {
    RuntimeException cause;
    try {
      return maker.call();
    } catch (RuntimeException failure) {
      cause = failure;
    } catch (LinkageError failure) { // which would end the JVM
      cause = new IllegalStateException(failure.toString(), failure);
    }
    context.getSelf().tell(first);
    return new Witness<>(new Stillborn<>(cause, stopped), (met, thrown) -> failing.accept(thrown));
  }

  @Override
  public Behavior<T> receiveMessage(T message) {
    throw cause;
  }

  @Override
  public Behavior<T> receiveSignal(Signal signal) {
    if (signal instanceof PostStop) {
      stopped.run();
    }
    return this;
  }
}
