package factory.transportation;

import factory.custody.Ledger;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Partition;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import java.util.List;

/** Counts shipments and throws the products away; keeps no positions. */
final class DiscardDestination implements Destination {
  private static final byte[] NOTHING = {};
  private static final Positions NO_POSITIONS = new Positions();

  private final Ledger ledger;
  private volatile long lastNumber;

  DiscardDestination(List<Partition> partitions) {
    this.ledger = new Ledger(partitions);
  }

  @Override
  public String describe() {
    return "discard";
  }

  @Override
  public Encoder encoder() {
    return new Weigher();
  }

  @Override
  public void ship(Truck truck, Drill drill) {
    if (truck.number() > lastNumber) {
      drill.pass(Driver.BEFORE_WRITE);
      drill.pass(Driver.AFTER_WRITE);
      drill.pass(Driver.BEFORE_COMMIT);
      lastNumber = truck.number();
      drill.pass(Driver.AFTER_COMMIT);
    }
  }

  @Override
  public boolean keepsPositions() {
    return false;
  }

  @Override
  public long lastNumber() {
    return lastNumber;
  }

  /** Always empty: nothing is kept that a later run could skip. */
  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {}

  /** Encodes nothing. */
  private static final class Weigher implements Encoder {
    private Crate last = new Crate("", List.of());

    @Override
    public Parcel encode(Cargo cargo) {
      if (cargo instanceof Product product) {
        if (!last.pclass().equals(product.pclass())) {
          last = new Crate(product.pclass(), List.of());
        }
        return Parcel.ofProduct(last, product.materials(), NO_POSITIONS, NOTHING);
      }
      Scrap scrap = (Scrap) cargo;
      return Parcel.ofScrap(scrap, NO_POSITIONS, NOTHING);
    }
  }
}
