package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.custody.Ledger;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Alarm;
import factory.operations.Bottleneck;
import factory.operations.Console;
import factory.operations.Snapshot;
import factory.transportation.Destination;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import factory.transportation.Encoder;
import factory.transportation.Truck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole factory with one stage slowed on purpose: that one is named, by the page's figure and an
 * alarm.
 */
final class SlowStageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What is slowed, and for how long at each piece of work. */
  enum Slow {
    BLUEPRINT(Bottleneck.Stage.BLUEPRINT, 1),
    STEVEDORE(Bottleneck.Stage.STEVEDORES, 2),
    DESTINATION(Bottleneck.Stage.DESTINATION, 1_500),
    SOURCE(Bottleneck.Stage.SOURCE, 0);

    private final Bottleneck.Stage stage;
    private final long millis;

    Slow(Bottleneck.Stage stage, long millis) {
      this.stage = stage;
      this.millis = millis;
    }

    void pass(Slow here) {
      if (this == here) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
      }
    }
  }

  /** Completes when the plant is shown as it is expected. */
  private static final class Watcher implements Console {
    private final Slow slow;
    private final CompletableFuture<Snapshot> named = new CompletableFuture<>();
    private volatile Snapshot last;

    Watcher(Slow slow) {
      this.slow = slow;
    }

    @Override
    public void show(Snapshot snapshot) {
      last = snapshot;
      String key = "bottleneck/" + slow.stage.name().toLowerCase(java.util.Locale.ROOT);
      boolean alarmed =
          slow == Slow.SOURCE || snapshot.alarms().stream().map(Alarm::key).anyMatch(key::equals);
      if (snapshot.bottleneck().stage() == slow.stage
          && alarmed
          && snapshot.running().toSeconds() >= 2) {
        named.complete(snapshot);
      }
    }

    @Override
    public void close(Runnable done) {
      done.run();
    }
  }

  private static ConfigStack stack(Slow slow) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "workshops=2",
                "source.rate=" + (slow == Slow.SOURCE ? "500" : "unlimited"),
                "line.capacity=2048",
                "line.batch=256",
                "contract.max-materials=1",
                "transportation.line=1024",
                "transportation.warehouse.capacity=1000",
                "transportation.pallet=64",
                "transportation.driver.every=100 ms",
                "destination.kind=discard",
                "operations.console=off",
                "operations.every=100 ms",
                "workshop.monitor.every=100 ms",
                "operations.alarms.bottleneck=1 s"));
    return ConfigStack.of(
        ConfigFactory.empty(), settings.stream().map(setting -> "factory." + setting).toList());
  }

  @ParameterizedTest
  @EnumSource(Slow.class)
  void theStageThatIsSlowedIsNamed(Slow slow) throws Exception {
    ConfigStack stack = stack(slow);
    FactorySettings settings = stack.settings();
    Config threads =
        ConfigFactory.parseString(
                "pekko.jvm-exit-on-fatal-error = off, pekko.coordinated-shutdown.exit-jvm = off")
            .withFallback(Plant.threads(stack.config(), settings));
    ActorTestKit kit = ActorTestKit.create("slow-stage", threads);
    try {
      Watcher watcher = new Watcher(slow);
      Plan plan =
          Plant.plan(
              settings,
              Plant.supplier(settings),
              new SlowBlueprint<>(new PacketsBlueprint(), slow),
              new SlowDestination(slow),
              FactoryClock.system(),
              watcher);
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      ActorRef<Ceo.Command> ceo = kit.spawn(Ceo.create(plan, outcome));
      Snapshot seen =
          watcher
              .named
              .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .exceptionally(late -> watcher.last)
              .get();
      assertThat(seen.bottleneck().stage())
          .as("%s, alarms %s", seen.bottleneck(), seen.alarms())
          .isEqualTo(slow.stage);
      assertThat(seen.bottleneck().busy()).isGreaterThan(0.4);
      assertThat(
              seen.alarms().stream().map(Alarm::key).filter(key -> key.startsWith("bottleneck/")))
          .hasSize(slow == Slow.SOURCE ? 0 : 1);
      ceo.tell(Ceo.Stop.INSTANCE);
      assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).account().balances()).isTrue();
    } finally {
      kit.shutdownTestKit();
    }
  }

  private record SlowBlueprint<A>(Blueprint<A> quick, Slow slow) implements Blueprint<A> {
    @Override
    public A begin(Pid pid) {
      return quick.begin(pid);
    }

    @Override
    public A add(A assembly, Material material) {
      slow.pass(Slow.BLUEPRINT);
      return quick.add(assembly, material);
    }

    @Override
    public String pclass(A assembly) {
      return quick.pclass(assembly);
    }

    @Override
    public Map<String, ?> fields(A assembly) {
      return quick.fields(assembly);
    }

    @Override
    public long weight(A assembly) {
      return quick.weight(assembly);
    }
  }

  private static final class SlowDestination implements Destination {
    private final Slow slow;
    private final Destination quick =
        Destinations.open(new DestinationSettings.Discard(), "slow", List.of());

    SlowDestination(Slow slow) {
      this.slow = slow;
    }

    @Override
    public String describe() {
      return "a slow one";
    }

    @Override
    public Encoder encoder() {
      Encoder encoder = quick.encoder();
      return cargo -> {
        slow.pass(Slow.STEVEDORE);
        return encoder.encode(cargo);
      };
    }

    @Override
    public void ship(Truck truck, Drill drill) throws IOException {
      slow.pass(Slow.DESTINATION);
      quick.ship(truck, drill);
    }

    @Override
    public boolean keepsPositions() {
      return false;
    }

    @Override
    public long lastNumber() {
      return quick.lastNumber();
    }

    @Override
    public Ledger ledger() {
      return quick.ledger();
    }

    @Override
    public void close() {
      quick.close();
    }
  }
}
