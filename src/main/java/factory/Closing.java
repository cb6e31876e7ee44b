package factory;

import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.purchasing.Buyer;
import factory.transportation.Dispatcher;
import factory.transportation.TransportReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps by which the CEO closes the factory: production is drained, transportation ships what
 * it has, what has not finished by the deadline is counted, and Ops shows the account. Each step is
 * taken when the CEO is told that the one before is done; he stops once it {@link #isOver}.
 */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  /** How long departments that have not finished are given to say what they have. */
  private static final Duration COUNTING = Duration.ofMillis(800);

  /** How long Ops is waited for; longer than it waits for a terminal that takes nothing. */
  private static final Duration LAST_DRAWING = Duration.ofSeconds(2);

  private final ActorContext<Ceo.Command> context;
  private final TimerScheduler<Ceo.Command> timers;
  private final Plan plan;
  private final Departments departments;
  private final LastStock stock;
  private final CompletableFuture<Outcome> outcome;
  private final Closure closure;
  private boolean closingTransport;
  private boolean concluding;
  private boolean opsClosed;
  private boolean over;

  /**
   * Nothing is closed yet.
   *
   * @param context the CEO's, as are the timers; they tell him {@link Ceo.Step}s
   * @param outcome completes at the very end
   */
  Closing(
      ActorContext<Ceo.Command> context,
      TimerScheduler<Ceo.Command> timers,
      Plan plan,
      Departments departments,
      LastStock stock,
      CompletableFuture<Outcome> outcome) {
    this.context = context;
    this.timers = timers;
    this.plan = plan;
    this.departments = departments;
    this.stock = stock;
    this.outcome = outcome;
    this.closure = new Closure(plan.clock());
  }

  /** Whether the account is drawn up, after which no other reason counts. */
  boolean isConcluding() {
    return concluding;
  }

  /** Whether the dispatcher was told to close, so that he may stop. */
  boolean closesTransport() {
    return closingTransport;
  }

  /** Whether all is done. */
  boolean isOver() {
    return over;
  }

  /**
   * Stops buying and has the workshops finish; a fault that comes on top of another reason takes
   * over.
   *
   * @param what went wrong, as a sentence; null if nothing did
   * @param ship whether open workers are shipped
   */
  void begin(Outcome.Ending why, @Nullable String what, boolean ship, Duration deadline) {
    if (concluding) {
      return;
    }
    if (closure.begin(why, what)) {
      closure.within(deadline);
      timers.startSingleTimer(Ceo.Step.DEADLINE, closure.finishing());
      timers.cancel(Ceo.Step.HURRY); // of the reason before
      if (ship && !plan.supplier().replayable()) {
        timers.startSingleTimer(Ceo.Step.HURRY, closure.takingUp());
        timers.startTimerWithFixedDelay(Ceo.Step.SHIP, closure.trip());
        departments.takeUpAll();
      } else {
        departments.drain(ship);
      }
    }
    goOn();
  }

  /** Takes the next step if the one before is done. */
  void goOn() {
    if (stock.workshopsDone() && stock.transporting() && !closingTransport) {
      closingTransport = true;
      departments
          .dispatcher()
          .tell(
              new Dispatcher.Close(
                  context
                      .messageAdapter(TransportReport.class, Ceo.TransportReported::new)
                      .narrow()));
    }
    if (stock.workshopsDone() && !stock.transporting()) {
      conclude();
    }
  }

  /** What the timers say. */
  void take(Ceo.Step step) {
    switch (step) {
      case HURRY -> departments.drain(plan.shipOpenWorkers());
      case SHIP -> departments.dispatcher().tell(Dispatcher.ShipPacked.INSTANCE);
      case DEADLINE -> count();
      case CONCLUDE -> conclude();
      case OPS_CLOSED -> end();
    }
  }

  /** Time is up: all stands still and is counted. */
  private void count() {
    closure.isLate();
    timers.cancel(Ceo.Step.SHIP);
    stock.count(
        departments,
        context.messageAdapter(WorkshopStock.class, Ceo.WorkshopCounted::new),
        context.messageAdapter(TransportStock.class, Ceo.TransportCounted::new));
    if (stock.purchasing()) {
      context.pipeToSelf(
          departments.purchase().stock(),
          (answer, failure) ->
              new Ceo.PurchaseCounted(answer == null ? PurchaseStock.NONE : answer));
    }
    timers.startSingleTimer(Ceo.Step.CONCLUDE, closure.left(COUNTING));
    concludeIfCounted();
  }

  /** Draws up the account if the deadline has come and everybody has said what he has. */
  void concludeIfCounted() {
    if (closure.late() && stock.allCounted()) {
      conclude();
    }
  }

  private void conclude() {
    if (concluding) {
      return;
    }
    concluding = true;
    timers.cancelAll();
    if (closure.late()) {
      closure.unfinished(stock.unfinished().text());
    }
    if (opsClosed) {
      end();
      return;
    }
    departments.showLast(
        stock.account(departments.purchase()),
        context.messageAdapter(Ops.Closed.class, closed -> Ceo.Step.OPS_CLOSED));
    timers.startSingleTimer(Ceo.Step.OPS_CLOSED, closure.left(LAST_DRAWING));
  }

  /** Ops is no more. */
  void opsIsGone() {
    opsClosed = true;
    if (concluding) {
      end();
    }
  }

  /** Ops has drawn its last, is gone, or takes too long: nobody waits for what is only shown. */
  private void end() {
    over = true;
    // Before the outcome, after which the process may be gone; whatever becomes of it.
    String most = mostInFlight(departments.mostInFlight(), plan.workshop().lineCapacity());
    Outcome end =
        closure.outcome(stock.account(departments.purchase()), plan.supplier().replayable());
    Briefly.run(
        "last-words",
        () -> {
          if (end.late()) {
            LOG.warn("the deadline has come, and not finished: {}", end.unfinished());
          }
          LOG.info("{}", most);
        });
    outcome.complete(end);
  }

  /** How near a line has come to what it may carry, which may be less than its settings allow. */
  static String mostInFlight(Buyer.InFlight most, int capacity) {
    return "most in flight on one line: %s of %s that it had (line.capacity is %s)"
        .formatted(
            Words.count(most.places()), Words.count(most.window(), "place"), Words.count(capacity));
  }
}
