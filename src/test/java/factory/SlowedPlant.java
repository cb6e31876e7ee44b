package factory;

import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.goods.Drill;
import factory.goods.Material;
import factory.operations.Bottleneck;
import factory.operations.Console;
import factory.transportation.Encoder;
import factory.transportation.OtherDestination;
import factory.transportation.Truck;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A whole factory of which one stage is slowed on purpose; another one at any time. */
final class SlowedPlant implements AutoCloseable {
  static final Duration PATIENCE = KitPlant.PATIENCE;

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

  private final KitPlant plant;
  private volatile Slow slow;

  /** Opens a factory that is shown at {@code console}; its source is slow only from the start. */
  SlowedPlant(Slow slow, Console console) {
    this.slow = slow;
    plant =
        new KitPlant(
            settings(slow),
            new SlowBlueprint<>(new PacketsBlueprint(), this),
            new SlowDestination(),
            console);
  }

  private static List<String> settings(Slow slow) {
    return List.of(
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
    return plant.stop();
  }

  @Override
  public void close() {
    plant.close();
  }

  private static final class SlowBlueprint<A> extends OtherBlueprint<A> {
    private final SlowedPlant plant;

    SlowBlueprint(Blueprint<A> quick, SlowedPlant plant) {
      super(quick);
      this.plant = plant;
    }

    @Override
    public A add(A assembly, Material material) {
      plant.pass(Slow.BLUEPRINT);
      return super.add(assembly, material);
    }
  }

  private final class SlowDestination extends OtherDestination {
    @Override
    public Encoder encoder() {
      Encoder encoder = super.encoder();
      return cargo -> {
        pass(Slow.STEVEDORE);
        return encoder.encode(cargo);
      };
    }

    @Override
    public void ship(Truck truck, Drill drill) throws IOException {
      pass(Slow.DESTINATION);
      super.ship(truck, drill);
    }
  }
}
