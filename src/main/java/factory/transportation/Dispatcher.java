package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.FactoryClock;
import factory.goods.Pid;
import factory.operations.Ops;
import factory.operations.Stillborn;
import factory.operations.TransportStock;
import factory.operations.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Manages stevedores, driver and warehouse; grants transport permits to the directors.
 *
 * <p>Stevedores pull pallets as the warehouse has room; the driver is sent when it is full or his
 * time has come. The dispatcher keeps what it has handed out until it is done, so that a stevedore
 * or the driver that crashes costs nothing. A destination in trouble is tried again for ever;
 * meanwhile the warehouse fills, permits stop, and so the workshops slow down. Memory holds at most
 * a line, a dock no larger than a warehouse, a warehouse, and a truck. It crashes itself when
 * custody is broken, or when the same work fails {@link Crew#MOST_FAILURES} times.
 */
public final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {
  /** What the dispatcher can be told. */
  public sealed interface Command {}

  /**
   * A workshop asks for places on the transportation line; answered with one or more {@link
   * PermitsGranted} that add up to {@code permits}, in the order of asking, as places become free.
   * When {@code replyTo} stops, what it waits for is forgotten, and what it has and did not load is
   * free for others.
   */
  public record RequestPermits(int permits, ActorRef<PermitsGranted> replyTo) implements Command {}

  /** Permits that were granted to {@code from} and that it does not need. */
  public record ReturnPermits(int permits, ActorRef<PermitsGranted> from) implements Command {}

  /**
   * Cargo enters the line; uses one permit each of those granted to {@code from}, large cargo more.
   *
   * @param probes those of which is measured how long they take to the warehouse; of most cargo
   *     nobody asks that
   * @param large by identity how many permits those use that use more than one
   */
  public record Load(
      List<Cargo> cargo,
      ActorRef<PermitsGranted> from,
      List<Probe> probes,
      Map<Cargo, Integer> large)
      implements Command {}

  /**
   * A product whose way is measured.
   *
   * @param boughtAt when the last of its materials was bought, on the factory clock
   */
  public record Probe(Cargo cargo, long boughtAt) {}

  /**
   * What is packed is shipped now, though it is not time: nobody knows whether the rest will be.
   */
  public enum ShipPacked implements Command {
    /** There is one. */
    INSTANCE
  }

  /** Ops and others want to know; {@code replyTo} gets the stock at once. */
  public record GetStock(ActorRef<TransportStock> replyTo) implements Command {}

  /** What is here, or was of late, of this pid? {@code replyTo} is told at once. */
  public record Find(Pid pid, ActorRef<Located> replyTo) implements Command {}

  /** No more cargo will come: ships all there is, tells {@code replyTo} and stops. */
  public record Close(ActorRef<TransportReport.Closed> replyTo) implements Command {}

  /** Places on the transportation line. */
  public record PermitsGranted(int permits) {}

  /** A stevedore is free. */
  record GetPallet(int index, ActorRef<Stevedore.Command> replyTo) implements Command {}

  /** A stevedore has packed the first of a pallet, as many as the consignment's size. */
  record PalletPacked(int index, long pallet, Consignment consignment) implements Command {}

  /** The driver has shipped what he was handed for this trip. */
  record Shipped(long trip) implements Command {}

  /** The driver could not ship; {@code reason} says why and what to do. */
  record NotShipped(long trip, String reason) implements Command {}

  private enum DriverDue implements Command {
    INSTANCE
  }

  private enum TryAgain implements Command {
    INSTANCE
  }

  private enum ReportDue implements Command {
    INSTANCE
  }

  private final TransportSettings settings;
  private final ActorRef<TransportReport> reports;
  private final ActorRef<Ops.Command> ops;
  private final Drill drill;
  private final TimerScheduler<Command> timers;

  private final TransportLine line;
  private final Warehouse warehouse;
  private final Recent recent;

  private final Crew crew;
  private final Haulage haulage;
  private final Probes probes;

  private final List<ActorRef<TransportReport.Closed>> closing = new ArrayList<>();
  private boolean closed;
  private long received;

  private Dispatcher(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TransportSettings settings,
      Destination destination,
      ActorRef<TransportReport> reports,
      ActorRef<Ops.Command> ops,
      Drill drill,
      FactoryClock clock) {
    super(context);
    this.reports = reports;
    this.settings = settings;
    this.ops = ops;
    this.drill = drill;
    this.timers = timers;
    this.line = new TransportLine(settings.lineCapacity(), settings.stevedores());
    this.warehouse = new Warehouse(settings.warehouseCapacity(), settings.warehouseBytes());
    this.recent = new Recent(settings.remember());
    this.crew = new Crew(context, destination, ops, drill, settings.stevedores());
    this.haulage = new Haulage(warehouse, recent, crew, destination, ops, clock);
    this.probes = new Probes(ops, clock);
    timers.startTimerWithFixedDelay(DriverDue.INSTANCE, settings.driverEvery());
    timers.startTimerWithFixedDelay(ReportDue.INSTANCE, settings.reportEvery());
  }

  /**
   * A dispatcher with its stevedores and driver.
   *
   * @param destination opened; used by the children from here on, closed by who opened it after the
   *     dispatcher has stopped
   * @param reports is told if the dispatcher fails and stops before all is shipped
   * @param ops is told the stock every other time and at the end, every crash, and trouble at the
   *     destination (alarm {@code destination})
   * @param drill passes {@code dispatcher.load} and the points of stevedores and driver
   * @param clock tells how long cargo stays
   */
  public static Behavior<Command> create(
      TransportSettings settings,
      Destination destination,
      ActorRef<TransportReport> reports,
      ActorRef<Ops.Command> ops,
      Drill drill,
      FactoryClock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    Stillborn.orMade(
                        context,
                        () ->
                            new Dispatcher(
                                context, timers, settings, destination, reports, ops, drill, clock),
                        ReportDue.INSTANCE,
                        cause ->
                            reports.tell(
                                new TransportReport.Failing(TransportStock.NONE, 0, cause)),
                        () -> reports.tell(new TransportReport.Broken(TransportStock.NONE, 0)))));
  }

  @Override
  public Receive<Command> createReceive() {
    return new Witness<>(duties(), (met, cause) -> fails(cause));
  }

  private Receive<Command> duties() {
    return newReceiveBuilder()
        .onMessage(Load.class, this::onLoad)
        .onMessage(RequestPermits.class, this::onRequestPermits)
        .onMessage(ReturnPermits.class, this::onReturnPermits)
        .onMessage(GetPallet.class, this::onGetPallet)
        .onMessage(PalletPacked.class, this::onPacked)
        .onMessage(Shipped.class, this::onShipped)
        .onMessage(NotShipped.class, this::onNotShipped)
        .onMessageEquals(DriverDue.INSTANCE, this::onDriverDue)
        .onMessageEquals(ShipPacked.INSTANCE, this::onDriverDue)
        .onMessageEquals(TryAgain.INSTANCE, this::onTryAgain)
        .onMessageEquals(ReportDue.INSTANCE, this::onReportDue)
        .onMessage(GetStock.class, this::onGetStock)
        .onMessage(Find.class, this::onFind)
        .onMessage(Close.class, this::onClose)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private void fails(Throwable cause) {
    reports.tell(new TransportReport.Failing(stock(), received, cause));
  }

  private Behavior<Command> onStopped(PostStop signal) {
    if (!closed) {
      haulage.countWhatIsCommitted();
      reports.tell(new TransportReport.Broken(stock(), received));
    }
    return this;
  }

  private Behavior<Command> onLoad(Load command) {
    drill.pass("dispatcher.load");
    line.load(command.cargo(), command.large(), command.from());
    command.probes().forEach(probes::add);
    received += TransportLine.materialsOf(command.cargo());
    return goOn();
  }

  private Behavior<Command> onRequestPermits(RequestPermits command) {
    getContext().watch(command.replyTo());
    line.request(command.permits(), command.replyTo());
    return goOn();
  }

  private Behavior<Command> onReturnPermits(ReturnPermits command) {
    line.giveBack(command.permits(), command.from());
    return goOn();
  }

  private Behavior<Command> onGetPallet(GetPallet command) {
    crew.comesForMore(command.index(), command.replyTo());
    return goOn();
  }

  private Behavior<Command> onPacked(PalletPacked command) {
    List<Cargo> packed = line.packed(command.index(), command.pallet(), command.consignment());
    recent.packed(packed);
    haulage.comes(packed.size());
    probes.packed(packed);
    return goOn();
  }

  private Behavior<Command> onShipped(Shipped command) {
    haulage.shipped(command.trip());
    return goOn();
  }

  private Behavior<Command> onNotShipped(NotShipped command) {
    Duration wait = haulage.notShipped(command.trip(), command.reason());
    if (wait != null) {
      timers.startSingleTimer(TryAgain.INSTANCE, wait);
    }
    return this;
  }

  private Behavior<Command> onTryAgain() {
    haulage.drive();
    return this;
  }

  private Behavior<Command> onDriverDue() {
    haulage.isDue();
    return goOn();
  }

  private Behavior<Command> onReportDue() {
    ops.tell(new Ops.Transported(stock()));
    return this;
  }

  private Behavior<Command> onGetStock(GetStock command) {
    command.replyTo().tell(stock());
    return this;
  }

  private Behavior<Command> onFind(Find command) {
    Pid pid = command.pid();
    command.replyTo().tell(recent.locate(pid, line.unpacked(pid)));
    return this;
  }

  private Behavior<Command> onClose(Close command) {
    closing.add(command.replyTo());
    if (timers.isTimerActive(TryAgain.INSTANCE)) {
      timers.cancel(TryAgain.INSTANCE);
      haulage.drive();
    }
    return goOn();
  }

  private Behavior<Command> onChildFailed(ChildFailed signal) {
    return replace(signal.getRef(), signal.getCause());
  }

  private Behavior<Command> onTerminated(Terminated signal) {
    return replace(signal.getRef(), new IllegalStateException("it stopped unasked"));
  }

  private Behavior<Command> replace(ActorRef<Void> gone, Throwable cause) {
    if (crew.isDriver(gone)) {
      haulage.replaceDriver(cause);
      if (!timers.isTimerActive(TryAgain.INSTANCE)) {
        haulage.drive();
      }
    } else {
      line.gone(gone);
      crew.replaceStevedore(gone, cause, line);
    }
    return goOn();
  }

  /** Does whatever has become possible; at the end of each message. */
  private Behavior<Command> goOn() {
    warehouse.stow(line.dock());
    boolean full = warehouse.isFull() || !line.dock().isEmpty();
    boolean last = !closing.isEmpty() && line.isEmpty();
    if (haulage.callDriver(full || last)) {
      warehouse.stow(line.dock());
    }
    handOut();
    line.grant();
    return isDone() ? finish() : this;
  }

  private void handOut() {
    for (int i = 0; i < settings.stevedores() && line.dock().isEmpty(); i++) {
      if (!crew.isFree(i)) {
        continue;
      }
      long most = Math.min(settings.palletSize(), warehouse.room() - line.packing());
      TransportLine.Pallet pallet = line.handOut(i, most);
      if (pallet != null) {
        long bytes = settings.warehouseBytes() / TransportLine.mostPallets(settings.stevedores());
        crew.hand(i, new Stevedore.Pack(pallet.number(), pallet.cargo(), bytes));
      }
    }
  }

  private boolean isDone() {
    return !closing.isEmpty() && haulage.isDone() && line.isEmpty();
  }

  private Behavior<Command> finish() {
    closed = true;
    TransportStock stock = stock();
    ops.tell(new Ops.Transported(stock));
    closing.forEach(replyTo -> replyTo.tell(new TransportReport.Closed(stock)));
    return Behaviors.stopped();
  }

  private TransportStock stock() {
    return haulage.stock(line);
  }
}
