package factory;

import factory.bench.BenchDestination;
import factory.bench.Reference;
import factory.blueprint.Blueprint;
import factory.goods.FactoryClock;
import factory.goods.Product;
import factory.operations.Account;
import factory.operations.Console;
import factory.purchasing.Supplier;
import factory.transportation.Destinations;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A run of the whole factory by the clock, which runs from the opening of the source to the commit
 * of the last shipment.
 *
 * @param outcome how it ended
 * @param workshops how many there were
 * @param staffed workers that were on the bench before the clock ran
 * @param found what came out, in short
 * @param limited how many of the products were closed at a limit
 * @param scrapped why something was scrapped; null if nothing was
 * @param cpuSeconds processor time of the whole process, its start and end included
 */
record TimedRun(
    Outcome outcome,
    int workshops,
    int staffed,
    Reference found,
    long limited,
    @Nullable String scrapped,
    double seconds,
    double cpuSeconds) {
  /**
   * Runs a factory to the end of its source.
   *
   * @param stack its settings, but for source and blueprint
   * @param digest of a product; their sum is compared
   * @throws OutOfMemoryError if its Buyer had no memory left
   */
  static TimedRun of(
      ConfigStack stack, Supplier source, Blueprint<?> blueprint, ToLongFunction<Product> digest) {
    FactorySettings settings = stack.settings();
    TimedSupplier supplier = TimedSupplier.of(source, FactoryClock.system(), settings);
    BenchDestination destination =
        new BenchDestination(
            Destinations.open(settings.destination(), settings.name(), supplier.partitions()),
            digest);
    Plan plan =
        Plant.plan(settings, supplier, blueprint, destination, FactoryClock.system(), Console.OFF);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    long cpu = cpuNanos();
    ActorSystem<Ceo.Command> system =
        ActorSystem.create(
            Ceo.create(plan, outcome), "factory", Plant.threads(stack.config(), settings));
    Outcome end = outcome.join();
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    double seconds = (destination.shippedAt() - supplier.openedAt()) / 1e9;
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    destination.close();
    if (SignalDrain.MEMORY_RAN_OUT.equals(end.trouble())) {
      throw new OutOfMemoryError(SignalDrain.MEMORY_RAN_OUT);
    }
    int workshops = settings.workshops();
    int staffed = workshops * settings.eachWorkshop().bench().staffed();
    return new TimedRun(
        end,
        workshops,
        staffed,
        destination.found(),
        destination.limited(),
        destination.scrapped(),
        seconds,
        cpuSeconds);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Whether all materials are in the products that must be. */
  boolean isRight(Reference expected, long materials) {
    Account account = outcome.account();
    return found.equals(expected)
        && account.balances()
        && account.bought() == materials
        && account.shipped() == materials;
  }

  /** Why it is not right, and what to do about it, as far as it can be told. */
  String whyWrong(long materials) {
    return "the products are wrong, so there is no rate; " + reason(materials);
  }

  private String reason(long materials) {
    if (limited > 0) {
      return Words.count(limited, "product")
          + (limited == 1 ? " was" : " were")
          + " closed at a limit before all materials had come: give Java more heap by -Xmx, or raise factory.memory.open-assemblies,"
          + " factory.workshop.max-workers or whatever --set limits under factory.contract";
    }
    if (outcome.ending() != Outcome.Ending.END_OF_INPUT || outcome.trouble() != null) {
      return outcome.describe();
    }
    Account account = outcome.account();
    String counts =
        "of %s %s were bought, %s shipped and %s scrapped"
            .formatted(
                Words.count(materials, "material"),
                Words.count(account.bought()),
                Words.count(account.shipped()),
                Words.count(account.scrapped()));
    if (scrapped != null) {
      return counts + ", as this one: " + scrapped;
    }
    if (account.bought() != materials || account.open() > 0 || !account.balances()) {
      return "%s, %s are open and %s missing: a fault of the factory, which should be reported"
          .formatted(counts, Words.count(account.open()), Words.count(account.missing()));
    }
    return counts
        + ", in other products than they must be: does --set change what they are made of?";
  }
}
