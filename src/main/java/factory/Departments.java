package factory;

import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Partition;
import factory.operations.Account;
import factory.operations.Desk;
import factory.operations.Ops;
import factory.production.Director;
import factory.production.Enquiry;
import factory.production.Recall;
import factory.production.WorkshopReport;
import factory.purchasing.Buyer;
import factory.purchasing.Resumption;
import factory.transportation.Dispatcher;
import factory.transportation.TransportReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The departments of one factory, opened from the destination to the source so that each finds whom
 * it talks to, and watched by the CEO; and how the workshops are brought to their end.
 */
final class Departments {
  private static final Logger LOG = LoggerFactory.getLogger(Departments.class);

  static final String OPS = "ops";
  static final String DISPATCHER = "dispatcher";

  /** What a director's name begins with, before its workshop's number. */
  static final String DIRECTOR = "director-";

  /** The threads that look through the destination, see {@code application.conf}. */
  private static final String SEARCH = "ops-search-dispatcher";

  private final ActorRef<Ops.Command> ops;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final List<ActorRef<Director.Command>> directors = new ArrayList<>();
  private final Buyer.Running purchase;

  private boolean purchasing = true;
  private boolean soldOut;
  private Director.@Nullable Drain drain;

  Departments(
      ActorContext<Ceo.Command> context,
      Plan plan,
      ActorRef<WorkshopReport> workshopReports,
      ActorRef<TransportReport> transportReports) {
    ops = context.spawn(restarted(ops(plan)), OPS);
    context.watch(ops);
    dispatcher =
        context.spawn(
            stopped(
                Dispatcher.create(
                    plan.transport(),
                    plan.destination(),
                    transportReports,
                    ops,
                    plan.drill(),
                    plan.clock())),
            DISPATCHER);
    context.watch(dispatcher);
    for (int number = 0; number < plan.line().workshops(); number++) {
      ActorRef<Director.Command> director =
          context.spawn(stopped(director(plan, number, workshopReports)), DIRECTOR + number);
      context.watch(director);
      directors.add(director);
    }
    purchase =
        Buyer.start(
            plan.supplier(),
            plan.line(),
            plan.destination().keepsPositions()
                ? new Resumption(plan.destination().ledger(), plan.closeBeyond())
                : Buyer.Skips.NONE,
            directors,
            plan.clock(),
            ops.narrow(),
            Materializer.createMaterializer(context));
  }

  private static Behavior<Ops.Command> ops(Plan plan) {
    return Ops.create(
        plan.ops(),
        plan.name(),
        plan.line().workshops(),
        plan.clock(),
        plan.console(),
        plan.drill());
  }

  private Behavior<Director.Command> director(
      Plan plan, int number, ActorRef<WorkshopReport> reports) {
    return Director.create(
        number,
        plan.workshop(),
        plan.blueprint(),
        plan.blueprintName(),
        dispatcher,
        ops,
        reports,
        plan.clock(),
        plan.drill(),
        DispatcherSelector.fromConfig(Ceo.threadDispatcher(number)),
        new Recall(
            plan.destination().ledger().amendables().all(),
            plan.supplier().partitions(),
            number,
            plan.line().workshops(),
            plan.workshop().contract().event()));
  }

  private static <T> Behavior<T> restarted(Behavior<T> observer) {
    return Behaviors.supervise(observer)
        .onFailure(SupervisorStrategy.restart().withLoggingEnabled(false));
  }

  /** Not logged: Ops names who fails, and Pekko's own words would say it a second time. */
  private static <T> Behavior<T> stopped(Behavior<T> department) {
    return Behaviors.supervise(department)
        .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
  }

  ActorRef<Ops.Command> ops() {
    return ops;
  }

  ActorRef<Dispatcher.Command> dispatcher() {
    return dispatcher;
  }

  Buyer.Running purchase() {
    return purchase;
  }

  /** Where people ask; {@code reception} says what pids are made of. */
  Desk desk(ActorContext<Ceo.Command> context, Plan plan, Reception reception) {
    FactoryClock clock = plan.clock();
    return new PlantDesk(
        new Switchboard(
            directors,
            dispatcher,
            new Enquiry.Source(
                plan.supplier().partitions().stream().map(Partition::name).toList(),
                plan.supplier().bounded()),
            context.getSystem().scheduler()),
        reception.form(),
        new ArchiveSearch(
            plan.destination().archive(),
            time -> {
              long start = clock.nanos();
              return () -> clock.nanos() - start > time.toNanos();
            }),
        context.getSystem().dispatchers().lookup(DispatcherSelector.fromConfig(SEARCH)));
  }

  List<ActorRef<Director.Command>> directors(List<Integer> workshops) {
    return workshops.stream().map(directors::get).toList();
  }

  /** How near the lines have come to their bound, which tells whether it is set well. */
  Buyer.InFlight mostInFlight() {
    Buyer.InFlight most = purchase.mostInFlight(0);
    for (int number = 1; number < directors.size(); number++) {
      Buyer.InFlight each = purchase.mostInFlight(number);
      most = each.places() > most.places() ? each : most;
    }
    return most;
  }

  // ---- what Ops is told ----

  /** A department met a fault, for which the factory closes. */
  void tellFault(String name, Throwable cause) {
    ops.tell(
        new Ops.Failed(
            name, cause, "The factory stops in order; the next start reads again what is open."));
    if (!(cause instanceof Drill.Failure)) {
      LOG.error("{} met a fault of the factory, which should be reported", name, cause);
    }
  }

  /** Has Ops show this account as its last; {@code replyTo} is told when it has. */
  void showLast(Account account, ActorRef<Ops.Closed> replyTo) {
    account.workshops().forEach(workshop -> ops.tell(new Ops.StockTaken(workshop)));
    ops.tell(new Ops.Purchased(account.purchases()));
    ops.tell(new Ops.Transported(account.transport()));
    ops.tell(new Ops.Close(replyTo));
  }

  // ---- the end of production ----

  /**
   * Nothing more can come down the lines.
   *
   * @param all whether the source was read to its end, which the directors know by then
   */
  void purchaseEnded(boolean all) {
    purchasing = false;
    soldOut = all;
    tellToDrain();
  }

  /**
   * Ends production; again it overrules what was said before. The directors are told only when
   * nothing more can come down their lines: one that has said what it has must not be sent another
   * batch.
   */
  void drain(boolean ship) {
    drain = new Director.Drain(ship);
    if (purchasing) {
      purchase.stop();
    } else {
      tellToDrain();
    }
  }

  private void tellToDrain() {
    Director.Drain command = drain;
    if (command != null) {
      directors.forEach(director -> director.tell(command));
    }
  }

  /**
   * Ends production once all that was bought is taken up. What was bought from a source that cannot
   * be read again is lost if it stays open, also what no worker has begun. {@link #drain} may
   * follow.
   */
  void takeUpAll() {
    if (purchasing) {
      purchase.sellOff();
    } else if (!soldOut) {
      directors.forEach(director -> director.tell(Director.LastCall.INSTANCE));
    }
  }
}
