package factory.eventtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.Ceo;
import factory.ConfigStack;
import factory.FactorySettings;
import factory.Outcome;
import factory.Plant;
import factory.blueprint.Blueprint;
import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.goods.FactoryClock;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Console;
import factory.purchasing.Supplier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Runs whole factories, with their own threads and clock, one after the other; a test gives the
 * source and gets what was shipped.
 */
final class EventPlant implements AutoCloseable {
  /** Most workshops of a run. */
  static final int WORKSHOPS = 4;

  private static final long PATIENCE_SECONDS = 120;

  private final ActorTestKit kit;

  EventPlant() {
    ConfigStack stack = stack("factory.workshops=" + WORKSHOPS, "factory.workshop.threads=2");
    Config config =
        ConfigFactory.parseString(
                "pekko.jvm-exit-on-fatal-error = off, pekko.coordinated-shutdown.exit-jvm = off")
            .withFallback(Plant.threads(stack.config(), stack.settings()));
    kit = ActorTestKit.create("event-time", config);
  }

  private static ConfigStack stack(String... settings) {
    return ConfigStack.of(ConfigFactory.empty(), List.of(settings));
  }

  /** What is left when a factory has ended. */
  record Result(
      List<Product> products, List<Scrap> scrap, List<Shipment> shipments, Outcome outcome) {

    /** The products as a {@link PlainLoop} writes them, sorted. */
    List<String> texts() {
      return products.stream().map(Track::text).sorted().toList();
    }

    /** The positions of what is scrapped, sorted, as a {@link PlainLoop} calls them. */
    List<String> scrapped() {
      return scrapped(scrap);
    }

    /** Those that are scrapped for this reason. */
    List<String> scrapped(Scrap.Reason reason) {
      return scrapped(scrap.stream().filter(one -> one.reason() == reason).toList());
    }

    private static List<String> scrapped(List<Scrap> some) {
      return some.stream().map(one -> "p" + one.partition() + ":" + one.offset()).sorted().toList();
    }

    /** The same if the factory had been killed behind this many shipments. */
    Result killedAfter(int count) {
      List<Shipment> left = shipments.subList(0, count);
      return new Result(
          left.stream().flatMap(shipment -> shipment.products.stream()).toList(),
          left.stream().flatMap(shipment -> shipment.scrap.stream()).toList(),
          left,
          outcome);
    }
  }

  /** What went in one shipment, and the ledger as it was written with it. */
  record Shipment(List<Product> products, List<Scrap> scrap, byte[] written) {
    /** The ledger as the next start reads it. */
    Ledger ledger(List<Partition> partitions) {
      try {
        return Ledger.read(written).ledger().bind(partitions);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A factory under way. */
  final class Run {
    private final Shelves shelves;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final ActorRef<Ceo.Command> ceo;

    private Run(Plan plan) {
      shelves = plan.shelves;
      ceo = kit.spawn(Ceo.create(plan.plan, outcome));
    }

    void stop() {
      ceo.tell(Ceo.Stop.INSTANCE);
    }

    /** Waits until so many products, and so many entries of the scrap, are shipped, or it ends. */
    void await(int products, int scrap) throws InterruptedException {
      long begun = System.nanoTime();
      while (!outcome.isDone() && (shelves.products() < products || shelves.scrap() < scrap)) {
        if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw new AssertionError(
              "after %s s %s of %s products and %s of %s scrap are shipped; seed %s"
                  .formatted(
                      PATIENCE_SECONDS,
                      shelves.products(),
                      products,
                      shelves.scrap(),
                      scrap,
                      shelves.seed));
        }
        Thread.sleep(5);
      }
    }

    Result end() {
      try {
        Outcome end = outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return shelves.result(end);
      } catch (Exception e) {
        throw new AssertionError("the factory does not end; seed " + shelves.seed, e);
      }
    }
  }

  private record Plan(factory.Plan plan, Shelves shelves) {}

  /** Starts a factory with these settings, each as {@code key=value} below {@code factory.}. */
  Run start(Supplier supplier, Blueprint<?> blueprint, Ledger done, String... settings) {
    List<String> all = new ArrayList<>();
    all.add("factory.operations.console=off");
    all.add("factory.source.rate=unlimited");
    all.add("factory.transportation.driver.every=50 ms");
    for (String setting : settings) {
      all.add("factory." + setting);
    }
    return start(stack(all.toArray(String[]::new)).settings(), supplier, blueprint, done);
  }

  /** Starts a factory with these settings, whatever they say of source, blueprint, destination. */
  Run start(FactorySettings parsed, Supplier supplier, Blueprint<?> blueprint, Ledger done) {
    Amendables.Bounds bounds = parsed.amending(supplier.isSequence(), supplier.replayable());
    Shelves shelves = new Shelves(done, bounds, supplier instanceof Streams s ? s.seed() : 0);
    return new Run(
        new Plan(
            Plant.plan(
                parsed,
                supplier.goingOn(shelves.ledger()),
                blueprint,
                shelves,
                FactoryClock.system(),
                Console.OFF),
            shelves));
  }

  /** Runs a factory to the end of its source. */
  Result run(Supplier supplier, Blueprint<?> blueprint, String... settings) {
    return start(supplier, blueprint, new Ledger(supplier.partitions()), settings).end();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }

  /** Partitions named {@code p0}, {@code p1} and so on. */
  static List<Partition> partitions(int count) {
    List<Partition> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      partitions.add(new Partition("p" + i, "a test's"));
    }
    return partitions;
  }
}
