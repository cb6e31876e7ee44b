package factory.transportation;

import factory.custody.Ledger;
import factory.goods.Drill;
import factory.goods.Partition;
import java.io.IOException;
import java.util.List;

/** Throws all away, but for what a test changes. */
public abstract class OtherDestination implements Destination {
  private final DiscardDestination discard;

  /** With a ledger for no partition. */
  protected OtherDestination() {
    this(List.of());
  }

  OtherDestination(List<Partition> source) {
    discard = new DiscardDestination(source);
  }

  @Override
  public String describe() {
    return "a test's";
  }

  @Override
  public Encoder encoder() {
    return discard.encoder();
  }

  @Override
  public void ship(Truck truck, Drill drill) throws IOException {
    discard.ship(truck, drill);
  }

  @Override
  public boolean keepsPositions() {
    return false;
  }

  @Override
  public long lastNumber() {
    return discard.lastNumber();
  }

  @Override
  public Ledger ledger() {
    return discard.ledger();
  }

  @Override
  public void close() {
    discard.close();
  }
}
