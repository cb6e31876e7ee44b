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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.FishingOutcome;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
  private static final Duration DRIVER_EVERY = Duration.ofSeconds(2);
  private static final TransportSettings SMALL =
      new TransportSettings(8, 2, 4, 10, 1 << 20, DRIVER_EVERY, Duration.ofSeconds(1), 200_000);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<Ops.Command> ops = kit.createTestProbe();
  private final TestProbe<Dispatcher.PermitsGranted> director = kit.createTestProbe();
  private final TestProbe<TransportStock> reader = kit.createTestProbe();
  private final TestProbe<TransportReport.Closed> ceo = kit.createTestProbe();
  private final TestProbe<TransportReport> broken = kit.createTestProbe();
  private final FakeDestination destination = new FakeDestination();
  private final Goods goods = new Goods();

  @AfterEach
  void shutDown() {
    destination.goOn();
    kit.shutdownTestKit();
  }

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
                    new Dispatcher.Load(goods.products(3, "a", 1), granted, null, Map.of()));
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
    dispatcher.tell(new Dispatcher.Load(products, director.ref(), probe, Map.of()));
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
          new Dispatcher.Load(goods.products(granted, "a", 2), director.ref(), null, Map.of()));
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
          new Dispatcher.Load(goods.products(granted, "a", 2), director.ref(), null, Map.of()));
    }
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    TransportStock stock = ceo.receiveMessage().stock();
    assertThat(stock.shippedProducts()).isEqualTo(1000);
    assertThat(stock.shippedMaterials()).isEqualTo(2000);
    assertThat(new HashSet<>(destination.lines())).hasSize(1000);
    assertThat(destination.lines()).hasSize(1000);
  }

  @Test
  void aStevedoreThatCanNeverBeginIsAFaultAndNotRestartedForEver() {
    destination.noEncoders.set(Integer.MAX_VALUE);
    TestProbe<Dispatcher.Command> watch = kit.createTestProbe();
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    watch.expectTerminated(dispatcher);
    TransportReport.Failing failing = broken.expectMessageClass(TransportReport.Failing.class);
    assertThat(failing.cause())
        .hasMessageMatching("stevedore-[01] failed 5 times before it came for a pallet: .*");
  }

  @Test
  void aStevedoreThatBeginsAtTheFifthTryWorks() {
    destination.noEncoders.set(4); // of whichever of the two
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    load(dispatcher, goods.products(20, "a", 1));
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(20);
  }

  @Test
  void handsThePalletOfACrashedStevedoreToTheNextOne() {
    ActorRef<Dispatcher.Command> dispatcher =
        dispatcher(SMALL, destination, failing(Stevedore.PACK, 1));
    load(dispatcher, goods.products(20, "a", 1));
    Ops.Failed failed = expect(Ops.Failed.class);
    assertThat(failed.actor()).startsWith("stevedore-");
    assertThat(failed.cause()).isInstanceOf(Drill.Failure.class);
    assertThat(failed.consequence()).contains("go to the next one");
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(20);
    assertThat(new HashSet<>(destination.lines())).hasSize(20);
    assertThat(destination.lines()).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {Driver.BEFORE_COMMIT, Driver.AFTER_COMMIT})
  void shipsOnceWhenTheDriverCrashesAroundItsCommit(String point, @TempDir Path directory)
      throws IOException {
    DestinationSettings.Files settings =
        new DestinationSettings.Files(
            directory,
            DestinationSettings.Format.JSONL,
            DestinationSettings.Times.ISO,
            ChronoUnit.MICROS);
    try (Destination files = Destinations.open(settings, "test", Goods.SOURCE)) {
      ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, files, failing(point, 2));
      load(dispatcher, goods.products(35, "a", 2));
      Ops.Failed failed = expect(Ops.Failed.class);
      assertThat(failed.actor()).isEqualTo("driver");
      assertThat(failed.consequence()).contains("shipment 2 again");
      dispatcher.tell(new Dispatcher.Close(ceo.ref()));
      TransportStock stock = ceo.receiveMessage().stock();
      assertThat(stock.shipments()).isEqualTo(4);
      assertThat(stock.shippedMaterials()).isEqualTo(70);
      assertThat(stock.open()).isZero();
    }
    List<String> lines = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      lines.addAll(
          Files.readAllLines(
              directory.resolve("shipment-0000000" + number).resolve("products-a.jsonl")));
    }
    assertThat(lines).hasSize(35).doesNotHaveDuplicates();
    try (Destination again = Destinations.open(settings, "test", Goods.SOURCE)) {
      assertThat(again.lastNumber()).isEqualTo(4);
      assertThat(again.ledger().watermark(0)).isEqualTo(70);
    }
  }

  @Test
  void givesUpWhenTheSameShipmentMakesTheDriverFailAgainAndAgain() {
    Drill always =
        point -> {
          if (point.equals(Driver.BEFORE_COMMIT)) {
            throw new Drill.Failure(point);
          }
        };
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, always);
    load(dispatcher, goods.products(1, "a", 1));
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    ceo.expectTerminated(dispatcher);
    assertThat(destination.shipped).isEmpty();
  }

  /** Ends the driver while he has nothing to ship, and waits until there is another. */
  private void endTheDriver(ActorRef<Dispatcher.Command> dispatcher) {
    stock(dispatcher, any -> true); // it is there, and so is the driver
    kit.system()
        .classicSystem()
        .actorSelection(Adapter.toClassic(dispatcher).path().child(Crew.DRIVER))
        .tell(PoisonPill.getInstance(), org.apache.pekko.actor.ActorRef.noSender());
  }

  private void endTheDriver(ActorRef<Dispatcher.Command> dispatcher, int times) {
    for (int i = 0; i < times; i++) {
      endTheDriver(dispatcher);
      assertThat(expect(Ops.Failed.class).consequence())
          .isEqualTo("Restarted; it had nothing to ship.");
    }
  }

  @Test
  void aDriverWhoKeepsFailingWithNothingToShipIsAFaultAndNotRestartedForEver() {
    TestProbe<Dispatcher.Command> watch = kit.createTestProbe();
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    endTheDriver(dispatcher, 4);
    endTheDriver(dispatcher);
    watch.expectTerminated(dispatcher);
    TransportReport.Failing failing = broken.expectMessageClass(TransportReport.Failing.class);
    assertThat(failing.cause())
        .hasMessageMatching("the driver failed 5 times with nothing to ship: .*");
  }

  @Test
  void aDriverWhoHasShippedMeanwhileMayFailAsOftenAgain() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    endTheDriver(dispatcher, 4);
    load(dispatcher, goods.products(10, "a", 1)); // as many as the warehouse holds
    stock(dispatcher, stock -> stock.shippedProducts() == 10);
    endTheDriver(dispatcher, 4);
    load(dispatcher, goods.products(2, "b", 1));
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(12);
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
  void stopsWhenMoreCargoComesThanThereArePermits() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    dispatcher.tell(new Dispatcher.Load(goods.products(1, "a", 1), director.ref(), null, Map.of()));
    ceo.expectTerminated(dispatcher);
  }

  private void failsWhileTheDriverHasThreeProducts() {
    destination.standStill();
    ActorRef<Dispatcher.Command> dispatcher =
        dispatcher(SMALL, destination, failing("dispatcher.load", 2));
    load(dispatcher, goods.products(3, "a", 2));
    stock(dispatcher, s -> s.inWarehouse() == 3);
    time.timePasses(DRIVER_EVERY);
    stock(dispatcher, s -> s.inWarehouse() == 0);
    destination.awaitDriver();
    load(dispatcher, goods.products(1, "a", 2));
  }

  @Test
  void whatTheDriverCommitsWhileTheDispatcherFailsIsShippedInItsLastReport() {
    failsWhileTheDriverHasThreeProducts();
    TransportReport failing = broken.receiveMessage();
    assertThat(failing).isInstanceOf(TransportReport.Failing.class);
    assertThat(failing.stock().shippedProducts()).isZero();
    assertThat(failing.stock().open()).isEqualTo(6);
    destination.goOn();
    TransportReport last = broken.receiveMessage();
    assertThat(last).isInstanceOf(TransportReport.Broken.class);
    assertThat(last.stock().shippedProducts()).isEqualTo(3);
    assertThat(last.stock().shippedMaterials()).isEqualTo(6);
    assertThat(last.stock().open()).isZero();
  }

  @Test
  void whatTheDestinationRefusesWhileTheDispatcherFailsStaysOpen() {
    failsWhileTheDriverHasThreeProducts();
    broken.expectMessageClass(TransportReport.Failing.class);
    destination.trouble = "disk full";
    destination.goOn();
    TransportStock last = broken.receiveMessage().stock();
    assertThat(last.shipments()).isZero();
    assertThat(last.open()).isEqualTo(6);
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
    samples.add(new Dispatcher.Load(goods.products(1, "a", 1), director.ref(), null, Map.of()));
    samples.add(new Dispatcher.RequestPermits(1, director.ref()));
    samples.add(new Dispatcher.ReturnPermits(1, director.ref()));
    samples.add(new Dispatcher.GetStock(reader.ref()));
    samples.add(new Dispatcher.Find(Pid.of("p"), kit.<Located>createTestProbe().ref()));
    samples.add(new Dispatcher.GetPallet(0, stevedore.ref()));
    samples.add(new Dispatcher.PalletPacked(0, 99, List.of()));
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

  private ActorRef<Dispatcher.Command> dispatcher(
      TransportSettings settings, Destination to, Drill drill) {
    return kit.spawn(
        Dispatcher.create(settings, to, broken.ref(), ops.ref(), drill, FactoryClock.system()));
  }

  /** Fails when this point is passed for the {@code pass}th time. */
  private static Drill failing(String at, int pass) {
    AtomicInteger passed = new AtomicInteger();
    return point -> {
      if (point.equals(at) && passed.incrementAndGet() == pass) {
        throw new Drill.Failure(point);
      }
    };
  }

  /** Loads as permits are granted. */
  private void load(ActorRef<Dispatcher.Command> dispatcher, List<Cargo> cargo) {
    dispatcher.tell(new Dispatcher.RequestPermits(cargo.size(), director.ref()));
    int loaded = 0;
    while (loaded < cargo.size()) {
      int permits = director.receiveMessage().permits();
      dispatcher.tell(
          new Dispatcher.Load(
              List.copyOf(cargo.subList(loaded, loaded + permits)),
              director.ref(),
              null,
              Map.of()));
      loaded += permits;
    }
  }

  /** The stock, once it is as expected. */
  private TransportStock stock(
      ActorRef<Dispatcher.Command> dispatcher, Predicate<TransportStock> expected) {
    return reader.awaitAssert(
        () -> {
          dispatcher.tell(new Dispatcher.GetStock(reader.ref()));
          TransportStock stock = reader.receiveMessage();
          assertThat(stock).matches(expected);
          return stock;
        });
  }

  private <T extends Ops.Command> T expect(Class<T> type) {
    while (true) {
      Ops.Command command = ops.receiveMessage();
      if (type.isInstance(command)) {
        return type.cast(command);
      }
    }
  }
}
