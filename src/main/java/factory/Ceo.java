package factory;

import factory.operations.Account;
import factory.operations.Ops;
import factory.operations.PurchaseStock;
import factory.operations.TransportStock;
import factory.operations.WorkshopStock;
import factory.production.Director;
import factory.purchasing.Buyer;
import factory.purchasing.SourceException;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.stream.Materializer;
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

  /**
   * What has everybody? {@code replyTo} gets the account once all departments have said what they
   * have; exact when nothing moves. If one of them stops meanwhile there is no answer; ask again.
   */
  public record GetAccount(ActorRef<Account> replyTo) implements Command {}

  private record PurchaseEnded(Buyer.Ended ended) implements Command {}

  private record PurchaseCounted(PurchaseStock stock) implements Command {}

  private record WorkshopReported(Director.Report report) implements Command {}

  private record WorkshopCounted(WorkshopStock stock) implements Command {}

  private record TransportReported(Dispatcher.Report report) implements Command {}

  private record TransportCounted(TransportStock stock) implements Command {}

  private enum Deadline implements Command {
    INSTANCE
  }

  private enum Hurry implements Command {
    INSTANCE
  }

  private enum Conclude implements Command {
    INSTANCE
  }

  private enum OpsClosed implements Command {
    INSTANCE
  }

  /** Not the actor's own logger, which has another name once a child has failed (Pekko 1.7.0). */
  private static final Logger LOG = LoggerFactory.getLogger(Ceo.class);

  /** After a fault the factory is closed within this time. */
  private static final Duration FAULT_DEADLINE = Duration.ofSeconds(3);

  /** The share of a deadline after which all stands still and is counted. */
  private static final double FINISHING = 7.0 / 8;

  /** How long departments that have not finished are given to say what they have. */
  private static final Duration COUNTING = Duration.ofMillis(800);

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
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Ceo(context, timers, plan, outcome)));
  }

  private final TimerScheduler<Command> timers;
  private final Plan plan;
  private final CompletableFuture<Outcome> outcome;
  private final List<ActorRef<Director.Command>> directors = new ArrayList<>();
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final Buyer.Running purchase;
  private final ActorRef<Ops.Command> ops;

  private PurchaseStock purchases = PurchaseStock.NONE;
  private TransportStock transport = TransportStock.NONE;
  private final TreeMap<Integer, WorkshopStock> workshops = new TreeMap<>();
  private final Set<Integer> open = new HashSet<>();
  private final Map<Integer, Director.Broken> brokenDirectors = new HashMap<>();
  private Dispatcher.@Nullable Broken brokenDispatcher;
  private boolean purchasing = true;
  private boolean transporting = true;
  private boolean closing;
  private Director.@Nullable Drain drain;
  private boolean closingTransport;
  private boolean concluding;
  private boolean late;
  private final Set<Integer> uncounted = new HashSet<>();
  private int transportCounts;
  private Outcome.Ending ending = Outcome.Ending.END_OF_INPUT;
  private @Nullable String trouble;

  private Ceo(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Plan plan,
      CompletableFuture<Outcome> outcome) {
    super(context);
    this.timers = timers;
    this.plan = plan;
    this.outcome = outcome;
    ops =
        context.spawn(
            Behaviors.supervise(
                    Ops.create(
                        plan.ops(),
                        plan.name(),
                        plan.line().workshops(),
                        plan.clock(),
                        plan.console(),
                        plan.drill()))
                .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false)),
            "ops");
    context.watch(ops);
    dispatcher =
        context.spawn(
            Dispatcher.create(
                plan.transport(),
                plan.destination(),
                context.messageAdapter(Dispatcher.Report.class, TransportReported::new),
                ops,
                plan.drill()),
            "dispatcher");
    context.watch(dispatcher);
    ActorRef<Director.Report> reports =
        context.messageAdapter(Director.Report.class, WorkshopReported::new);
    for (int number = 0; number < plan.line().workshops(); number++) {
      ActorRef<Director.Command> director =
          context.spawn(
              Director.create(
                  number,
                  plan.workshop(),
                  plan.blueprint(),
                  plan.blueprintName(),
                  dispatcher,
                  ops,
                  reports,
                  plan.clock(),
                  plan.drill(),
                  DispatcherSelector.fromConfig(threadDispatcher(number))),
              "director-" + number);
      context.watch(director);
      directors.add(director);
      open.add(number);
    }
    purchase =
        Buyer.start(
            plan.supplier(),
            plan.line(),
            plan.destination().ledger()::isDone,
            directors,
            plan.clock(),
            ops.narrow(),
            Materializer.createMaterializer(context));
    context.pipeToSelf(
        purchase.finished(),
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
        .onMessage(GetAccount.class, this::onGetAccount)
        .onMessage(PurchaseEnded.class, this::onPurchaseEnded)
        .onMessage(PurchaseCounted.class, this::onPurchaseCounted)
        .onMessage(WorkshopReported.class, this::onWorkshopReported)
        .onMessage(WorkshopCounted.class, this::onWorkshopCounted)
        .onMessage(TransportReported.class, this::onTransportReported)
        .onMessage(TransportCounted.class, this::onTransportCounted)
        .onMessageEquals(Hurry.INSTANCE, this::onHurry)
        .onMessageEquals(Deadline.INSTANCE, this::onDeadline)
        .onMessageEquals(Conclude.INSTANCE, this::onConclude)
        .onMessageEquals(OpsClosed.INSTANCE, this::onOpsClosed)
        .onSignal(Terminated.class, this::onTerminated)
        .build();
  }

  private Behavior<Command> onStop() {
    return close(Outcome.Ending.STOPPED, null, plan.shipOpenWorkers(), plan.deadline());
  }

  private Behavior<Command> onGetAccount(GetAccount command) {
    List<ActorRef<Director.Command>> working = open.stream().map(directors::get).toList();
    List<WorkshopStock> closed =
        workshops.values().stream().filter(stock -> !open.contains(stock.workshop())).toList();
    getContext()
        .spawnAnonymous(
            StockTaking.create(
                purchasing ? purchase.stock() : CompletableFuture.completedFuture(purchases),
                working,
                closed,
                dispatcher,
                transporting ? null : transport,
                command.replyTo()));
    return this;
  }

  private Behavior<Command> onPurchaseEnded(PurchaseEnded event) {
    purchasing = false;
    purchases = event.ended().stock();
    for (ActorRef<Director.Command> director : directors) {
      director.tell(Director.LineClosed.INSTANCE);
    }
    tellDirectorsToDrain();
    if (event.ended().failure().isPresent()) {
      Throwable failure = event.ended().failure().get();
      Outcome.Ending why =
          failure instanceof SourceException
              ? Outcome.Ending.WRONG_SOURCE
              : Outcome.Ending.SOURCE_FAILED;
      String reason = String.valueOf(failure.getMessage());
      getContext().getLog().error("{}: {}", why.text(), reason);
      return close(why, reason, plan.shipOpenWorkers(), plan.deadline());
    }
    return goOn();
  }

  private Behavior<Command> onWorkshopReported(WorkshopReported event) {
    workshops.put(event.report().stock().workshop(), event.report().stock());
    open.remove(event.report().stock().workshop());
    if (event.report() instanceof Director.Broken broken) {
      brokenDirectors.put(broken.stock().workshop(), broken);
    }
    return goOn();
  }

  private Behavior<Command> onTransportReported(TransportReported event) {
    transporting = false;
    transport = event.report().stock();
    if (event.report() instanceof Dispatcher.Broken broken) {
      brokenDispatcher = broken;
    }
    return goOn();
  }

  private Behavior<Command> onTerminated(Terminated signal) {
    String name = signal.getRef().path().name();
    Throwable cause =
        signal instanceof ChildFailed failed
            ? failed.getCause()
            : new IllegalStateException("stopped");
    if (name.equals("ops")) {
      return concluding ? onOpsClosed() : this;
    }
    if (concluding
        || (name.equals("dispatcher") && closingTransport && !(signal instanceof ChildFailed))) {
      return this;
    }
    ops.tell(
        new Ops.Failed(
            name, cause, "the factory stops in order; the next start reads again what is open"));
    String fault = name + " failed: " + cause;
    LOG.error("{}; the factory stops in order", fault, cause);
    return close(Outcome.Ending.FAULT, fault, false, min(FAULT_DEADLINE, plan.deadline()));
  }

  /**
   * Stops buying and has the workshops finish; a fault that comes on top of another reason takes
   * over.
   */
  private Behavior<Command> close(
      Outcome.Ending why, @Nullable String what, boolean ship, Duration deadline) {
    if (concluding) {
      return this;
    }
    if (!closing || why == Outcome.Ending.FAULT) {
      ending = why;
      trouble = trouble == null ? what : trouble;
      Duration finishing = Duration.ofMillis((long) (deadline.toMillis() * FINISHING));
      timers.startSingleTimer(Deadline.INSTANCE, finishing);
      if (ship && !plan.supplier().replayable()) {
        takeUpAll(finishing);
      } else {
        drain(ship);
      }
    }
    closing = true;
    return goOn();
  }

  /**
   * The directors are told only when nothing more can come down their lines: one that has said what
   * it has must not be sent another batch.
   */
  private void drain(boolean ship) {
    drain = new Director.Drain(ship);
    if (purchasing) {
      purchase.stop();
    } else {
      tellDirectorsToDrain();
    }
  }

  private void tellDirectorsToDrain() {
    Director.Drain command = drain;
    if (command != null) {
      directors.forEach(director -> director.tell(command));
    }
  }

  /**
   * What was bought from a source that cannot be read again is lost if it stays open, also what no
   * worker has begun: all of it is taken up, for most of the time there is.
   */
  private void takeUpAll(Duration deadline) {
    timers.startSingleTimer(Hurry.INSTANCE, deadline.multipliedBy(3).dividedBy(4));
    if (purchasing) {
      purchase.sellOff();
    } else {
      directors.forEach(director -> director.tell(Director.LastCall.INSTANCE));
    }
  }

  private Behavior<Command> onHurry() {
    drain(plan.shipOpenWorkers());
    return this;
  }

  /** The next step, once the one before is done. */
  private Behavior<Command> goOn() {
    boolean workshopsDone = !purchasing && open.isEmpty();
    if (workshopsDone && transporting && !closingTransport) {
      closingTransport = true;
      dispatcher.tell(
          new Dispatcher.Close(
              getContext()
                  .messageAdapter(Dispatcher.Report.class, TransportReported::new)
                  .narrow()));
    }
    return workshopsDone && !transporting ? onConclude() : this;
  }

  /**
   * Time is up: workshops that have not finished stand still and say what they have. Transportation
   * is asked behind the last of them, when all that they have loaded has come to it; and before, in
   * case one does not answer.
   */
  private Behavior<Command> onDeadline() {
    late = true;
    ActorRef<WorkshopStock> counted =
        getContext().messageAdapter(WorkshopStock.class, WorkshopCounted::new);
    uncounted.addAll(open);
    for (int number : uncounted) {
      directors.get(number).tell(new Director.Freeze(counted));
    }
    countTransportation();
    if (purchasing) {
      getContext()
          .pipeToSelf(
              purchase.stock(),
              (stock, failure) -> new PurchaseCounted(stock == null ? purchases : stock));
    }
    timers.startSingleTimer(Conclude.INSTANCE, COUNTING);
    return this;
  }

  private Behavior<Command> onPurchaseCounted(PurchaseCounted answer) {
    purchases = answer.stock();
    return this;
  }

  private Behavior<Command> onWorkshopCounted(WorkshopCounted answer) {
    workshops.put(answer.stock().workshop(), answer.stock());
    if (uncounted.remove(answer.stock().workshop()) && uncounted.isEmpty()) {
      countTransportation();
    }
    return concludeIfCounted();
  }

  private void countTransportation() {
    if (transporting) {
      transportCounts++;
      dispatcher.tell(
          new Dispatcher.GetStock(
              getContext().messageAdapter(TransportStock.class, TransportCounted::new)));
    }
  }

  private Behavior<Command> concludeIfCounted() {
    boolean counted = late && !purchasing && uncounted.isEmpty();
    return counted && (!transporting || transportCounts == 0) ? onConclude() : this;
  }

  private Behavior<Command> onTransportCounted(TransportCounted answer) {
    transportCounts--;
    transport = transporting ? answer.stock() : transport;
    return concludeIfCounted();
  }

  private Behavior<Command> onConclude() {
    if (concluding) {
      return this;
    }
    concluding = true;
    timers.cancel(Hurry.INSTANCE);
    timers.cancel(Deadline.INSTANCE);
    timers.cancel(Conclude.INSTANCE);
    countMailboxes();
    for (WorkshopStock stock : workshops.values()) {
      ops.tell(new Ops.StockTaken(stock));
    }
    ops.tell(new Ops.Purchased(purchases));
    ops.tell(new Ops.Transported(transport));
    ops.tell(
        new Ops.Close(getContext().messageAdapter(Ops.Closed.class, closed -> OpsClosed.INSTANCE)));
    return this;
  }

  /**
   * What was sent to an actor that failed and had not taken it lies in a mailbox that is gone: it
   * is open where it was going.
   */
  private void countMailboxes() {
    brokenDirectors.forEach(
        (number, broken) ->
            workshops.put(
                number, broken.stock().plusOnLine(purchase.sent(number) - broken.received())));
    if (brokenDispatcher != null) {
      long loaded = workshops.values().stream().mapToLong(WorkshopStock::loaded).sum();
      transport = brokenDispatcher.stock().plusOnLine(loaded - brokenDispatcher.received());
    }
  }

  /** How near the lines have come to their bound, which tells whether it is set well. */
  private void sayMostInFlight() {
    int most = 0;
    for (int number = 0; number < directors.size(); number++) {
      most = Math.max(most, purchase.mostInFlight(number));
    }
    LOG.info(
        "most in flight on one line: {} of {}",
        Words.count(most),
        Words.count(plan.workshop().lineCapacity()));
  }

  private Behavior<Command> onOpsClosed() {
    sayMostInFlight();
    Account account = new Account(purchases, List.copyOf(workshops.values()), transport);
    outcome.complete(new Outcome(account, ending, trouble, late, plan.supplier().replayable()));
    return Behaviors.stopped();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
