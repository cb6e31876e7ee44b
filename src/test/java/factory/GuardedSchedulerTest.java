package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scala.concurrent.ExecutionContext;

/** On which thread is done what is due. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedSchedulerTest {
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.scheduler.implementation = factory.GuardedScheduler")
              .withFallback(ConfigFactory.load()));
  private final org.apache.pekko.actor.Scheduler scheduler =
      Adapter.toClassic(kit.system()).scheduler();

  @AfterAll
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void aMessageIsToldByTheTimersThreadAndWakesNobodyElse() {
    CompletableFuture<Runnable> given = new CompletableFuture<>();
    TestProbe<Object> receiver = kit.createTestProbe();
    scheduler.scheduleOnce(
        Duration.ofMillis(1), Adapter.toClassic(receiver.getRef()), "due", pool(given), null);
    receiver.expectMessage("due");
    assertThat(given).as("what the pool was given").isNotDone();
  }

  @Test
  void anythingElseIsDoneByThePoolThatIsNamed() throws Exception {
    CompletableFuture<Runnable> given = new CompletableFuture<>();
    Runnable work = () -> {};
    scheduler.scheduleOnce(Duration.ofMillis(1), work, pool(given));
    assertThat(given.get(10, TimeUnit.SECONDS)).isNotNull();
  }

  private static ExecutionContext pool(CompletableFuture<Runnable> given) {
    return ExecutionContexts.fromExecutor(given::complete);
  }
}
