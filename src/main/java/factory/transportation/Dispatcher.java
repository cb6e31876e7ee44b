package factory.transportation;

import factory.goods.Cargo;
import factory.goods.Drill;
import factory.operations.Ops;
import factory.operations.TransportStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Manages stevedores, driver and warehouse; grants transport permits to the directors.
 *
 * <p>Stevedores pull pallets as the warehouse has room; the driver is sent when it is full or his
 * time has come. The dispatcher keeps what it has handed out until it is done, so that a stevedore
 * or the driver that crashes costs nothing. A destination in trouble is tried again for ever;
 * meanwhile the warehouse fills, permits stop, and so the workshops slow down. Memory holds at most
 * a line, a dock no larger than a warehouse, a warehouse, and a truck. It crashes itself when
 * custody is broken, or when the same work fails {@link #MOST_FAILURES} times.
 */
public final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {
  /** What the dispatcher can be told. */
  public sealed interface Command {}

  /**
   * A workshop asks for places on the transportation line; answered with one or more {@link
   * PermitsGranted} that add up to {@code permits}, in the order of asking, as places become free.
   */
  public record RequestPermits(int permits, ActorRef<PermitsGranted> replyTo) implements Command {}

  /** Permits that a workshop has and does not need. */
  public record ReturnPermits(int permits) implements Command {}

  /** Cargo enters the line; uses one permit each. */
  public record Load(List<Cargo> cargo) implements Command {}

  /** Ops and others want to know; {@code replyTo} gets the stock at once. */
  public record GetStock(ActorRef<TransportStock> replyTo) implements Command {}

  /** No more cargo will come: ships all there is, tells {@code replyTo} and stops. */
  public record Close(ActorRef<Closed> replyTo) implements Command {}

  /** Places on the transportation line. */
  public record PermitsGranted(int permits) {}

  /** All is shipped; the department is empty. */
  public record Closed(TransportStock stock) implements Report {}

  /** What a dispatcher says at its end. */
  public sealed interface Report {
    /** What the department still has. */
    TransportStock stock();
  }

  /**
   * The dispatcher has stopped before all was shipped, as by a fault.
   *
   * @param stock what it has
   * @param received materials in all the cargo that it had taken; what was loaded beyond that lies
   *     in its mailbox
   */
  public record Broken(TransportStock stock, long received) implements Report {}

  /** A stevedore is free. */
  record GetPallet(int index, ActorRef<Stevedore.Command> replyTo) implements Command {}

  /** A stevedore has packed the first {@code parcels.size()} of a pallet. */
  record Packed(int index, long pallet, List<Parcel> parcels) implements Command {}

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

  /**
   * So often may the same pallet or truck cost a stevedore or driver before it counts as a fault of
   * the factory.
   */
  static final int MOST_FAILURES = 5;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final String ALARM = "destination";
  private static final String DRIVER = "driver";

  private final TransportSettings settings;
  private final Destination destination;
  private final ActorRef<? super Broken> broken;
  private final ActorRef<Ops.Command> ops;
  private final Drill drill;
  private final TimerScheduler<Command> timers;

  private final TransportLine line;
  private final Warehouse warehouse;

  /** Stevedores that are free; null for one that has a pallet or has not yet come. */
  private final @Nullable ActorRef<Stevedore.Command>[] free;

  private final ActorRef<Stevedore.Command>[] stevedores;
  private ActorRef<Driver.Command> driver;

  /** What the driver has, or is to have again; null when he is free. */
  private @Nullable Truck truck;

  private long trip;
  private int truckFailures;
  private boolean driverDue;

  /** How long to wait after the next trouble. */
  private Duration wait = FIRST_WAIT;

  private boolean inTrouble;
  private long lastNumber;
  private final List<ActorRef<Closed>> closing = new ArrayList<>();
  private final Totals totals = new Totals();
  private boolean closed;
  private long received;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Dispatcher(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      TransportSettings settings,
      Destination destination,
      ActorRef<? super Broken> broken,
      ActorRef<Ops.Command> ops,
      Drill drill) {
    super(context);
    this.broken = broken;
    this.settings = settings;
    this.destination = destination;
    this.ops = ops;
    this.drill = drill;
    this.timers = timers;
    this.line = new TransportLine(settings.lineCapacity(), settings.stevedores());
    this.warehouse = new Warehouse(settings.warehouseCapacity(), settings.warehouseBytes());
    this.lastNumber = destination.lastNumber();
    this.free = new ActorRef[settings.stevedores()];
    this.stevedores = new ActorRef[settings.stevedores()];
    for (int i = 0; i < stevedores.length; i++) {
      stevedores[i] = spawnStevedore(i);
    }
    this.driver = spawnDriver();
    timers.startTimerWithFixedDelay(DriverDue.INSTANCE, settings.driverEvery());
    timers.startTimerWithFixedDelay(ReportDue.INSTANCE, settings.reportEvery());
  }

  /**
   * A dispatcher with its stevedores and driver.
   *
   * @param destination opened; used by the children from here on, closed by who opened it after the
   *     dispatcher has stopped
   * @param broken is told if the dispatcher stops before all is shipped
   * @param ops is told the stock every other time and at the end, every crash, and trouble at the
   *     destination (alarm {@code destination})
   * @param drill passes {@code dispatcher.load} and the points of stevedores and driver
   */
  public static Behavior<Command> create(
      TransportSettings settings,
      Destination destination,
      ActorRef<? super Broken> broken,
      ActorRef<Ops.Command> ops,
      Drill drill) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new Dispatcher(context, timers, settings, destination, broken, ops, drill)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Load.class, this::onLoad)
        .onMessage(RequestPermits.class, this::onRequestPermits)
        .onMessage(ReturnPermits.class, this::onReturnPermits)
        .onMessage(GetPallet.class, this::onGetPallet)
        .onMessage(Packed.class, this::onPacked)
        .onMessage(Shipped.class, this::onShipped)
        .onMessage(NotShipped.class, this::onNotShipped)
        .onMessageEquals(DriverDue.INSTANCE, this::onDriverDue)
        .onMessageEquals(TryAgain.INSTANCE, this::onTryAgain)
        .onMessageEquals(ReportDue.INSTANCE, this::onReportDue)
        .onMessage(GetStock.class, this::onGetStock)
        .onMessage(Close.class, this::onClose)
        .onSignal(ChildFailed.class, this::onChildFailed)
        .onSignal(Terminated.class, this::onTerminated)
        .onSignal(PostStop.class, this::onStopped)
        .build();
  }

  private Behavior<Command> onStopped(PostStop signal) {
    if (!closed) {
      broken.tell(new Broken(stock(), received));
    }
    return this;
  }

  private Behavior<Command> onLoad(Load command) {
    drill.pass("dispatcher.load");
    line.load(command.cargo());
    for (Cargo cargo : command.cargo()) {
      received += cargo.materials();
    }
    return goOn();
  }

  private Behavior<Command> onRequestPermits(RequestPermits command) {
    line.request(command.permits(), command.replyTo());
    return goOn();
  }

  private Behavior<Command> onReturnPermits(ReturnPermits command) {
    line.giveBack(command.permits());
    return goOn();
  }

  private Behavior<Command> onGetPallet(GetPallet command) {
    if (command.replyTo().equals(stevedores[command.index()])) {
      free[command.index()] = command.replyTo();
    }
    return goOn();
  }

  private Behavior<Command> onPacked(Packed command) {
    line.packed(command.index(), command.pallet(), command.parcels());
    return goOn();
  }

  private Behavior<Command> onShipped(Shipped command) {
    Truck shipped = truck;
    if (shipped == null || command.trip() != trip) {
      return this; // from before a crash; the truck is on another trip
    }
    totals.add(shipped);
    truck = null;
    driverDue &= !warehouse.isEmpty();
    truckFailures = 0;
    wait = FIRST_WAIT;
    if (inTrouble) {
      inTrouble = false;
      ops.tell(new Ops.Clear(ALARM));
    }
    return goOn();
  }

  private Behavior<Command> onNotShipped(NotShipped command) {
    if (truck == null || command.trip() != trip) {
      return this;
    }
    inTrouble = true;
    timers.startSingleTimer(TryAgain.INSTANCE, wait);
    ops.tell(
        new Ops.Raise(
            ALARM,
            DRIVER,
            "%s; tried again in %s s, buying slows down meanwhile"
                .formatted(command.reason(), wait.toSeconds())));
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    return this;
  }

  private Behavior<Command> onTryAgain() {
    drive();
    return this;
  }

  private Behavior<Command> onDriverDue() {
    driverDue = truck != null || !warehouse.isEmpty();
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

  private Behavior<Command> onClose(Close command) {
    closing.add(command.replyTo());
    if (timers.isTimerActive(TryAgain.INSTANCE)) {
      timers.cancel(TryAgain.INSTANCE);
      drive();
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
    if (gone.equals(driver)) {
      replaceDriver(cause);
    }
    for (int i = 0; i < stevedores.length; i++) {
      if (gone.equals(stevedores[i])) {
        replaceStevedore(i, cause);
      }
    }
    return goOn();
  }

  private void replaceDriver(Throwable cause) {
    driver = spawnDriver();
    Truck held = truck;
    if (held == null) {
      ops.tell(new Ops.Failed(DRIVER, cause, "restarted; it had nothing to ship"));
      return;
    }
    if (++truckFailures >= MOST_FAILURES) {
      throw new IllegalStateException(
          "the driver failed %s times with shipment %s".formatted(truckFailures, held.number()),
          cause);
    }
    ops.tell(
        new Ops.Failed(
            DRIVER, cause, "restarted; it is handed shipment " + held.number() + " again"));
    if (!timers.isTimerActive(TryAgain.INSTANCE)) {
      drive();
    }
  }

  private void replaceStevedore(int index, Throwable cause) {
    free[index] = null;
    stevedores[index] = spawnStevedore(index);
    TransportLine.Pallet pallet = line.abandoned(index);
    if (pallet != null && pallet.failures() >= MOST_FAILURES) {
      throw new IllegalStateException(
          "a pallet of %s made stevedores fail %s times"
              .formatted(pallet.cargo().size(), pallet.failures()),
          cause);
    }
    String consequence =
        pallet == null
            ? "restarted"
            : "restarted; its %s products go to the next one".formatted(pallet.cargo().size());
    ops.tell(new Ops.Failed("stevedore-" + index, cause, consequence));
  }

  /** Does whatever has become possible; at the end of each message. */
  private Behavior<Command> goOn() {
    stow();
    if (isDriverCalled()) {
      lastNumber++;
      truck = warehouse.load(lastNumber);
      driverDue = false;
      drive();
      stow();
    }
    handOut();
    line.grant();
    return isDone() ? finish() : this;
  }

  /** Parcels from the dock into the warehouse. */
  private void stow() {
    Deque<Parcel> dock = line.dock();
    for (Parcel next = dock.peek();
        next != null && warehouse.hasRoomFor(next);
        next = dock.peek()) {
      warehouse.put(dock.remove());
    }
  }

  private boolean isDriverCalled() {
    if (truck != null || warehouse.isEmpty()) {
      return false;
    }
    boolean full = warehouse.isFull() || !line.dock().isEmpty();
    return full || driverDue || (!closing.isEmpty() && line.isEmpty());
  }

  private void handOut() {
    for (int i = 0; i < free.length; i++) {
      ActorRef<Stevedore.Command> stevedore = free[i];
      if (stevedore == null || !line.dock().isEmpty()) {
        continue;
      }
      long most = Math.min(settings.palletSize(), warehouse.room() - line.packing());
      TransportLine.Pallet pallet = line.handOut(i, most);
      if (pallet != null) {
        free[i] = null;
        stevedore.tell(
            new Stevedore.Pack(
                pallet.number(),
                pallet.cargo(),
                settings.warehouseBytes() / settings.stevedores()));
      }
    }
  }

  private void drive() {
    Truck load = truck;
    if (load != null) {
      trip++;
      driver.tell(new Driver.Ship(trip, load));
    }
  }

  private boolean isDone() {
    return !closing.isEmpty() && truck == null && warehouse.isEmpty() && line.isEmpty();
  }

  private Behavior<Command> finish() {
    closed = true;
    TransportStock stock = stock();
    ops.tell(new Ops.Transported(stock));
    closing.forEach(replyTo -> replyTo.tell(new Closed(stock)));
    return Behaviors.stopped();
  }

  private ActorRef<Stevedore.Command> spawnStevedore(int index) {
    ActorRef<Stevedore.Command> stevedore =
        getContext()
            .spawn(
                Stevedore.create(index, destination, drill, getContext().getSelf()),
                "stevedore-" + index);
    getContext().watch(stevedore);
    return stevedore;
  }

  private ActorRef<Driver.Command> spawnDriver() {
    ActorRef<Driver.Command> fresh =
        getContext()
            .spawn(
                Driver.create(destination, drill, getContext().getSelf()),
                DRIVER,
                DispatcherSelector.blocking());
    getContext().watch(fresh);
    return fresh;
  }

  private TransportStock stock() {
    return totals.stock(line, warehouse, truck, destination.describe());
  }
}
