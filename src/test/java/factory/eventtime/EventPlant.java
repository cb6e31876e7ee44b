package factory.eventtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import factory.Ceo;
import factory.ConfigStack;
import factory.FactorySettings;
import factory.Outcome;
import factory.Plant;
import factory.blueprint.Blueprint;
import factory.custody.Amendable;
import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Console;
import factory.purchasing.Supplier;
import factory.transportation.Crate;
import factory.transportation.Destination;
import factory.transportation.Encoder;
import factory.transportation.Parcel;
import factory.transportation.Truck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Runs whole factories, with their own threads and clock, one after the other; a test gives the
 * source and gets what was shipped.
 */
final class EventPlant implements AutoCloseable {
  /** Most workshops of a run. */
  static final int WORKSHOPS = 4;

  private static final long PATIENCE_SECONDS = 120;

  /**
   * Of a pid that begins so, a stevedore drops a product now and then, and others overtake it: the
   * same ones whenever a run has the same seed.
   */
  static final String HEAVY = "heavy-";

  private static final long PAUSE_NANOS = 5_000_000;

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

    /** Products shipped so far. */
    int shipped() {
      return shelves.products();
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
                supplier.goingOn(done),
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

  /**
   * A destination that keeps cargo as it comes to the stevedores, and enters it when it is shipped.
   */
  private static final class Shelves implements Destination {
    private final Ledger before;
    private final Ledger now;
    private final List<Cargo> packed = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final List<Scrap> scrap = new ArrayList<>();
    private final List<Shipment> shipments = new ArrayList<>();
    private final Amendables.@Nullable Bounds bounds;
    private final long seed;
    private long lastNumber;

    Shelves(Ledger done, Amendables.@Nullable Bounds bounds, long seed) {
      this.seed = seed;
      before = done.copy();
      now = done;
      this.bounds = bounds;
    }

    @Override
    public String describe() {
      return "a test";
    }

    @Override
    public Encoder encoder() {
      return cargo -> {
        if (cargo instanceof Product heavy
            && heavy.pid().text().startsWith(HEAVY)
            && new SplittableRandom(seed + heavy.offset()).nextInt(4) == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        byte[] number;
        synchronized (this) {
          number = String.valueOf(packed.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          packed.add(cargo);
        }
        return cargo instanceof Product product
            ? Parcel.ofProduct(
                new Crate(product.pclass(), List.of()),
                product.materials(),
                product.positions(),
                number)
            : Parcel.ofScrap((Scrap) cargo, number);
      };
    }

    @Override
    public synchronized void ship(Truck truck, Drill drill) {
      if (truck.number() <= lastNumber) {
        return;
      }
      lastNumber = truck.number();
      int productsBefore = products.size();
      int scrapBefore = scrap.size();
      Consumer<Parcel> enter =
          parcel -> {
            Cargo cargo =
                packed.get(
                    Integer.parseInt(
                        new String(parcel.bytes(), java.nio.charset.StandardCharsets.UTF_8)));
            if (now.add(parcel.positions()) != parcel.materials()) {
              throw new AssertionError("not for the first time: " + cargo + "; seed " + seed);
            }
            if (cargo instanceof Product product) {
              products.add(product);
            } else {
              scrap.add((Scrap) cargo);
            }
          };
      truck.forEach(enter);
      List<Product> fresh = List.copyOf(products.subList(productsBefore, products.size()));
      if (bounds != null) {
        List<String> names = now.partitions().stream().map(Partition::name).toList();
        now.amendables()
            .add(
                fresh.stream().map(p -> Amendable.of(p, names.get(p.partition()))).toList(),
                bounds,
                now.passedTime(bounds.sequence()));
      }
      now.settle();
      try {
        byte[] written = now.toBytes("a test", truck.number());
        shipments.add(
            new Shipment(fresh, List.copyOf(scrap.subList(scrapBefore, scrap.size())), written));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized int products() {
      return products.size();
    }

    synchronized Result result(Outcome outcome) {
      return new Result(List.copyOf(products), List.copyOf(scrap), List.copyOf(shipments), outcome);
    }

    @Override
    public boolean keepsPositions() {
      return true;
    }

    @Override
    public synchronized long lastNumber() {
      return lastNumber;
    }

    @Override
    public Ledger ledger() {
      return before;
    }

    @Override
    public void close() {}
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
