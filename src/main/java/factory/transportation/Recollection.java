package factory.transportation;

import factory.custody.Amendable;
import factory.custody.Amendables;
import factory.custody.Ledger;
import factory.goods.Partition;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the ledger which products late materials may still amend, where that is asked for
 * ({@code contract.late = amend}).
 */
final class Recollection {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);

  private final Amendables.@Nullable Bounds bounds;
  private boolean said;

  /**
   * @param bounds null where nothing is amended
   */
  Recollection(Amendables.@Nullable Bounds bounds) {
    this.bounds = bounds;
  }

  /** The encoder, whose parcels say what can be amended. */
  Encoder encoder(Encoder encoder, List<Partition> partitions) {
    if (bounds == null) {
      return encoder;
    }
    return cargo -> {
      Parcel parcel = encoder.encode(cargo);
      return cargo instanceof Product product
          ? parcel.amendable(Amendable.of(product, partitions.get(product.partition()).name()))
          : parcel;
    };
  }

  /** What on a truck can be amended. */
  static List<Amendable> of(Truck truck) {
    List<Amendable> amendable = new ArrayList<>();
    truck.forEach(parcel -> amendable.addAll(parcel.amendables()));
    return amendable;
  }

  /** A truck is shipped; what is done with that stands in the ledger. */
  void enter(Truck truck, Ledger ledger) {
    if (bounds == null) {
      return;
    }
    int forgotten =
        ledger.amendables().add(of(truck), bounds, ledger.passedTime(bounds.sequence()));
    if (forgotten > 0 && !said) {
      said = true;
      LOG.warn(
          "{} products that late records may amend are forgotten: the ledger keeps {} bytes of them (factory.contract.amend-memory); after a restart such a record is a product of its own. Said once",
          forgotten,
          bounds.bytes());
    }
  }
}
