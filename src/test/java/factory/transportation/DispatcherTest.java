package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Pid;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.Transit;
import factory.operations.TransportStock;
import factory.operations.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.FishingOutcome;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class DispatcherTest extends DispatcherCase {
  @Test
  void grantsPermitsInTheOrderOfAskingAndLargeRequestsInParts() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    TestProbe<Dispatcher.PermitsGranted> second = kit.createTestProbe();
    TestProbe<Dispatcher.PermitsGranted> third = kit.createTestProbe();
    dispatcher.tell(new Dispatcher.RequestPermits(5, director.ref()));
    dispatcher.tell(new Dispatcher.RequestPermits(20, second.ref()));
    dispatcher.tell(new Dispatcher.RequestPermits(1, third.ref()));
    director.expectMessage(new Dispatcher.PermitsGranted(5));
    second.expectMessage(new Dispatcher.PermitsGranted(3));
    dispatcher.tell(new Dispatcher.ReturnPermits(5, director.ref()));
    second.expectMessage(new Dispatcher.PermitsGranted(5));
    third.expectNoMessage(Duration.ofMillis(50));
    dispatcher.tell(new Dispatcher.ReturnPermits(8, second.ref()));
    second.expectMessage(new Dispatcher.PermitsGranted(8));
    dispatcher.tell(new Dispatcher.ReturnPermits(8, second.ref()));
    second.expectMessage(new Dispatcher.PermitsGranted(4));
    third.expectMessage(new Dispatcher.PermitsGranted(1));
  }

  @Test
  void takesBackWhatAWorkshopThatIsGoneWasGrantedAndHasNotLoaded() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    kit.spawn(asksFor100LoadsThreeAndStops(dispatcher));
    stock(dispatcher, s -> s.inWarehouse() == 3);
    dispatcher.tell(new Dispatcher.RequestPermits(8, director.ref()));
    int granted = 0;
    while (granted < 8) {
      granted += director.receiveMessage().permits();
    }
  }

  /** Asks as a director does, by an adapter of its own. */
  private Behavior<Dispatcher.PermitsGranted> asksFor100LoadsThreeAndStops(
      ActorRef<Dispatcher.Command> dispatcher) {
    return Behaviors.setup(
        context -> {
          ActorRef<Dispatcher.PermitsGranted> granted =
              context.messageAdapter(Dispatcher.PermitsGranted.class, answer -> answer);
          dispatcher.tell(new Dispatcher.RequestPermits(100, granted));
          return Behaviors.receiveMessage(
              answer -> {
                dispatcher.tell(
                    new Dispatcher.Load(goods.products(3, "a", 1), granted, List.of(), Map.of()));
                return Behaviors.stopped();
              });
        });
  }

  @Test
  void shipsAtTheDriversTimeAndNotBefore() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, List.of(goods.product("a", 3), goods.malformed()));
    stock(dispatcher, stock -> stock.inWarehouse() == 2 && stock.onLine() == 0);
    assertThat(destination.attempts).hasValue(0);
    time.timePasses(DRIVER_EVERY);
    TransportStock stock = stock(dispatcher, s -> s.shipments() == 1);
    assertThat(stock.shippedProducts()).isEqualTo(1);
    assertThat(stock.shippedMaterials()).isEqualTo(3);
    assertThat(stock.shippedByPclass()).isEqualTo(Map.of("a", 1L));
    assertThat(stock.scrapped()).isEqualTo(Map.of(Scrap.Reason.MALFORMED, 1L));
    assertThat(stock.open()).isZero();
    time.timePasses(DRIVER_EVERY);
    assertThat(stock(dispatcher, s -> true).shipments()).as("nothing to ship").isEqualTo(1);
  }

  @Test
  void tellsHowLongAProductTookUntilItStoodInTheWarehouse() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    dispatcher.tell(new Dispatcher.RequestPermits(3, director.ref()));
    director.expectMessage(new Dispatcher.PermitsGranted(3));
    List<Cargo> products = List.copyOf(goods.products(3, "a", 1));
    long bought = FactoryClock.system().nanos() - Duration.ofSeconds(7).toNanos();
    Dispatcher.Probe probe = new Dispatcher.Probe(products.get(1), bought);
    dispatcher.tell(new Dispatcher.Load(products, director.ref(), List.of(probe), Map.of()));
    Ops.Took took = (Ops.Took) ops.fishForMessage(Duration.ofSeconds(60), this::onlyTook).get(0);
    assertThat(took.leg()).isEqualTo(Transit.Leg.TO_PRODUCT);
    assertThat(took.time()).isBetween(Duration.ofSeconds(7), Duration.ofMinutes(2));
    assertThat(took.count()).isEqualTo(1);
    assertThat(destination.attempts).as("before the driver has come").hasValue(0);
  }

  private FishingOutcome onlyTook(Ops.Command told) {
    return told instanceof Ops.Took
        ? FishingOutcomes.complete()
        : FishingOutcomes.continueAndIgnore();
  }

  @Test
  void saysWhereAPidIsFromTheLineToItsShipment() {
    TestProbe<Located> asker = kit.createTestProbe();
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, List.of(goods.product("a", 3), goods.product("a", 1), goods.parked(2)));
    TransportStock stock = stock(dispatcher, s -> s.inWarehouse() == 3);
    assertThat(stock.toPack()).isZero();
    assertThat(stock.onTheWay()).isZero();
    dispatcher.tell(new Dispatcher.Find(Pid.of("p0"), asker.ref()));
    asker.expectMessage(new Located(0, 1, 0, List.of(), 3, true, true));
    destination.standStill();
    time.timePasses(DRIVER_EVERY);
    stock(dispatcher, s -> s.onTheWay() == 1);
    dispatcher.tell(new Dispatcher.Find(Pid.of("bad"), asker.ref()));
    asker.expectMessage(new Located(0, 0, 1, List.of(), 3, true, true));
    destination.goOn();
    stock(dispatcher, s -> s.shipments() == 1 && s.onTheWay() == 0);
    dispatcher.tell(new Dispatcher.Find(Pid.of("bad"), asker.ref()));
    asker.expectMessage(
        new Located(0, 0, 0, List.of(new Why.Scrapped(1, null, null, null, null)), 3, true, true));
    dispatcher.tell(new Dispatcher.Find(Pid.of("p3"), asker.ref()));
    asker.expectMessage(
        new Located(
            0, 0, 0, List.of(new Why.Shipped(1, null, null, null, 0, null)), 3, true, true));
    dispatcher.tell(new Dispatcher.Find(Pid.of("p1"), asker.ref()));
    asker.expectMessage(new Located(0, 0, 0, List.of(), 3, true, true));
  }

  @Test
  void callsTheDriverAtOnceWhenTheWarehouseIsFull() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, goods.products(11, "a", 1));
    TransportStock stock = stock(dispatcher, s -> s.shipments() == 1 && s.inWarehouse() == 1);
    assertThat(stock.shippedProducts()).isEqualTo(10);
  }

  @Test
  void callsTheDriverWhenTheWarehouseIsFullOfBytesAndTakesOneThatIsLargerThanAllOfIt() {
    TransportSettings narrow =
        new TransportSettings(8, 2, 4, 1000, 600, DRIVER_EVERY, Duration.ofSeconds(1), 200_000);
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(narrow, destination, Drill.NONE);
    List<Cargo> cargo = new ArrayList<>(goods.products(7, "a", 1));
    cargo.add(goods.product("a", 1, Map.of("text", "x".repeat(5_000))));
    load(dispatcher, cargo);
    stock(dispatcher, s -> s.onLine() == 0);
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(8);
    for (Truck truck : destination.shipped) {
      long[] bytes = new long[1];
      truck.forEach(parcel -> bytes[0] += parcel.weight());
      assertThat(truck.size() == 1 || bytes[0] <= 600)
          .as("%s bytes on one truck", bytes[0])
          .isTrue();
    }
  }

  @Test
  void aWarehouseOfOneByteTakesOneProductAtATime() {
    TransportSettings tiny =
        new TransportSettings(8, 2, 4, 10, 1, DRIVER_EVERY, Duration.ofSeconds(1), 200_000);
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(tiny, destination, Drill.NONE);
    load(dispatcher, List.of(goods.product("a", 2), goods.product("a", 1), goods.malformed()));
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(2);
    assertThat(destination.shipped).hasSize(3).allMatch(truck -> truck.size() == 1);
  }

  @Test
  void closesAtOnceWhenItIsEmptyAndTellsEverybodyWhoAsked() {
    destination.standStill();
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, goods.products(10, "a", 1));
    TestProbe<TransportReport.Closed> other = kit.createTestProbe();
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    dispatcher.tell(new Dispatcher.Close(other.ref()));
    ceo.expectNoMessage(Duration.ofMillis(50));
    destination.goOn();
    assertThat(ceo.receiveMessage()).isEqualTo(other.receiveMessage());
    ceo.expectTerminated(dispatcher);
    ActorRef<Dispatcher.Command> idle = dispatcher(SMALL, new FakeDestination(), Drill.NONE);
    idle.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shipments()).isZero();
    ceo.expectTerminated(idle);
  }

  @Test
  void tellsOpsItsStockEveryOtherTime() {
    stock(dispatcher(SMALL, destination, Drill.NONE), any -> true); // its clocks run
    ops.expectNoMessage(Duration.ofMillis(20));
    time.timePasses(Duration.ofSeconds(1));
    TransportStock stock = expect(Ops.Transported.class).stock();
    assertThat(stock.lineCapacity()).isEqualTo(8);
    assertThat(stock.warehouseCapacity()).isEqualTo(10);
    assertThat(stock.destination()).isEqualTo("fake");
  }

  @Test
  void countsParkedMaterialsAndAnyNumberOfClasses() {
    TransportSettings large =
        new TransportSettings(
            5_000, 2, 512, 5_000, 1 << 24, DRIVER_EVERY, Duration.ofSeconds(1), 200_000);
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(large, destination, Drill.NONE);
    List<Cargo> cargo = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      cargo.add(goods.product("class " + i, 1));
    }
    cargo.add(goods.parked(7));
    load(dispatcher, cargo);
    TransportStock full = stock(dispatcher, s -> s.inWarehouse() == 2_501);
    assertThat(full.warehouseByPclass()).hasSize(1_001).containsEntry("(other)", 1_500L);
    assertThat(full.open()).isEqualTo(2_507);
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    TransportStock stock = ceo.receiveMessage().stock();
    assertThat(stock.shippedByPclass()).hasSize(1_001).containsEntry("(other)", 1_500L);
    assertThat(stock.scrapped()).isEqualTo(Map.of(Scrap.Reason.PARKED, 7L));
  }

  @Test
  void handlesEveryCommandThereIs() throws ReflectiveOperationException {
    TestProbe<Stevedore.Command> stevedore = kit.createTestProbe();
    List<Dispatcher.Command> samples = new ArrayList<>();
    samples.add(new Dispatcher.RequestPermits(1, director.ref()));
    samples.add(
        new Dispatcher.Load(goods.products(1, "a", 1), director.ref(), List.of(), Map.of()));
    samples.add(new Dispatcher.RequestPermits(1, director.ref()));
    samples.add(new Dispatcher.ReturnPermits(1, director.ref()));
    samples.add(new Dispatcher.GetStock(reader.ref()));
    samples.add(new Dispatcher.Find(Pid.of("p"), kit.<Located>createTestProbe().ref()));
    samples.add(new Dispatcher.GetPallet(0, stevedore.ref()));
    samples.add(new Dispatcher.PalletPacked(0, 99, Consignment.of(List.of())));
    samples.add(new Dispatcher.Shipped(99));
    samples.add(new Dispatcher.NotShipped(99, "why"));
    for (Class<?> type : Dispatcher.Command.class.getPermittedSubclasses()) {
      if (type.isEnum()) {
        samples.add((Dispatcher.Command) type.getEnumConstants()[0]);
      }
    }
    samples.add(new Dispatcher.Close(ceo.ref()));
    BehaviorTestKit<Dispatcher.Command> test =
        BehaviorTestKit.create(
            Dispatcher.create(
                SMALL, destination, broken.ref(), ops.ref(), Drill.NONE, FactoryClock.system()));
    for (Dispatcher.Command sample : samples) {
      test.run(sample);
      assertThat(Behavior.isUnhandled(test.returnedBehavior())).as("%s", sample).isFalse();
    }
    assertThat(samples.stream().map(Object::getClass).distinct())
        .hasSize(Dispatcher.Command.class.getPermittedSubclasses().length);
  }
}
