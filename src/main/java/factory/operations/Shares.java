package factory.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which workshop is sent more than the others, as by one busy pid. What stands on the lines does
 * not say: of lines that are sent alike some drain before others, while the one that is full holds
 * the Buyer. So it goes by what came since all lines together were filled once at least.
 */
final class Shares {
  private Map<Integer, Long> earlier = Map.of();
  private Map<Integer, Long> later = Map.of();

  /** Takes down what has come to the workshops so far. */
  void look(List<WorkshopStock> workshops) {
    long places = workshops.stream().mapToLong(WorkshopStock::lineCapacity).sum();
    long came = workshops.stream().mapToLong(w -> came(w, later)).sum();
    if (came >= places) {
      earlier = later;
      later = workshops.stream().collect(Collectors.toMap(WorkshopStock::workshop, Shares::came));
    }
  }

  /** The part, 0 to 1, of what came to all {@code workshops} that came to this one of them. */
  double of(WorkshopStock one, List<WorkshopStock> workshops) {
    long all = workshops.stream().mapToLong(w -> came(w, earlier)).sum();
    return (double) came(one, earlier) / Math.max(1, all);
  }

  private static long came(WorkshopStock stock) {
    return stock.assembled() + stock.onLine() + stock.delivered();
  }

  private static long came(WorkshopStock stock, Map<Integer, Long> before) {
    return Math.max(0, came(stock) - before.getOrDefault(stock.workshop(), 0L));
  }
}
