package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Drill;
import factory.operations.Ops;
import factory.operations.TransportStock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of cargo when a stevedore, the driver or the dispatcher fails. */
class CrewFailuresTest extends DispatcherCase {
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
    assertThat(failed.consequence()).containsPattern("go(es)? to the next one");
    dispatcher.tell(new Dispatcher.Close(ceo.ref()));
    assertThat(ceo.receiveMessage().stock().shippedProducts()).isEqualTo(20);
    assertThat(new HashSet<>(destination.lines())).hasSize(20);
    assertThat(destination.lines()).hasSize(20);
  }

  @Test
  void aPalletOfOneProductIsSpokenOfAsOne() {
    ActorRef<Dispatcher.Command> dispatcher =
        dispatcher(SMALL, destination, failing(Stevedore.PACK, 1));
    load(dispatcher, goods.products(1, "a", 1));
    assertThat(expect(Ops.Failed.class).consequence())
        .isEqualTo("Restarted; its product goes to the next one.");
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
  void stopsWhenMoreCargoComesThanThereArePermits() {
    ActorRef<Dispatcher.Command> dispatcher = dispatcher(SMALL, destination, Drill.NONE);
    dispatcher.tell(
        new Dispatcher.Load(goods.products(1, "a", 1), director.ref(), List.of(), Map.of()));
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
}
