package factory.testkit;

import factory.custody.Ledger;
import factory.goods.Drill;
import factory.transportation.Destination;
import factory.transportation.Destinations;
import factory.transportation.Encoder;
import factory.transportation.Parcel;
import factory.transportation.Truck;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what it is shipped in memory, as the lines that a destination of files would write; commits
 * and numbers shipments as that does.
 */
final class TestDestination implements Destination {
  private final ChronoUnit unit;
  private final Ledger ledger = new Ledger(TestSupplier.PARTITIONS);
  private final List<String> products = new ArrayList<>();
  private final List<String> scrap = new ArrayList<>();
  private long lastNumber;

  /** {@code unit} is that of event times. */
  TestDestination(ChronoUnit unit) {
    this.unit = unit;
  }

  /** The lines of all products shipped from number {@code from} on, in order. */
  synchronized List<String> products(int from) {
    return List.copyOf(products.subList(from, products.size()));
  }

  /** The lines of all scrap shipped from number {@code from} on, in order. */
  synchronized List<String> scrap(int from) {
    return List.copyOf(scrap.subList(from, scrap.size()));
  }

  @Override
  public String describe() {
    return "a test";
  }

  @Override
  public Encoder encoder() {
    return Destinations.jsonLines(TestSupplier.PARTITIONS, unit);
  }

  @Override
  public void ship(Truck truck, Drill drill) {
    if (truck.number() > lastNumber()) {
      drill.pass("driver.before-commit");
      commit(truck);
      drill.pass("driver.after-commit");
    }
  }

  private synchronized void commit(Truck truck) {
    truck.products().values().forEach(parcels -> parcels.forEach(p -> products.addAll(lines(p))));
    truck.scrap().forEach(parcel -> scrap.addAll(lines(parcel)));
    lastNumber = truck.number();
  }

  private static List<String> lines(Parcel parcel) {
    return new String(parcel.bytes(), StandardCharsets.UTF_8).lines().toList();
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
    return ledger;
  }

  @Override
  public void close() {}
}
