package factory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.custody.Ledger;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Material;
import factory.goods.Pid;
import factory.operations.Console;
import factory.transportation.Destination;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import factory.transportation.Encoder;
import factory.transportation.Truck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** A department that fails while it is made: the factory closes for it and says why. */
class UnmadeDepartmentTest {
  private static final ConfigStack STACK =
      ConfigStack.of(
          ConfigFactory.empty(),
          List.of(
              "factory.workshops=1",
              "factory.source.rate=unlimited",
              "factory.destination.kind=discard",
              "factory.operations.console=off"));

  private static final Supplier<IllegalStateException> BROKEN =
      () -> new IllegalStateException("ask me later");

  private static Outcome outcome(Blueprint<?> blueprint, Destination destination) throws Exception {
    FactorySettings settings = STACK.settings();
    ActorTestKit kit =
        ActorTestKit.create(
            "unmade",
            ConfigFactory.parseString(
                    "pekko.jvm-exit-on-fatal-error = off, pekko.coordinated-shutdown.exit-jvm = off")
                .withFallback(Plant.threads(STACK.config(), settings)));
    try {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      Plan plan =
          Plant.plan(
              settings,
              Plant.supplier(settings),
              blueprint,
              destination,
              FactoryClock.system(),
              Console.OFF);
      kit.spawn(Ceo.create(plan, outcome));
      return outcome.get(60, TimeUnit.SECONDS);
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void aDirectorThatCannotBeMadeSaysWhy() throws Exception {
    Outcome outcome =
        outcome(new Unsure<>(new PacketsBlueprint(), BROKEN), new Unnumbered(() -> null));
    assertThat(outcome.describe())
        .isEqualTo(
            "a fault of the factory: director-0 failed: java.lang.IllegalStateException: ask me later");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
  }

  @Test
  void aDirectorThatLacksAClassSaysWhichAndTheJvmGoesOn() throws Exception {
    Supplier<Error> lacking = () -> new NoClassDefFoundError("com/example/Gone");
    Outcome outcome =
        outcome(new Unsure<>(new PacketsBlueprint(), lacking), new Unnumbered(() -> null));
    assertThat(outcome.describe()).contains("director-0 failed").contains("com/example/Gone");
  }

  @Test
  void aDispatcherThatCannotBeMadeSaysWhy() throws Exception {
    Outcome outcome = outcome(new PacketsBlueprint(), new Unnumbered(BROKEN));
    assertThat(outcome.describe())
        .startsWith(
            "a fault of the factory: dispatcher failed: java.lang.IllegalStateException: ask me later");
    assertThat(outcome.late()).isFalse();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
  }

  /** Fails when it is asked whether it may complete. */
  private record Unsure<A>(Blueprint<A> other, Supplier<? extends Throwable> failure)
      implements Blueprint<A> {
    @Override
    public boolean mayComplete() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }

    @Override
    public A begin(Pid pid) {
      return other.begin(pid);
    }

    @Override
    public A add(A assembly, Material material) {
      return other.add(assembly, material);
    }

    @Override
    public String pclass(A assembly) {
      return other.pclass(assembly);
    }

    @Override
    public Map<String, ?> fields(A assembly) {
      return other.fields(assembly);
    }

    @Override
    public long weight(A assembly) {
      return other.weight(assembly);
    }
  }

  /** May fail when it is asked for its last shipment, which the dispatcher does first of all. */
  private record Unnumbered(Supplier<? extends RuntimeException> failure, Destination other)
      implements Destination {
    Unnumbered(Supplier<? extends RuntimeException> failure) {
      this(failure, Destinations.open(new DestinationSettings.Discard(), "unmade", List.of()));
    }

    @Override
    public String describe() {
      return "nowhere";
    }

    @Override
    public Encoder encoder() {
      return other.encoder();
    }

    @Override
    public void ship(Truck truck, Drill drill) throws IOException {
      other.ship(truck, drill);
    }

    @Override
    public boolean keepsPositions() {
      return false;
    }

    @Override
    public long lastNumber() {
      RuntimeException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
      return other.lastNumber();
    }

    @Override
    public Ledger ledger() {
      return other.ledger();
    }

    @Override
    public void close() {
      other.close();
    }
  }
}
