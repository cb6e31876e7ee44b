package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Drill;
import factory.operations.Ops;
import factory.operations.TransportStock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** A destination that stands still or refuses what it is brought. */
class TroubledDestinationTest extends DispatcherCase {
  @Test
  void standsStillWithADestinationThatDoesAndNeverHoldsMoreThanItsBounds() {
    destination.standStill();
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    int most = 8 + 10 + 10; // the line, the warehouse and the truck
    dispatcher.tell(new Dispatcher.RequestPermits(1000, director.ref()));
    int permits = 0;
    while (permits < most) {
      int granted = director.receiveMessage().permits();
      permits += granted;
      dispatcher.tell(
          new Dispatcher.Load(
              goods.products(granted, "a", 2), director.ref(), List.of(), Map.of()));
      TransportStock stock = stock(dispatcher, s -> true);
      assertThat(stock.onLine()).isLessThanOrEqualTo(8);
      assertThat(stock.inWarehouse()).isLessThanOrEqualTo(10);
    }
    director.expectNoMessage(Duration.ofMillis(50));
    assertThat(permits).isEqualTo(most);
    assertThat(stock(dispatcher, s -> true).open()).isEqualTo(2L * most);
    destination.goOn();
    while (permits < 1000) {
      int granted = director.receiveMessage().permits();
      permits += granted;
      dispatcher.tell(
          new Dispatcher.Load(
              goods.products(granted, "a", 2), director.ref(), List.of(), Map.of()));
    }
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    TransportStock stock = ceo.receiveMessage().stock();
    assertThat(stock.shippedProducts()).isEqualTo(1000);
    assertThat(stock.shippedMaterials()).isEqualTo(2000);
    assertThat(new HashSet<>(destination.lines())).hasSize(1000);
    assertThat(destination.lines()).hasSize(1000);
  }

  @Test
  void triesATroubledDestinationAgainWithLongerAndLongerPausesUntilItIsWell() {
    destination.trouble = "disk full in out; free space";
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, goods.products(3, "a", 1));
    stock(dispatcher, s -> s.inWarehouse() == 3);
    time.timePasses(DRIVER_EVERY);
    for (int pause : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      Ops.Raise alarm = expect(Ops.Raise.class);
      assertThat(alarm.key()).isEqualTo("destination");
      assertThat(alarm.text()).contains("disk full in out", "free space", "in " + pause + " s");
      int attempts = destination.attempts.get();
      stock(dispatcher, any -> true); // the next try is set when the alarm is
      time.timePasses(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(stock(dispatcher, s -> true).warehouseMaterials()).isEqualTo(3);
      assertThat(destination.attempts).hasValue(attempts);
      time.timePasses(Duration.ofMillis(1));
    }
    expect(Ops.Raise.class);
    destination.trouble = null;
    stock(dispatcher, any -> true);
    time.timePasses(Duration.ofSeconds(30));
    assertThat(expect(Ops.Clear.class).key()).isEqualTo("destination");
    assertThat(stock(dispatcher, s -> s.shipments() == 1).shippedProducts()).isEqualTo(3);
  }

  @Test
  void triesATroubledDestinationAtOnceWhenItIsToClose() {
    destination.trouble = "disk full";
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, goods.products(3, "a", 1));
    stock(dispatcher, s -> s.inWarehouse() == 3);
    time.timePasses(DRIVER_EVERY);
    expect(Ops.Raise.class);
    destination.trouble = null;
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(3);
  }
}
