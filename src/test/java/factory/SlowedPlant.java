package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.custody.Ledger;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Bottleneck;
import factory.operations.Console;
import factory.transportation.Destination;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import factory.transportation.Encoder;
import factory.transportation.Truck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** A whole factory of which one stage is slowed on purpose; another one at any time. */
final class SlowedPlant implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

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

    Bottleneck.Stage stage() {
      return stage;
    }

    /** The key of the alarm that names it. */
    String alarm() {
      return "bottleneck/" + stage.name().toLowerCase(Locale.ROOT);
    }
  }

  private final ActorTestKit kit;
  private final ActorRef<Ceo.Command> ceo;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile Slow slow;

  /** Opens a factory that is shown at {@code console}; its source is slow only from the start. */
  SlowedPlant(Slow slow, Console console) {
    this.slow = slow;
    ConfigStack stack = stack(slow);
    FactorySettings settings = stack.settings();
    Config threads =
        ConfigFactory.parseString(
                "pekko.jvm-exit-on-fatal-error = off, pekko.coordinated-shutdown.exit-jvm = off")
            .withFallback(Plant.threads(stack.config(), settings));
    kit = ActorTestKit.create("slow-stage", threads);
    Plan plan =
        Plant.plan(
            settings,
            Plant.supplier(settings),
            new SlowBlueprint<>(new PacketsBlueprint(), this),
            new SlowDestination(),
            FactoryClock.system(),
            console);
    ceo = kit.spawn(Ceo.create(plan, outcome));
  }

  private static ConfigStack stack(Slow slow) {
    List<String> settings =
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
            "operations.alarms.bottleneck=1 s");
    return ConfigStack.of(
        ConfigFactory.empty(), settings.stream().map(setting -> "factory." + setting).toList());
  }

  /** Slows this from now on, and nothing else. */
  void slow(Slow next) {
    slow = next;
  }

  private void pass(Slow here) {
    if (slow == here) {
      LockSupport.parkNanos(Duration.ofMillis(here.millis).toNanos());
    }
  }

  /** Ends it in order. */
  Outcome stop() throws Exception {
    ceo.tell(Ceo.Stop.INSTANCE);
    return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  private record SlowBlueprint<A>(Blueprint<A> quick, SlowedPlant plant) implements Blueprint<A> {
    @Override
    public A begin(Pid pid) {
      return quick.begin(pid);
    }

    @Override
    public A add(A assembly, Material material) {
      plant.pass(Slow.BLUEPRINT);
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

  private final class SlowDestination implements Destination {
    private final Destination quick =
        Destinations.open(new DestinationSettings.Discard(), "slow", List.of());

    @Override
    public String describe() {
      return "a slow one";
    }

    @Override
    public Encoder encoder() {
      Encoder encoder = quick.encoder();
      return cargo -> {
        pass(Slow.STEVEDORE);
        return encoder.encode(cargo);
      };
    }

    @Override
    public void ship(Truck truck, Drill drill) throws IOException {
      pass(Slow.DESTINATION);
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
