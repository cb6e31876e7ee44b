package factory.simulation;

import com.typesafe.config.ConfigFactory;
import factory.testkit.StepScheduler;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;

/**
 * An actor system whose actors, where they are spawned with {@link #STEPPED}, run on the test's own
 * thread and whose time the test moves.
 */
public final class SteppedSystem {
  /**
   * Puts an actor, and children that take their parent's thread dispatcher, under the test's
   * control.
   */
  public static final Props STEPPED = DispatcherSelector.fromConfig("step");

  private final ActorTestKit kit;
  private final StepScheduler time;

  /** A new system; to be {@link #shutDown()}. */
  public SteppedSystem() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString(
                    "pekko.loglevel = OFF\n"
                        + "step { type = Dispatcher, throughput = 1, executor ="
                        + " \"factory.simulation.StepExecutor$Configurator\" }")
                .withFallback(StepScheduler.CONFIG)
                .withFallback(ConfigFactory.load()));
    time = StepScheduler.of(kit.system());
  }

  /** The test kit; its guardian runs on threads of its own. */
  public ActorTestKit kit() {
    return kit;
  }

  /** The time, which is also the scheduler's. */
  public StepScheduler time() {
    return time;
  }

  /** Runs actors one message at a time until none has one. */
  public void settle(Random random) {
    while (StepExecutor.shared().step(random)) {}
  }

  /** Stops it; what is left to stop on the stepped dispatcher is run meanwhile. */
  public void shutDown() {
    Thread stepping =
        new Thread(
            () -> {
              Random random = new Random(1);
              while (!Thread.currentThread().isInterrupted()) {
                StepExecutor.shared().step(random);
              }
            });
    stepping.start();
    kit.shutdownTestKit();
    stepping.interrupt();
  }
}
