package factory;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.goods.FactoryClock;
import factory.operations.Console;
import factory.purchasing.Supplier;
import factory.transportation.Destination;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** A whole factory on a test kit, with a blueprint and a destination of the test's own. */
final class KitPlant implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ActorTestKit kit;
  private final ActorRef<Ceo.Command> ceo;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /**
   * Opens it.
   *
   * @param set settings below {@code factory.}, as {@code workshops=2}
   */
  KitPlant(List<String> set, Blueprint<?> blueprint, Destination destination, Console console) {
    this(set, blueprint, destination, console, Reception.NONE);
  }

  /** As above; {@code reception} is told where people may ask. */
  KitPlant(
      List<String> set,
      Blueprint<?> blueprint,
      Destination destination,
      Console console,
      Reception reception) {
    this(set, UnaryOperator.identity(), blueprint, destination, console, reception);
  }

  /** As above; buys from what {@code source} makes of the supplier that the settings name. */
  KitPlant(
      List<String> set,
      UnaryOperator<Supplier> source,
      Blueprint<?> blueprint,
      Destination destination,
      Console console,
      Reception reception) {
    this(set, ConfigFactory.empty(), source, blueprint, destination, console, reception);
  }

  /** As above, with {@code system} over the configuration of the actor system. */
  KitPlant(
      List<String> set,
      Config system,
      UnaryOperator<Supplier> source,
      Blueprint<?> blueprint,
      Destination destination,
      Console console,
      Reception reception) {
    ConfigStack stack =
        ConfigStack.of(
            ConfigFactory.empty(), set.stream().map(setting -> "factory." + setting).toList());
    FactorySettings settings = stack.settings();
    Config threads =
        system
            .withFallback(
                ConfigFactory.parseString(
                    "pekko.jvm-exit-on-fatal-error = off, pekko.coordinated-shutdown.exit-jvm = off"))
            .withFallback(Plant.threads(stack.config(), settings));
    kit = ActorTestKit.create("plant", threads);
    Plan plan =
        Plant.plan(
            settings,
            source.apply(Plant.supplier(settings)),
            blueprint,
            destination,
            FactoryClock.system(),
            console);
    ceo = kit.spawn(Ceo.create(plan, outcome, reception));
  }

  /** How it ends, by itself or after {@link #stop}. */
  Outcome outcome() throws Exception {
    return outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Ends it in order. */
  Outcome stop() throws Exception {
    ceo.tell(Ceo.Stop.INSTANCE);
    return outcome();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
