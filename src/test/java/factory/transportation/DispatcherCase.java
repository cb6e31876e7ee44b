package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.operations.Ops;
import factory.operations.TransportStock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;

/** A dispatcher with probes around it, on a clock that the test drives. */
abstract class DispatcherCase {
  static final Duration DRIVER_EVERY = Duration.ofSeconds(2);
  static final TransportSettings SMALL =
      new TransportSettings(8, 2, 4, 10, 1 << 20, DRIVER_EVERY, Duration.ofSeconds(1), 200_000);

  final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  final ManualTime time = ManualTime.get(kit.system());
  final TestProbe<Ops.Command> ops = kit.createTestProbe();
  final TestProbe<Dispatcher.PermitsGranted> director = kit.createTestProbe();
  final TestProbe<TransportStock> reader = kit.createTestProbe();
  final TestProbe<TransportReport.Closed> ceo = kit.createTestProbe();
  final TestProbe<TransportReport> broken = kit.createTestProbe();
  final FakeDestination destination = new FakeDestination();
  final Goods goods = new Goods();

  @AfterEach
  void shutDown() {
    destination.goOn();
    kit.shutdownTestKit();
  }

  ActorRef<Dispatcher.Command> dispatcher(TransportSettings settings, Destination to, Drill drill) {
    return kit.spawn(
        Dispatcher.create(settings, to, broken.ref(), ops.ref(), drill, FactoryClock.system()));
  }

  /** Fails when this point is passed for the {@code pass}th time. */
  static Drill failing(String at, int pass) {
    AtomicInteger passed = new AtomicInteger();
    return point -> {
      if (point.equals(at) && passed.incrementAndGet() == pass) {
        throw new Drill.Failure(point);
      }
    };
  }

  /** Loads as permits are granted. */
  void load(ActorRef<Dispatcher.Command> dispatcher, List<Cargo> cargo) {
    dispatcher.tell(new Dispatcher.RequestPermits(cargo.size(), director.ref()));
    int loaded = 0;
    while (loaded < cargo.size()) {
      int permits = director.receiveMessage().permits();
      dispatcher.tell(
          new Dispatcher.Load(
              List.copyOf(cargo.subList(loaded, loaded + permits)),
              director.ref(),
              List.of(),
              Map.of()));
      loaded += permits;
    }
  }

  /** The stock, once it is as expected. */
  TransportStock stock(
      ActorRef<Dispatcher.Command> dispatcher, Predicate<TransportStock> expected) {
    return reader.awaitAssert(
        () -> {
          dispatcher.tell(new Dispatcher.GetStock(reader.ref()));
          TransportStock stock = reader.receiveMessage();
          assertThat(stock).matches(expected);
          return stock;
        });
  }

  <T extends Ops.Command> T expect(Class<T> type) {
    while (true) {
      Ops.Command command = ops.receiveMessage();
      if (type.isInstance(command)) {
        return type.cast(command);
      }
    }
  }
}
