package factory;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.LightArrayRevolverScheduler;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.apache.pekko.event.LoggingAdapter;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * As {@link GuardedThreads}, for the thread of Pekko's timers.
 *
 * <p>A message that is due, as the receive-timeout of a worker, is told by this thread. Pekko would
 * have a thread of the receiver's pool tell it, which is woken for that, and again for the message.
 */
public final class GuardedScheduler extends LightArrayRevolverScheduler {
  private static final ExecutionContext HERE = ExecutionContexts.fromExecutor(Runnable::run);

  /** What Pekko wraps a message in that is due later; null until the constructor has looked. */
  private @Nullable Class<?> message;

  /** As Pekko makes it, by its name. */
  public GuardedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    super(config, log, GuardedThreads.guarded(threads));
    var unused = scheduleOnce(Duration.Zero(), ActorRef.noSender(), "", HERE, ActorRef.noSender());
    if (message == null) {
      throw new IllegalStateException("Pekko plans messages in another way than it did");
    }
  }

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable task, @Nullable ExecutionContext executor) {
    if (message == null) {
      message = task.getClass();
      return Cancellable.alreadyCancelled();
    }
    boolean tells = task.getClass() == message;
    return super.scheduleOnce(delay, task, tells ? HERE : executor);
  }
}
