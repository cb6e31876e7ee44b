package factory;

import factory.custody.Ledger;
import factory.goods.Drill;
import factory.transportation.Destination;
import factory.transportation.DestinationSettings;
import factory.transportation.Destinations;
import factory.transportation.Encoder;
import factory.transportation.Truck;
import java.io.IOException;
import java.util.List;

/** Throws all away, but for what a test changes. */
abstract class OtherDestination implements Destination {
  private final Destination discard =
      Destinations.open(new DestinationSettings.Discard(), "test", List.of());

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
