package factory;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.LightArrayRevolverScheduler;
import org.apache.pekko.event.LoggingAdapter;

/** As {@link GuardedThreads}, for the thread of Pekko's timers. */
public final class GuardedScheduler extends LightArrayRevolverScheduler {
  /** As Pekko makes it, by its name. */
  public GuardedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
    super(config, log, GuardedThreads.guarded(threads));
  }
}
