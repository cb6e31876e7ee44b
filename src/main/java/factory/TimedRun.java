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

/**
 * A run of the whole factory by the clock, which runs from the opening of the source to the commit
 * of the last shipment.
 *
 * @param found what came out, in short
 * @param cpuSeconds processor time of the whole process, its start and end included
 */
record TimedRun(Account account, Reference found, double seconds, double cpuSeconds) {
  /**
   * Runs a factory to the end of its source.
   *
   * @param stack its settings, but for source and blueprint
   * @param digest of a product; their sum is compared
   */
  static TimedRun of(
      ConfigStack stack, Supplier source, Blueprint<?> blueprint, ToLongFunction<Product> digest) {
    FactorySettings settings = stack.settings();
    TimedSupplier supplier = new TimedSupplier(source, FactoryClock.system());
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
    Account account = outcome.join().account();
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    double seconds = (destination.shippedAt() - supplier.openedAt()) / 1e9;
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    destination.close();
    return new TimedRun(account, destination.found(), seconds, cpuSeconds);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
