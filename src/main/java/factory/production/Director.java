package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Batch;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.Witness;
import factory.operations.WorkshopStock;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/**
 * Directs one workshop: owns the roster, hires and dismisses, spends line credit and transport
 * permits.
 *
 * <p>It works in rounds: it takes up what has come down the line and gives each worker that has
 * material in it one delivery. A round is as small as what is there when the workshop is idle and
 * as large as {@code workshop.round} under backlog, because the next one begins only when workers
 * have assembled most of the last ({@link Line}). Credit goes back once workers have assembled and
 * their cargo has its permit.
 *
 * <p>A worker's contract ends only when the line says so: it was idle for its term by the time at
 * which the Buyer bought, as far as the line has been taken up. However slow the factory is, no
 * material that was bought in time comes too late. A director that fails is not restarted: it has
 * met a fault of the factory itself, and the CEO closes the factory.
 */
public final class Director extends AbstractBehavior<Director.Command> {
  /** What a director can be told. */
  public sealed interface Command {}

  /**
   * Opens the line: {@code credit} is told the line's whole capacity first, and from then on what
   * comes back.
   */
  public record OpenLine(ActorRef<Credit> credit) implements Command {}

  /** Materials come down the line; takes {@code batch.size()} credit. */
  public record Deliver(Batch batch) implements Command {}

  /**
   * The source is read to its end and all of it was delivered: end all contracts, ship everything,
   * say {@link Emptied}.
   */
  public enum Sold implements Command {
    /** The only one. */
    INSTANCE
  }

  /**
   * The source was left before its end, and all that was bought from it was delivered: as {@link
   * Sold}, but products say that the factory was shut down.
   */
  public enum LastCall implements Command {
    /** The only one. */
    INSTANCE
  }

  /**
   * Shut down: finish what workers have begun, take nothing up any more, say {@link Emptied}. Told
   * only when nothing more comes down the line, for whatever reason: what came last must be in the
   * account of a workshop that has said what it has. Told again it overrules the one before.
   *
   * @param ship whether open workers are closed and shipped; else they stay open
   */
  public record Drain(boolean ship) implements Command {}

  /** Somebody wants to know what the workshop has; {@code replyTo} is told at once. */
  public record GetStock(ActorRef<WorkshopStock> replyTo) implements Command {}

  /**
   * Time is up: the workshop stands still, for good, and {@code replyTo} is told what it has as
   * soon as workers have had the time to end what they are at.
   */
  public record Freeze(ActorRef<WorkshopStock> replyTo) implements Command {}

  /**
   * A restart would read too much again: workers hired before this time, on the factory clock, are
   * closed (limit), some of them each time.
   */
  public record CloseHiredBefore(long time) implements Command {}

  /** The Monitor has taken stock: what the director should know to go on. */
  record StockTaken(Monitor.Trend trend) implements Command {}

  /** The Inspector asks whom to look at; {@code replyTo} is told, unless nobody is there. */
  record GetNext(ActorRef<Inspector.Look> replyTo) implements Command {}

  /**
   * A worker's contract is over; always answered, by {@link Worker.Renew} or {@link
   * Worker.Release}, once the line is as far as {@code due}.
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
      implements Command {}

  /**
   * A worker has finished cargo and found no permit at hand; answered by {@link Worker.Permit}, in
   * parts.
   */
  record NeedPermits(Contractor contractor, int permits) implements Command {}

  /**
   * A worker has failed, and not by its blueprint: a fault of the factory. The director fails by
   * it.
   */
  record WorkerFailed(Throwable cause) implements Command {}

  /** Something on the floor needs the director: credit, the outbox. */
  enum Wake implements Command {
    INSTANCE
  }

  private enum Work implements Command {
    INSTANCE
  }

  private enum Later implements Command {
    INSTANCE
  }

  private record Granted(int permits) implements Command {}

  /**
   * Credit of a line.
   *
   * @param workshop whose line
   * @param records how many more records may be sent
   */
  public record Credit(int workshop, int records) {}

  /** What a director says at its end, and when it comes to that before its time. */
  public sealed interface Report {
    /** What the workshop still has. */
    WorkshopStock stock();
  }

  /** A workshop has finished; all its cargo was loaded. What is still open is said in the stock. */
  public record Emptied(WorkshopStock stock) implements Report {}

  /**
   * A director has stopped before its workshop was empty, as by a fault; its workers have stopped
   * before it.
   *
   * @param stock what it has, and what its workers had
   * @param received records that had come down the line; what was sent beyond that lies in its
   *     mailbox
   */
  public record Broken(WorkshopStock stock, long received) implements Report {}

  /**
   * A director fails, by a fault of the factory; {@link Broken} follows once its workers have ended
   * what they are at, which a slow blueprint may make long.
   *
   * @param stock what it has, counted while workers still move it
   * @param received as in {@link Broken}
   * @param cause what it met
   */
  public record Failing(WorkshopStock stock, long received, Throwable cause) implements Report {}

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
   */
  public static Behavior<Command> create(
      int workshop,
      WorkshopSettings settings,
      Blueprint<?> blueprint,
      String blueprintName,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<Report> reports,
      FactoryClock clock,
      Drill drill,
      DispatcherSelector threads) {
    return create(
        self ->
            new Floor<>(workshop, settings, blueprint, blueprintName, clock, drill, self)
                .withThreads(threads),
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
      FloorPlan plan,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<Report> reports) {
    return Behaviors.setup(
        context -> new Director(context, plan.floor(context.getSelf()), dispatcher, ops, reports));
  }

  /** How many bench workers are let go at one time, so that no turn takes long. */
  private static final int LET_GO = 10_000;

  /** How many workers are closed at one time for the sake of the replay. */
  private static final int MOST_CLOSED = 10_000;

  /** How long workers are given to end what they are at when all is to stand still. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  /**
   * How many workers are looked at in one turn as event time passes, and one more for each material
   * of its round, so that dismissing keeps up with hiring.
   */
  private static final int MOST_LOOKS = 4_096;

  /** How many of them may wait for their permit before the others are let wait. */
  private static final int MOST_RELEASED = 8_192;

  private final Floor<?> floor;
  private final ActorRef<Ops.Command> ops;
  private final ActorRef<Report> reports;
  private final Line line;
  private final Staff staff;
  private final Room room;
  private final LoadingBay bay;

  /** Requests that wait for the line to be as far as their contract. */
  private final PriorityQueue<Closing> requests =
      new PriorityQueue<>((a, b) -> Long.signum(a.due() - b.due()));

  private boolean workDue;
  private @Nullable Cancellable planned;
  private long plannedFor;
  private boolean sold;
  private Closed atEnd = Closed.END_OF_INPUT;
  private @Nullable Drain draining;
  private boolean closedAll;
  private boolean saidEmptied;

  private Director(
      ActorContext<Command> context,
      Floor<?> floor,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<Ops.Command> ops,
      ActorRef<Report> reports) {
    super(context);
    this.floor = floor;
    this.ops = ops;
    this.reports = reports;
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
    hire(monitor(), "monitor");
    hire(inspector(), "inspector");
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
        .onMessageEquals(Sold.INSTANCE, this::onSold)
        .onMessageEquals(LastCall.INSTANCE, this::onLastCall)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(GetStock.class, this::onGetStock)
        .onMessage(Freeze.class, this::onFreeze)
        .onMessage(CloseHiredBefore.class, this::onCloseHiredBefore)
        .onMessage(StockTaken.class, this::onStockTaken)
        .onMessage(GetNext.class, this::onGetNext)
        .onMessage(WorkerFailed.class, this::onWorkerFailed)
        .onSignal(Terminated.class, this::onObserverStopped)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<Command> onOpenLine(OpenLine command) {
    line.open(command.credit());
    return this;
  }

  private Behavior<Command> onDeliver(Deliver command) {
    line.add(command.batch());
    return workSoon();
  }

  /** What else is in the mailbox comes into the same round. */
  private Behavior<Command> workSoon() {
    if (!workDue) {
      workDue = true;
      getContext().getSelf().tell(Work.INSTANCE);
    }
    return this;
  }

  private Behavior<Command> onWork() {
    workDue = false;
    return work();
  }

  private Behavior<Command> onWake() {
    floor.awake();
    return work();
  }

  private Behavior<Command> onSold() {
    sold = true;
    return work();
  }

  private Behavior<Command> onLastCall() {
    sold = true;
    atEnd = Closed.SHUTDOWN;
    return work();
  }

  private Behavior<Command> onDrain(Drain command) {
    draining = command;
    floor.stopping = true;
    return work();
  }

  private Behavior<Command> onGranted(Granted answer) {
    bay.granted(answer.permits());
    return work();
  }

  private Behavior<Command> onNeedPermits(NeedPermits command) {
    bay.await(command.contractor(), command.permits());
    return work();
  }

  private Behavior<Command> onClosing(Closing command) {
    Contractor contractor = command.contractor();
    boolean released =
        contractor.hire != command.hire() || contractor.leaving || contractor.pid == null;
    if (released || saidEmptied) {
      return this; // a release is the answer already; an emptied workshop closes nothing any more
    }
    if (command.received() == contractor.sent && command.empty()) {
      staff.leave(contractor); // it has nothing to hand over, and its next hire tells it
      staff.freed(contractor, floor.clock.nanos());
    } else if (command.received() != contractor.sent || command.due() - line.takenUpTo() <= 0) {
      answer(command);
    } else {
      requests.add(command);
    }
    return work();
  }

  private Behavior<Command> onGetStock(GetStock command) {
    command.replyTo().tell(stock());
    return this;
  }

  private Behavior<Command> onFreeze(Freeze command) {
    floor.frozen = true;
    getContext().scheduleOnce(SETTLING, getContext().getSelf(), new GetStock(command.replyTo()));
    return this;
  }

  private Behavior<Command> onCloseHiredBefore(CloseHiredBefore command) {
    if (!saidEmptied && !closedAll) {
      for (Contractor contractor : staff.hiredBefore(command.time(), MOST_CLOSED)) {
        release(contractor, Closed.LIMIT);
      }
    }
    return work();
  }

  private Behavior<Command> onStockTaken(StockTaken command) {
    staff.trimBench(floor.clock.nanos(), LET_GO);
    bay.returnIfIdle();
    room.looked();
    line.expect(command.trend().materialsPerSecond());
    return work();
  }

  private Behavior<Command> onGetNext(GetNext command) {
    Contractor contractor = staff.next();
    if (contractor != null && contractor.worker != null) {
      Duration age = Duration.ofNanos(floor.clock.nanos() - contractor.since);
      long all = line.sent() - contractor.sentBefore;
      command
          .replyTo()
          .tell(new Inspector.Look(contractor.worker, contractor.hire, contractor.sent, all, age));
    }
    return this;
  }

  private Behavior<Command> onWorkerFailed(WorkerFailed command) {
    throw new IllegalStateException("a worker failed: " + command.cause(), command.cause());
  }

  private Behavior<Command> onObserverStopped(Terminated signal) {
    String name = signal.getRef().path().name();
    Throwable cause =
        signal instanceof ChildFailed failed
            ? failed.getCause()
            : new IllegalStateException("stopped");
    ops.tell(new Ops.Failed(name + "-" + floor.workshop, cause, "Hired anew; the run goes on."));
    if (name.equals("monitor")) {
      hire(monitor(), name);
    } else {
      hire(inspector(), name);
    }
    return this;
  }

  /** Workers begin nothing more, since all of them must stop before the CEO hears of the end. */
  private void fails(Throwable cause) {
    floor.stopping = true;
    reports.tell(new Failing(stock(), line.received(), cause));
  }

  private Behavior<Command> onStopped(PostStop signal) {
    if (!saidEmptied) {
      reports.tell(new Broken(stock(), line.received()));
    }
    return this;
  }

  // ---- the director's turn ----

  private Behavior<Command> work() {
    if (floor.frozen) {
      return this;
    }
    line.returnCredit();
    if (saidEmptied) {
      // what it had then is in its last stock and is not shipped behind it
      bay.returnPermits();
      return this;
    }
    bay.emptyOutbox();
    bay.serve();
    int round = 0;
    if (draining == null && line.mayStart() && !isBehind() && hasRoom()) {
      long before = line.sent();
      List<Scrap> scrap = new ArrayList<>(0);
      room.crowded(!line.round(scrap));
      round = (int) (line.sent() - before);
      scrap.forEach(bay::await);
      room.scrapped();
      bay.serve();
      if (line.mayStart()) {
        workSoon(); // one round a turn: a signal must not wait for many
      }
    }
    keepTime(MOST_LOOKS + round);
    answerRequests();
    closeAll();
    bay.request();
    sayEmptied();
    line.wakeWhenDue();
    workLater();
    return this;
  }

  /** What waits for slow workers is taken up after a while though nothing else happens. */
  private void workLater() {
    workLater(draining == null ? line.pause() : 0);
  }

  private void workLater(long pause) {
    long then = floor.clock.nanos() + pause;
    if (pause > 0 && !workDue && (planned == null || then - plannedFor < 0)) {
      if (planned != null) {
        planned.cancel();
      }
      ActorRef<Command> self = getContext().getSelf();
      planned = getContext().scheduleOnce(Duration.ofNanos(pause), self, Later.INSTANCE);
      plannedFor = then;
    }
  }

  private Behavior<Command> onLater() {
    planned = null;
    return work();
  }

  /**
   * In event time: dismisses those whose contract is over, as far as there are permits in sight.
   */
  private void keepTime(int most) {
    Timekeeper timekeeper = line.timekeeper();
    if (timekeeper == null || closedAll || draining != null) {
      return;
    }
    if (timekeeper.isBusy() && bay.wanted() < MOST_RELEASED) {
      timekeeper.serve(most, contractor -> release(contractor, Closed.CONTRACT));
      if (timekeeper.isBusy() && bay.wanted() < MOST_RELEASED) {
        workSoon(); // batches and signals come in between
      }
    }
  }

  /** Nobody more is hired before those whose contract is over have their permits in sight. */
  private boolean isBehind() {
    Timekeeper timekeeper = line.timekeeper();
    return timekeeper != null && timekeeper.isBusy() && bay.wanted() >= MOST_RELEASED;
  }

  private boolean hasRoom() {
    if (!room.isShort()) {
      return true;
    }
    Timekeeper timekeeper = line.timekeeper();
    if (timekeeper != null && timekeeper.isBusy()) {
      return false; // some may go by themselves
    }
    if (staff.leaving() == 0) {
      if (!room.mustClose(bay.wanted() > 0, line.outstanding() > 0)) {
        workLater(Room.PATIENCE.toNanos());
        return false;
      }
      for (Contractor contractor : room.toClose()) {
        release(contractor, Closed.LIMIT);
      }
    }
    return staff.leaving() == 0;
  }

  /** The pid leaves the roster; its worker hands the product over as soon as there is a permit. */
  private void release(Contractor contractor, Closed why) {
    staff.leave(contractor);
    bay.awaitRelease(contractor, why);
    bay.serve();
  }

  /** Answers those whose contract is over by the time up to which the line is taken up. */
  private void answerRequests() {
    for (Closing first = requests.peek();
        first != null && first.due() - line.takenUpTo() <= 0;
        first = requests.peek()) {
      requests.remove();
      answer(first);
    }
  }

  /** The answer to a worker whose contract is over; none if its hire is. */
  private void answer(Closing closing) {
    Contractor contractor = closing.contractor();
    if (contractor.hire != closing.hire() || contractor.leaving || contractor.pid == null) {
      return; // a release is the answer already
    }
    if (contractor.sent == closing.received()) {
      release(contractor, closing.why());
    } else {
      contractor.tell(Worker.Renew.INSTANCE);
    }
  }

  private void closeAll() {
    if (closedAll) {
      return;
    }
    Closed why;
    if (draining == null && sold && line.isEmpty() && line.outstanding() == 0) {
      why = atEnd; // a stop meanwhile would give back what a released worker has not begun
    } else if (draining != null && draining.ship() && line.outstanding() == 0) {
      why = Closed.SHUTDOWN;
    } else {
      return;
    }
    closedAll = true;
    for (Contractor contractor : staff.everybody()) {
      release(contractor, why);
    }
  }

  private void sayEmptied() {
    boolean nothingMoves = line.outstanding() == 0 && staff.leaving() == 0 && bay.isEmpty();
    boolean ended = closedAll ? staff.live() == 0 : draining != null && !draining.ship();
    if (!saidEmptied && nothingMoves && ended) {
      saidEmptied = true;
      bay.returnPermits();
      reports.tell(new Emptied(stock()));
    }
  }

  private WorkshopStock stock() {
    Floor.Count count = floor.count();
    return new WorkshopStock(
        floor.workshop,
        line.waiting() + count.givenBack(),
        floor.settings.lineCapacity(),
        count.delivered(),
        count.held(),
        count.outgoing(),
        bay.loaded(),
        floor.done(),
        staff.live(),
        staff.hired(),
        staff.dismissed(),
        staff.benched(),
        floor.parked.sum(),
        bay.wanted(),
        room.openBytes(),
        staff.oldest(floor.clock.nanos()),
        saidEmptied);
  }

  private <T> void hire(Behavior<T> observer, String name) {
    // named by Ops; Pekko's own words would say it a second time
    Behavior<T> unlogged =
        Behaviors.supervise(observer)
            .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
    getContext().watch(getContext().spawn(unlogged, name, DispatcherSelector.sameAsParent()));
  }

  private Behavior<Monitor.Command> monitor() {
    return Monitor.create(floor, ops);
  }

  private Behavior<Inspector.Command> inspector() {
    return Inspector.create(floor, ops);
  }
}
