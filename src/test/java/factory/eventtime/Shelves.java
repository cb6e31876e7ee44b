package factory.eventtime;

import factory.Outcome;
import factory.custody.Amendable;
import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.eventtime.EventPlant.Result;
import factory.eventtime.EventPlant.Shipment;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.transportation.Crate;
import factory.transportation.Destination;
import factory.transportation.Encoder;
import factory.transportation.Parcel;
import factory.transportation.Truck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A destination that keeps cargo as it comes to the stevedores, and enters it when it is shipped.
 */
final class Shelves implements Destination {
  /**
   * Of a pid that begins so, a stevedore drops a product now and then, and others overtake it: the
   * same ones whenever a run has the same seed.
   */
  static final String HEAVY = "heavy-";

  private static final long PAUSE_NANOS = 5_000_000;

  /** As it was at the start: others read it while what is shipped is entered. */
  private final Ledger before;

  private final Ledger now;
  private final List<Cargo> packed = new ArrayList<>();
  private final List<Product> products = new ArrayList<>();
  private final List<Scrap> scrap = new ArrayList<>();
  private final List<Shipment> shipments = new ArrayList<>();
  private final Amendables.@Nullable Bounds bounds;

  /** Of the source, for messages. */
  final long seed;

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
        number = (packed.size() + "\n").getBytes(StandardCharsets.UTF_8);
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
          String numbers = new String(parcel.bytes(), StandardCharsets.UTF_8);
          List<Cargo> all = numbers.lines().map(Integer::parseInt).map(packed::get).toList();
          if (now.add(parcel.positions()) != parcel.materials()) {
            throw new AssertionError("not for the first time: one of " + all + "; seed " + seed);
          }
          for (Cargo cargo : all) {
            if (cargo instanceof Product product) {
              products.add(product);
            } else {
              scrap.add((Scrap) cargo);
            }
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

  synchronized int scrap() {
    return scrap.size();
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
