package factory;

import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.production.Director;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StockTakingTest {
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<Director.Command> director = kit.createTestProbe();
  private final TestProbe<Dispatcher.Command> dispatcher = kit.createTestProbe();
  private final TestProbe<Account> reader = kit.createTestProbe();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void doesNotWaitForEverForADepartmentThatDoesNotAnswer() {
    ActorRef<StockTaking.Command> taking =
        kit.spawn(
            StockTaking.create(
                CompletableFuture.completedFuture(PurchaseStock.NONE),
                List.of(director.ref()),
                List.of(),
                dispatcher.ref(),
                null,
                reader.ref()));
    dispatcher.expectMessageClass(Dispatcher.GetStock.class).replyTo().tell(TransportStock.NONE);
    director.expectMessageClass(Director.GetStock.class);
    time.timePasses(StockTaking.PATIENCE.minus(Duration.ofMillis(1)));
    reader.expectNoMessage(Duration.ofMillis(20));
    time.timePasses(Duration.ofMillis(1));
    reader.expectTerminated(taking);
  }
}
