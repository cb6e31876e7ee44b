package factory;

import factory.goods.Drill;
import factory.operations.Account;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.production.WorkshopReport;
import factory.purchasing.Buyer;
import factory.purchasing.SourceException;
import factory.transportation.TransportReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guardian: opens the departments from the destination to the source, watches them, and closes
 * them in the order of the flow.
 *
 * <p>There is one way to close: no more is bought, the workshops say that they are empty,
 * transportation ships what it has, the account is drawn up. The end of the source, {@link Stop}, a
 * source that fails and a fault of a director or the dispatcher differ in what is done with open
 * workers and in how long it may take. What has not answered by the deadline is counted as open.
 */
public final class Ceo extends AbstractBehavior<Ceo.Command> {
  /** What the CEO can be told. */
  public sealed interface Command {}

  /** Close the factory in order, as on Ctrl-C and SIGTERM. */
  public enum Stop implements Command {
    /** The only one. */
    INSTANCE
  }

  /** The process can go no further: close as by a fault, at once; {@code what} says why. */
  record Fault(String what) implements Command {}

  /**
   * What has everybody? {@code replyTo} gets the account once all departments have said what they
   * have; exact when nothing moves. If one of them stops meanwhile, or does not answer within a
   * minute, there is no answer; ask again.
   */
  public record GetAccount(ActorRef<Account> replyTo) implements Command {}

  private record PurchaseEnded(Buyer.Ended ended) implements Command {}

  record PurchaseCounted(PurchaseStock stock) implements Command {}

  private record WorkshopReported(WorkshopReport report) implements Command {}

  record WorkshopCounted(WorkshopStock stock) implements Command {}

  record TransportReported(TransportReport report) implements Command {}

  record TransportCounted(TransportStock stock) implements Command {}

  /** Something of {@link Closing} is due. */
  enum Step implements Command {
    /** What was bought and not begun is given back. */
    HURRY,
    /** What is packed is shipped, whatever becomes of the rest. */
    SHIP,
    /** Who has not finished is counted as he is. */
    DEADLINE,
    /** The account is drawn up, whoever has not answered. */
    CONCLUDE,
    /** Ops has shown it, or takes too long. */
    OPS_CLOSED
  }

  /** Not the actor's own logger, which has another name once a child has failed (Pekko 1.7.0). */
  private static final Logger LOG = LoggerFactory.getLogger(Ceo.class);

  /** After a fault the factory is closed within this time. */
  private static final Duration FAULT_DEADLINE = Duration.ofSeconds(3);

  /**
   * Thread dispatcher of a workshop's workers; {@code number} counts from 0. Configured by whoever
   * makes the actor system.
   */
  public static String threadDispatcher(int number) {
    return "factory-workshop-" + number;
  }

  /**
   * A factory that starts at once.
   *
   * @param plan what it is made of
   * @param outcome completes when all departments are closed
   */
  public static Behavior<Command> create(Plan plan, CompletableFuture<Outcome> outcome) {
    return create(plan, outcome, Reception.NONE);
  }

  /** As above; {@code reception} is told where people may ask. */
  static Behavior<Command> create(
      Plan plan, CompletableFuture<Outcome> outcome, Reception reception) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new Ceo(context, timers, plan, outcome, reception)));
  }

  private final Plan plan;
  private final Departments departments;
  private final LastStock stock;
  private final Closing closing;

  /** Failed departments that Ops has been told of. */
  private final Set<String> named = new HashSet<>();

  private Ceo(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Plan plan,
      CompletableFuture<Outcome> outcome,
      Reception reception) {
    super(context);
    this.plan = plan;
    stock = new LastStock(plan.line().workshops());
    departments =
        new Departments(
            context,
            plan,
            context.messageAdapter(WorkshopReport.class, WorkshopReported::new),
            context.messageAdapter(TransportReport.class, TransportReported::new));
    closing = new Closing(context, timers, plan, departments, stock, outcome);
    reception.opened().accept(departments.desk(context, plan, reception));
    context.pipeToSelf(
        departments.purchase().finished(),
        (ended, failure) ->
            new PurchaseEnded(
                ended == null
                    ? new Buyer.Ended(PurchaseStock.NONE, Optional.ofNullable(failure), false)
                    : ended));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessageEquals(Stop.INSTANCE, this::onStop)
        .onMessage(Fault.class, this::onFault)
        .onMessage(GetAccount.class, this::onGetAccount)
        .onMessage(PurchaseEnded.class, this::onPurchaseEnded)
        .onMessage(PurchaseCounted.class, this::onPurchaseCounted)
        .onMessage(WorkshopReported.class, this::onWorkshopReported)
        .onMessage(WorkshopCounted.class, this::onWorkshopCounted)
        .onMessage(TransportReported.class, this::onTransportReported)
        .onMessage(TransportCounted.class, this::onTransportCounted)
        .onMessage(Step.class, this::onStep)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onStop() {
    return close(Outcome.Ending.STOPPED, null, plan.shipOpenWorkers(), plan.deadline());
  }

  private Behavior<Command> onFault(Fault command) {
    LOG.error("{}", command.what());
    return close(Outcome.Ending.FAULT, command.what(), false, min(FAULT_DEADLINE, plan.deadline()));
  }

  private Behavior<Command> onGetAccount(GetAccount command) {
    getContext().spawnAnonymous(stock.taking(departments, command.replyTo()));
    return this;
  }

  // ---- what comes to an end ----

  private Behavior<Command> onPurchaseEnded(PurchaseEnded event) {
    stock.purchaseEnded(event.ended().stock());
    departments.purchaseEnded(event.ended().endOfInput());
    if (event.ended().failure().isPresent()) {
      Throwable failure = event.ended().failure().get();
      if (failure instanceof OutOfMemoryError) {
        return onFault(new Fault(SignalDrain.MEMORY_RAN_OUT));
      }
      Outcome.Ending why =
          failure instanceof SourceException
              ? Outcome.Ending.WRONG_SOURCE
              : Outcome.Ending.SOURCE_FAILED;
      String reason = String.valueOf(failure.getMessage());
      LOG.error("{}: {}", why.text(), reason);
      return close(why, reason, plan.shipOpenWorkers(), plan.deadline());
    }
    return goOn();
  }

  private Behavior<Command> onWorkshopReported(WorkshopReported event) {
    stock.reported(event.report());
    return event.report() instanceof WorkshopReport.Failing failing
        ? onFault(Departments.DIRECTOR + failing.stock().workshop(), failing.cause())
        : goOn();
  }

  private Behavior<Command> onTransportReported(TransportReported event) {
    stock.reported(event.report());
    return event.report() instanceof TransportReport.Failing failing
        ? onFault(Departments.DISPATCHER, failing.cause())
        : goOn();
  }

  private Behavior<Command> onTerminated(Terminated signal) {
    String name = signal.getRef().path().name();
    if (name.equals(Departments.OPS)) {
      closing.opsIsGone();
      return next();
    }
    if (name.equals(Departments.DISPATCHER)
        && closing.closesTransport()
        && !(signal instanceof ChildFailed)) {
      return this;
    }
    return onFault(
        name,
        signal instanceof ChildFailed failed
            ? failed.getCause()
            : new IllegalStateException("it stopped unasked"));
  }

  /** A director or the dispatcher fails, or has failed; whoever fails first is told by both. */
  private Behavior<Command> onFault(String name, Throwable cause) {
    if (closing.isConcluding() || !named.add(name)) {
      return this;
    }
    departments.tellFault(name, cause);
    // what is open of a source that cannot be read again is lost, unless it can still be shipped
    boolean ship =
        plan.shipOpenWorkers() && !plan.supplier().replayable() && stock.dispatcherWorks();
    String fault =
        name + " failed: " + (cause instanceof Drill.Failure ? cause.getMessage() : cause);
    return close(Outcome.Ending.FAULT, fault, ship, min(FAULT_DEADLINE, plan.deadline()));
  }

  // ---- closing ----

  private Behavior<Command> close(
      Outcome.Ending why, @Nullable String what, boolean ship, Duration deadline) {
    closing.begin(why, what, ship, deadline);
    return next();
  }

  private Behavior<Command> goOn() {
    closing.goOn();
    return next();
  }

  private Behavior<Command> onStep(Step step) {
    closing.take(step);
    return next();
  }

  private Behavior<Command> onPurchaseCounted(PurchaseCounted answer) {
    stock.counted(answer.stock());
    return this;
  }

  private Behavior<Command> onWorkshopCounted(WorkshopCounted answer) {
    stock.counted(answer.stock());
    closing.concludeIfCounted();
    return next();
  }

  private Behavior<Command> onTransportCounted(TransportCounted answer) {
    stock.counted(answer.stock());
    closing.concludeIfCounted();
    return next();
  }

  private Behavior<Command> next() {
    return closing.isOver() ? Behaviors.stopped() : this;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
