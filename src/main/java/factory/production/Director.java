package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Batch;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.LineLag;
import factory.operations.Ops;
import factory.operations.Stillborn;
import factory.operations.Witness;
import factory.operations.WorkshopStock;
import factory.transportation.Dispatcher;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Directs one workshop: owns the roster, hires and dismisses, spends line credit and transport
 * permits.
 *
 * <p>It works in rounds: it takes up what has come down the line and gives each worker that has
 * material in it one delivery ({@link Line}); when a round begins is up to the {@link Cadence}.
 * Credit goes back once workers have assembled and their cargo has its permit.
 *
 * <p>A worker's contract ends only when the line says so: it was idle for its term by the time at
 * which the Buyer bought, as far as the line has been taken up. However slow the factory is, no
 * material that was bought in time comes too late. A director that fails is not restarted: it has
 * met a fault of the factory itself, and the CEO closes the factory.
 */
public final class Director extends AbstractBehavior<Director.Command> {
  /** What a director can be told. */
  public sealed interface Command permits Duty, Enquiry {}

  /** What is part of its work; what people ask is an {@link Enquiry}. */
  sealed interface Duty extends Command {}

  /**
   * Opens the line: {@code credit} is told what the line may carry, and from then on what comes
   * back or may be carried beyond that.
   */
  public record OpenLine(ActorRef<Credit> credit) implements Duty {}

  /**
   * Materials come down the line; takes {@code batch.places()} credit.
   *
   * @param lag how far the line's time was behind the clock when the last of them was bought
   */
  public record Deliver(Batch batch, LineLag lag) implements Duty {
    /** Where buying has never stood still. */
    public Deliver(Batch batch) {
      this(batch, LineLag.NONE);
    }
  }

  /**
   * The next record takes so many places, at most the line's capacity, and there is no credit for
   * it. Told once for each large one that has to wait.
   */
  public record Lack(int places) implements Duty {}

  /**
   * The source is read to its end and all of it was delivered: end all contracts, ship everything,
   * say {@link WorkshopReport.Emptied}.
   */
  public enum Sold implements Duty {
    /** The only one. */
    INSTANCE
  }

  /**
   * The source was left before its end, and all that was bought from it was delivered: as {@link
   * Sold}, but products say that the factory was shut down.
   */
  public enum LastCall implements Duty {
    /** The only one. */
    INSTANCE
  }

  /**
   * Shut down: finish what workers have begun, take nothing up any more, say {@link
   * WorkshopReport.Emptied}. Told only when nothing more comes down the line, for whatever reason:
   * what came last must be in the account of a workshop that has said what it has. Told again it
   * overrules the one before.
   *
   * @param ship whether open workers are closed and shipped; else they stay open
   */
  public record Drain(boolean ship) implements Duty {}

  /** Somebody wants to know what the workshop has; {@code replyTo} is told at once. */
  public record GetStock(ActorRef<WorkshopStock> replyTo) implements Duty {}

  /**
   * Time is up: the workshop stands still, for good, and {@code replyTo} is told what it has as
   * soon as workers have had the time to end what they are at.
   */
  public record Freeze(ActorRef<WorkshopStock> replyTo) implements Duty {}

  /**
   * A restart would read too much again: workers hired before this time, on the factory clock, are
   * closed (limit), some of them each time.
   */
  public record CloseHiredBefore(long time) implements Duty {}

  /** The Monitor has taken stock: what the director should know to go on. */
  record StockTaken(Monitor.Trend trend) implements Duty {}

  /** The Inspector asks whom to look at; {@code replyTo} is told each, unless nobody is there. */
  record GetNext(ActorRef<Inspector.Look> replyTo) implements Duty {}

  /**
   * A worker's contract is over; answered by {@link Worker.Renew} or {@link Worker.Release} once
   * the line is as far as {@code due}, unless the worker is dismissed already.
   *
   * @param contractor whose worker
   * @param hire number of the hire that asks
   * @param received materials that it has received in this hire
   * @param due when the contract ends, in the line's time
   * @param why it ends
   * @param empty whether there is no open product; then nothing is waited for
   */
  record Closing(
      Contractor contractor, int hire, long received, long due, Closed why, boolean empty)
      implements Duty {}

  /**
   * A worker has finished cargo and found no permit at hand; answered by {@link Worker.Permit}, in
   * parts.
   */
  record NeedPermits(Contractor contractor, int permits) implements Duty {}

  /**
   * A worker has failed, and not by its blueprint: a fault of the factory. The director fails by
   * it.
   */
  record WorkerFailed(Throwable cause) implements Duty {}

  /** Something on the floor needs the director: credit, the outbox. */
  enum Wake implements Duty {
    INSTANCE
  }

  /** {@link Turns}: the next turn. */
  enum Work implements Duty {
    INSTANCE
  }

  /** {@link Turns}: the pause is over. */
  enum Later implements Duty {
    INSTANCE
  }

  /** {@link Standstill}: count again, after so many looks that did not come out. */
  record Count(ActorRef<WorkshopStock> replyTo, int looks) implements Duty {}

  private record Granted(int permits) implements Duty {}

  /**
   * Credit of a line.
   *
   * @param workshop whose line
   * @param places how much more may be sent, in {@link factory.goods.Places}
   * @param window how much is out with it: in flight, or credit
   */
  public record Credit(int workshop, int places, int window) {
    /**
     * Less than this part of the window does not come back by itself: each time wakes the Buyer.
     */
    public static final int HANDFULS = 1024;
  }

  /**
   * A director with an empty roster.
   *
   * @param workshop its number, from 0
   * @param settings of the workshop
   * @param blueprint after which its workers assemble
   * @param blueprintName what scrap calls it
   * @param dispatcher where cargo goes
   * @param ops is told what is found
   * @param reports is told when the workshop has finished, or fails and stops before that
   * @param clock the factory's
   * @param drill failures on purpose
   * @param threads what its workers run on. Not what the director itself runs on: it must not wait
   *     in one queue behind workers that have a slow blueprint
   * @param recall what earlier runs have shipped and may be amended
   */
  public static Behavior<Command> create(
      int workshop,
      WorkshopSettings settings,
      Blueprint<?> blueprint,
      String blueprintName,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<WorkshopReport> reports,
      FactoryClock clock,
      Drill drill,
      DispatcherSelector threads,
      Recall recall) {
    return create(
        workshop,
        self ->
            new Floor<>(workshop, settings, blueprint, blueprintName, clock, drill, self)
                .withThreads(threads)
                .withRecall(recall),
        dispatcher,
        ops,
        reports);
  }

  /** How the floor of a director is made. */
  @FunctionalInterface
  interface FloorPlan {
    Floor<?> floor(ActorRef<Command> director);
  }

  static Behavior<Command> create(
      int workshop,
      FloorPlan plan,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<WorkshopReport> reports) {
    return Behaviors.setup(
        context ->
            Stillborn.orMade(
                context,
                () ->
                    new Director(context, plan.floor(context.getSelf()), dispatcher, ops, reports),
                Wake.INSTANCE,
                cause ->
                    reports.tell(
                        new WorkshopReport.Failing(WorkshopStock.none(workshop), 0, cause)),
                () -> reports.tell(new WorkshopReport.Broken(WorkshopStock.none(workshop), 0))));
  }

  /** How many bench workers are hired or let go at one time, so that no turn takes long. */
  private static final int AT_ONCE = 10_000;

  private final Floor<?> floor;
  private final Turns turns;
  private final Line line;
  private final Staff staff;
  private final Room room;
  private final LoadingBay bay;
  private final Dismissals dismissals;
  private final LastShift lastShift;
  private final Bookkeeper books;
  private final Standstill standstill;
  private final Observers observers;
  private final Scout scout;
  private final Enquiries enquiries;

  private Director(
      ActorContext<Command> context,
      Floor<?> floor,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<WorkshopReport> reports) {
    super(context);
    this.floor = floor;
    this.turns = new Turns(context, floor);
    this.staff = new Staff(context, floor);
    this.line = new Line(floor, staff);
    this.room = new Room(floor, staff, line.memory(), ops);
    this.bay =
        new LoadingBay(
            floor,
            staff,
            dispatcher,
            context.messageAdapter(
                Dispatcher.PermitsGranted.class, answer -> new Granted(answer.permits())));
    this.dismissals = new Dismissals(floor, line, staff, room, bay, turns);
    this.lastShift = new LastShift(line, staff, bay, dismissals);
    this.books = new Bookkeeper(floor, line, staff, room, bay, lastShift, reports);
    this.standstill = new Standstill(context, floor, books);
    this.observers = new Observers(context, floor, ops);
    this.scout = new Scout(floor, staff, line);
    this.enquiries = new Enquiries(context, floor, line, staff, dismissals);
    observers.hire();
  }

  @Override
  public Receive<Command> createReceive() {
    return new Witness<>(duties(), (met, cause) -> fails(cause));
  }

  private Receive<Command> duties() {
    return newReceiveBuilder()
        .onMessage(Deliver.class, this::onDeliver)
        .onMessageEquals(Work.INSTANCE, this::onWork)
        .onMessageEquals(Later.INSTANCE, this::onLater)
        .onMessageEquals(Wake.INSTANCE, this::onWake)
        .onMessage(Closing.class, this::onClosing)
        .onMessage(NeedPermits.class, this::onNeedPermits)
        .onMessage(Granted.class, this::onGranted)
        .onMessage(OpenLine.class, this::onOpenLine)
        .onMessage(Lack.class, this::onLack)
        .onMessageEquals(Sold.INSTANCE, this::onSold)
        .onMessageEquals(LastCall.INSTANCE, this::onLastCall)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(GetStock.class, this::onGetStock)
        .onMessage(Freeze.class, this::onFreeze)
        .onMessage(Count.class, this::onCount)
        .onMessage(CloseHiredBefore.class, this::onCloseHiredBefore)
        .onMessage(StockTaken.class, this::onStockTaken)
        .onMessage(GetNext.class, this::onGetNext)
        .onMessage(Enquiry.class, this::onEnquiry)
        .onMessage(WorkerFailed.class, this::onWorkerFailed)
        .onSignal(Terminated.class, this::onObserverStopped)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<Command> onDeliver(Deliver command) {
    line.add(command.batch());
    bay.note(command.lag());
    return workSoon();
  }

  /** What else is in the mailbox comes into the same turn. */
  private Behavior<Command> workSoon() {
    turns.soon();
    return this;
  }

  private Behavior<Command> onWork() {
    turns.begun();
    return work();
  }

  private Behavior<Command> onLater() {
    turns.paused();
    return work();
  }

  private Behavior<Command> onWake() {
    floor.awake();
    return work();
  }

  private Behavior<Command> onClosing(Closing command) {
    if (Dismissals.isAnswered(command) || lastShift.isOver()) {
      return this; // an emptied workshop closes nothing any more
    }
    dismissals.requested(command);
    // What is due is answered already; where nothing waits a turn could answer no more, and what
    // comes next (a heartbeat, a grant, the end) brings one.
    return line.isEmpty() && bay.wanted() == 0 && lastShift.isFar() ? this : workSoon();
  }

  private Behavior<Command> onNeedPermits(NeedPermits command) {
    bay.await(command.contractor(), command.permits());
    return workSoon();
  }

  private Behavior<Command> onGranted(Granted answer) {
    bay.granted(answer.permits());
    return workSoon();
  }

  /** Without credit nothing is bought, and before that the source is not opened. */
  private Behavior<Command> onOpenLine(OpenLine command) {
    return bundled(
        () -> {
          boolean over = floor.stopping || lastShift.isOver();
          if (over || staff.staffBench(floor.clock.nanos(), AT_ONCE)) {
            line.open(command.credit());
          } else {
            getContext().getSelf().tell(command); // signals come in between
          }
        });
  }

  private Behavior<Command> onLack(Lack command) {
    line.lacks(command.places());
    return workSoon();
  }

  private Behavior<Command> onSold() {
    lastShift.sold();
    return work();
  }

  private Behavior<Command> onLastCall() {
    lastShift.lastCall();
    return work();
  }

  private Behavior<Command> onDrain(Drain command) {
    lastShift.drain(command);
    floor.stopping = true;
    return work();
  }

  private Behavior<Command> onGetStock(GetStock command) {
    command.replyTo().tell(books.stock());
    return this;
  }

  private Behavior<Command> onFreeze(Freeze command) {
    standstill.begin(command.replyTo());
    return this;
  }

  private Behavior<Command> onCount(Count command) {
    standstill.look(command);
    return this;
  }

  private Behavior<Command> onCloseHiredBefore(CloseHiredBefore command) {
    if (!lastShift.isOver() && !lastShift.hasClosedAll()) {
      dismissals.closeHiredBefore(command.time());
    }
    return work();
  }

  private Behavior<Command> onStockTaken(StockTaken command) {
    staff.trimBench(floor.clock.nanos(), AT_ONCE);
    bay.returnIfIdle();
    room.looked();
    line.expect(command.trend().materialsPerSecond());
    return work();
  }

  private Behavior<Command> onGetNext(GetNext command) {
    scout.looks().forEach(command.replyTo()::tell);
    return this;
  }

  private Behavior<Command> onEnquiry(Enquiry enquiry) {
    if (!floor.frozen && !lastShift.isOver()) {
      bay.emptyOutbox(); // what is said to have left must be where it is looked for next
    }
    return enquiries.dealWith(enquiry) ? work() : this;
  }

  private Behavior<Command> onWorkerFailed(WorkerFailed command) {
    throw new IllegalStateException("a worker failed: " + command.cause(), command.cause());
  }

  private Behavior<Command> onObserverStopped(Terminated signal) {
    observers.stopped(signal);
    return this;
  }

  /** Workers begin nothing more, since all of them must stop before the CEO hears of the end. */
  private void fails(Throwable cause) {
    floor.stopping = true;
    books.failing(cause);
  }

  private Behavior<Command> onStopped(PostStop signal) {
    books.stopped();
    return this;
  }

  // ---- the director's turn ----

  private Behavior<Command> work() {
    return floor.frozen ? this : bundled(this::turn);
  }

  /** What workers' threads are given meanwhile they get in bundles. */
  private Behavior<Command> bundled(Runnable doing) {
    BundledThreads.gather();
    try {
      doing.run();
    } finally {
      BundledThreads.handOver();
    }
    return this;
  }

  private void turn() {
    line.grant();
    if (lastShift.isOver()) {
      // what it had then is in its last stock and is not shipped behind it
      bay.returnPermits();
      return;
    }
    long gathers = lastShift.isFar() && line.mayGather() ? bay.gathers() : 0;
    if (gathers <= 0) {
      bay.emptyOutbox();
    }
    bay.serve();
    boolean takesUp = lastShift.takesUp();
    int round = 0;
    if (takesUp && line.mayStart() && dismissals.makeRoom()) {
      round = round();
    }
    if (takesUp && !lastShift.hasClosedAll()) {
      dismissals.keepTime(round);
    }
    dismissals.answerRequests();
    lastShift.closeAll();
    bay.request();
    if (lastShift.ends()) {
      bay.returnPermits();
      books.emptied();
    }
    line.wakeWhenDue(!lastShift.isFar());
    turns.later(gathers); // if nothing else happens before
    turns.later(takesUp ? line.pause() : 0); // what waits for slow workers
  }

  private int round() {
    long before = line.sent();
    room.crowded(!line.round(bay::await));
    room.scrapped();
    bay.serve();
    if (line.mayStart()) {
      turns.soon(); // one round a turn: a signal must not wait for many
    }
    return (int) (line.sent() - before);
  }
}
