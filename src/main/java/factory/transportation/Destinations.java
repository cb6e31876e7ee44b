package factory.transportation;

import factory.goods.Partition;
import java.time.temporal.ChronoUnit;
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

  /**
   * Finds out whether {@link #open} would do, without making or changing anything; whether another
   * factory uses the destination at the moment is not asked.
   *
   * @param partitions the source's
   * @return the number of the last shipment of earlier runs; 0 if there is none
   * @throws DestinationException in words, if it cannot be used, or holds shipments of another
   *     source
   */
  public static long check(DestinationSettings settings, List<Partition> partitions) {
    return settings instanceof DestinationSettings.Files files
        ? FilesDestination.check(files, List.copyOf(partitions))
        : 0;
  }

  /**
   * An encoder of JSON Lines as {@code files} writes them, for destinations that are made
   * elsewhere.
   *
   * @param partitions the source's, in the order of their indexes
   * @param unit of event times, which are written in UTC
   */
  public static Encoder jsonLines(List<Partition> partitions, ChronoUnit unit) {
    return new JsonEncoder(
        List.copyOf(partitions), new EventTimes(DestinationSettings.Times.ISO, unit));
  }
}
