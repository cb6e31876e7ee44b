package factory.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plant's figures at one moment, as the history keeps them. A figure that is not known is NaN.
 *
 * @param at when
 * @param materials records bought in a second
 * @param assembled materials assembled in a second
 * @param products products shipped in a second
 * @param backlog materials on the lines, or with workers and not yet assembled
 * @param roster live workers
 * @param openBytes estimated bytes of open assemblies
 * @param warehouse products and scrap in the warehouse
 * @param cpu the share of all cores that the process took, 0 to 1
 * @param cores how busy each core was, 0 to 1; empty where it is unknown
 * @param heapUsed bytes
 * @param heapMax bytes
 * @param gcMillis how long collections stopped the JVM in a second
 * @param toProduct how long materials took to leave in a product
 * @param toShipment how long products took to be shipped
 */
public record Sample(
    Instant at,
    double materials,
    double assembled,
    double products,
    long backlog,
    long roster,
    long openBytes,
    long warehouse,
    double cpu,
    List<Double> cores,
    long heapUsed,
    long heapMax,
    double gcMillis,
    Percentiles toProduct,
    Percentiles toShipment) {

  /**
   * As the plant is now. Once all is closed nothing moves any more: then with the rates at which
   * that came which has come since the sample before. They are of the reports, which came earlier
   * than the samples, so that no rate is higher than it was.
   *
   * @param before the one that the sample before is of; null if there is none
   */
  static Sample of(Instant at, Snapshot s, @Nullable Snapshot before, Machine.Reading machine) {
    if (!s.ended()) {
      return of(at, s, s.boughtPerSecond(), s.allAssembledPerSecond(), machine);
    }
    boolean bought = before == null || s.account().bought() > before.account().bought();
    return of(at, s, bought ? s.pace().bought() : 0, assembledSince(before, s), machine);
  }

  private static double assembledSince(@Nullable Snapshot before, Snapshot s) {
    double perSecond = 0;
    for (int i = 0; i < s.pace().assembled().size(); i++) {
      if (before == null || assembledBy(i, s) > assembledBy(i, before)) {
        perSecond += s.pace().assembled().get(i);
      }
    }
    return perSecond;
  }

  private static long assembledBy(int workshop, Snapshot s) {
    return s.account().workshops().get(workshop).assembled();
  }

  private static Sample of(
      Instant at, Snapshot s, double bought, double assembled, Machine.Reading machine) {
    List<WorkshopStock> workshops = s.account().workshops();
    return new Sample(
        at,
        bought,
        assembled,
        s.productsPerSecond(),
        workshops.stream().mapToLong(w -> w.onLine() + w.delivered()).sum(),
        workshops.stream().mapToLong(WorkshopStock::roster).sum(),
        workshops.stream().mapToLong(WorkshopStock::openBytes).sum(),
        s.account().transport().inWarehouse(),
        machine.process(),
        machine.cores(),
        machine.heapUsed(),
        machine.heapMax(),
        machine.gcMillis(),
        s.transit().toProduct(),
        s.transit().toShipment());
  }
}
