package factory;

import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says who had not finished when the deadline came, and what with. */
final class Latecomers {
  private static final int MOST = 3;

  private final List<String> named = new ArrayList<>();
  private int more;

  /**
   * Of those who have not given their last report.
   *
   * @param purchases of a Buyer that still buys; else null
   * @param workshops of those that are not empty
   * @param silent numbers of those that did not even say what they have
   * @param transport of a dispatcher that still works; else null
   */
  Latecomers(
      @Nullable PurchaseStock purchases,
      Collection<WorkshopStock> workshops,
      Set<Integer> silent,
      @Nullable TransportStock transport) {
    if (purchases != null) {
      named.add("the Buyer with " + Words.count(purchases.held(), "record") + " not yet sent");
    }
    silent.stream()
        .sorted()
        .forEach(number -> name(Departments.DIRECTOR + number + ", which did not answer"));
    workshops.stream()
        .filter(stock -> !silent.contains(stock.workshop()))
        .sorted(Comparator.comparingLong(WorkshopStock::delivered).reversed())
        .forEach(stock -> name(Departments.DIRECTOR + stock.workshop() + " " + with(stock)));
    if (more > 0) {
      named.add(Words.count(more, "other director"));
    }
    if (transport != null && (named.isEmpty() || transport.onTheWay() != 0)) {
      named.add(with(transport));
    }
  }

  private void name(String director) {
    if (named.size() < MOST) {
      named.add(director);
    } else {
      more++;
    }
  }

  private static String with(WorkshopStock stock) {
    if (stock.delivered() > 0) {
      return "with "
          + Words.count(stock.delivered(), "material")
          + " that its workers have not assembled";
    }
    if (stock.waiting() > 0) {
      return "with " + Words.count(stock.waiting(), "product") + " that wait for transport";
    }
    return "with " + Words.count(stock.roster(), "live worker");
  }

  private static String with(TransportStock stock) {
    String store =
        Words.count(stock.toPack(), "product")
            + " to be packed and "
            + Words.count(stock.inWarehouse())
            + " in the warehouse";
    return stock.onTheWay() == 0
        ? Departments.DISPATCHER + " with " + store
        : "the driver with shipment "
            + Words.count(stock.onTheWay())
            + " on its way to "
            + stock.destination()
            + ", with "
            + store;
  }

  /** Who and what, for the end of a sentence. */
  String text() {
    return named.isEmpty() ? "nobody who could say so" : Words.and(named);
  }
}
