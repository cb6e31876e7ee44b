package factory.transportation;

import factory.goods.Partition;
import java.util.List;

/** Opens destinations. */
public final class Destinations {
  private Destinations() {}

  /**
   * Opens a destination and finds out how far earlier runs have come.
   *
   * @param factoryName written into each shipment
   * @param partitions the source's, in the order of their indexes
   * @throws DestinationException in words, if it cannot be used, is used by another factory, or
   *     holds shipments of another source
   */
  public static Destination open(
      DestinationSettings settings, String factoryName, List<Partition> partitions) {
    if (settings instanceof DestinationSettings.Files files) {
      return FilesDestination.open(files, factoryName, List.copyOf(partitions));
    }
    return new DiscardDestination(partitions);
  }
}
