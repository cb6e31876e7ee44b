package factory;

import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.production.Director;
import factory.production.WorkshopReport;
import factory.purchasing.Buyer;
import factory.transportation.Dispatcher;
import factory.transportation.TransportReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * What each department has said last that it has, and who has still to say so: the account at the
 * end is drawn up from it.
 *
 * <p>A department is open until its last report. One that fails is not asked any more; what it had
 * when it failed counts until its last report comes, which may take as long as a blueprint or the
 * destination does.
 */
final class LastStock {
  private PurchaseStock purchases = PurchaseStock.NONE;
  private TransportStock transport = TransportStock.NONE;
  private final TreeMap<Integer, WorkshopStock> workshops = new TreeMap<>();
  private boolean purchasing = true;
  private boolean transporting = true;

  /** Workshops that have not given their last report. */
  private final Set<Integer> open = new HashSet<>();

  /** What had come down the line of a director that failed. */
  private final Map<Integer, Long> takenByFailed = new HashMap<>();

  /** What had been loaded to a dispatcher that failed; null while it works. */
  private @Nullable Long takenByDispatcher;

  /** Workshops that were asked at the deadline and have not answered. */
  private final Set<Integer> asked = new HashSet<>();

  private int transportAsked;
  private Runnable askTransport = () -> {};

  LastStock(int workshops) {
    for (int number = 0; number < workshops; number++) {
      open.add(number);
    }
  }

  // ---- what is reported ----

  /** Nothing more is bought. */
  void purchaseEnded(PurchaseStock stock) {
    purchasing = false;
    purchases = stock;
  }

  void reported(WorkshopReport report) {
    int number = report.stock().workshop();
    workshops.put(number, report.stock());
    if (report instanceof WorkshopReport.Failing failing) {
      takenByFailed.put(number, failing.received());
      return;
    }
    if (report instanceof WorkshopReport.Broken broken) {
      takenByFailed.put(number, broken.received());
    }
    open.remove(number);
  }

  void reported(TransportReport report) {
    transport = report.stock();
    if (report instanceof TransportReport.Failing failing) {
      takenByDispatcher = failing.received();
      return;
    }
    if (report instanceof TransportReport.Broken broken) {
      takenByDispatcher = broken.received();
    }
    transporting = false;
  }

  boolean purchasing() {
    return purchasing;
  }

  boolean transporting() {
    return transporting;
  }

  boolean dispatcherWorks() {
    return transporting && takenByDispatcher == null;
  }

  /** Whether nothing is bought any more and all workshops have given their last report. */
  boolean workshopsDone() {
    return !purchasing && open.isEmpty();
  }

  /** The workshops whose director works. */
  private List<Integer> working() {
    List<Integer> working = new ArrayList<>(open);
    working.removeAll(takenByFailed.keySet());
    return working;
  }

  /** What the workshops have whose director works no more. */
  private List<WorkshopStock> closed() {
    List<Integer> working = working();
    return workshops.values().stream()
        .filter(stock -> !working.contains(stock.workshop()))
        .toList();
  }

  /** Asks those that have not given their last report, and answers with the account of all. */
  Behavior<StockTaking.Command> taking(Departments departments, ActorRef<Account> replyTo) {
    return StockTaking.create(
        purchasing ? departments.purchase().stock() : CompletableFuture.completedFuture(purchases),
        departments.directors(working()),
        closed(),
        departments.dispatcher(),
        dispatcherWorks() ? null : transport,
        replyTo);
  }

  // ---- counting at the deadline ----

  /**
   * Workshops that have not finished stand still and say what they have. Transportation is asked
   * behind the last of them, when all that they have loaded has come to it; and before, in case one
   * does not answer.
   *
   * @param workshops gets the answers, to be handed to {@link #counted(WorkshopStock)}
   * @param transports likewise
   */
  void count(
      Departments departments,
      ActorRef<WorkshopStock> workshops,
      ActorRef<TransportStock> transports) {
    askTransport =
        () -> {
          transportAsked++;
          departments.dispatcher().tell(new Dispatcher.GetStock(transports));
        };
    asked.addAll(working());
    departments
        .directors(List.copyOf(asked))
        .forEach(director -> director.tell(new Director.Freeze(workshops)));
    countTransport();
  }

  private void countTransport() {
    if (dispatcherWorks()) {
      askTransport.run();
    }
  }

  void counted(PurchaseStock stock) {
    purchases = purchasing ? stock : purchases;
  }

  void counted(WorkshopStock stock) {
    if (asked.remove(stock.workshop())) {
      workshops.put(stock.workshop(), stock);
      if (asked.isEmpty()) {
        countTransport();
      }
    }
  }

  void counted(TransportStock stock) {
    transportAsked--;
    transport = dispatcherWorks() ? stock : transport;
  }

  /** Whether all that were asked have answered, and nothing is bought any more. */
  boolean allCounted() {
    return !purchasing && asked.isEmpty() && (!dispatcherWorks() || transportAsked == 0);
  }

  /** Who has not finished, and what with, as they were counted at the deadline. */
  Latecomers unfinished() {
    List<Integer> working = working();
    return new Latecomers(
        purchasing ? purchases : null,
        workshops.values().stream().filter(stock -> working.contains(stock.workshop())).toList(),
        Set.copyOf(asked),
        dispatcherWorks() ? transport : null);
  }

  /**
   * The account. What was sent to an actor that failed and had not taken it lies in a mailbox that
   * is gone: it is open where it was going.
   */
  Account account(Buyer.Running purchase) {
    List<WorkshopStock> all = new ArrayList<>();
    for (WorkshopStock stock : workshops.values()) {
      Long taken = takenByFailed.get(stock.workshop());
      all.add(taken == null ? stock : stock.plusOnLine(purchase.sent(stock.workshop()) - taken));
    }
    TransportStock shipped = transport;
    if (takenByDispatcher != null) {
      long loaded = all.stream().mapToLong(WorkshopStock::loaded).sum();
      shipped = transport.plusOnLine(loaded - takenByDispatcher);
    }
    return new Account(purchases, List.copyOf(all), shipped);
  }
}
