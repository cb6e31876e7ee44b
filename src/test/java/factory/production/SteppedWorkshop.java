package factory.production;

import factory.blueprint.Blueprint;
import factory.goods.Altered;
import factory.goods.Batch;
import factory.goods.Cargo;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.LineLag;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.WorkshopStock;
import factory.simulation.StepExecutor;
import factory.simulation.SteppedSystem;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A workshop with a buyer, a dispatcher and an Ops that only note what they are told; everything
 * runs when the test says so.
 */
final class SteppedWorkshop {
  private static final Object STOP = new Object();

  final List<Cargo> loaded = new ArrayList<>();
  final List<Dispatcher.Probe> probes = new ArrayList<>();
  final List<Ops.Command> told = new ArrayList<>();
  final List<WorkshopReport> reports = new ArrayList<>();
  final ArrayDeque<Runnable> owedPermits = new ArrayDeque<>();
  boolean permitsAtOnce = true;
  int credit;

  /** What the line may carry, as it was told last. */
  int window;

  int permitsReturned;
  int permitsGranted;
  int permitsUsed;
  boolean directorGone;

  /** How far the line's time is behind the clock, in nanoseconds. */
  long lag;

  private final SteppedSystem system;
  private final Random random;
  private final Places line;
  private final ActorRef<Object> others;
  private ActorRef<Director.Command> director;
  private WorkshopStock stock;
  private long offset;

  SteppedWorkshop(
      SteppedSystem system,
      long seed,
      WorkshopSettings settings,
      Blueprint<?> blueprint,
      Drill drill) {
    this(system, seed, settings, blueprint, drill, null);
  }

  /**
   * {@code floors} makes the floor, so that a test can put other workers on it; null for the real
   * one.
   */
  SteppedWorkshop(
      SteppedSystem system,
      long seed,
      WorkshopSettings settings,
      Blueprint<?> blueprint,
      Drill drill,
      Director.FloorPlan floors) {
    this.system = system;
    this.random = new Random(seed);
    this.line = settings.line();
    others =
        system
            .kit()
            .spawn(
                Behaviors.setup(
                    context -> {
                      ActorRef<Object> self = context.getSelf();
                      director =
                          context.spawn(
                              floors == null
                                  ? Director.create(
                                      0,
                                      settings,
                                      blueprint,
                                      "test",
                                      self.narrow(),
                                      self.narrow(),
                                      self.narrow(),
                                      system.time().nanos()::get,
                                      drill,
                                      DispatcherSelector.sameAsParent(),
                                      Recall.nothing())
                                  : Director.create(
                                      0, floors, self.narrow(), self.narrow(), self.narrow()),
                              "director",
                              SteppedSystem.STEPPED);
                      context.watch(director);
                      return Behaviors.receive(Object.class)
                          .onAnyMessage(this::onMessage)
                          .onSignal(Terminated.class, this::onTerminated)
                          .build();
                    }),
                SteppedSystem.STEPPED);
    while (director == null) {
      StepExecutor.shared()
          .step(random); // the test kit's guardian hands the new actor over from another thread
    }
    director.tell(new Director.OpenLine(others.narrow()));
    settle();
  }

  private Behavior<Object> onTerminated(Terminated signal) {
    directorGone = true;
    return Behaviors.same();
  }

  private Behavior<Object> onMessage(Object message) {
    if (message == STOP) {
      return Behaviors.stopped();
    } else if (message instanceof Dispatcher.RequestPermits request) {
      for (int i = 0; i < request.permits(); i++) {
        owedPermits.add(() -> request.replyTo().tell(new Dispatcher.PermitsGranted(1)));
      }
      if (permitsAtOnce) {
        grant(Integer.MAX_VALUE);
      }
    } else if (message instanceof Dispatcher.ReturnPermits returned) {
      permitsReturned += returned.permits();
    } else if (message instanceof Dispatcher.Load load) {
      loaded.addAll(load.cargo());
      probes.addAll(load.probes());
      permitsUsed += load.cargo().size();
      load.large().values().forEach(permits -> permitsUsed += permits - 1);
    } else if (message instanceof Director.Credit back) {
      credit += back.places();
      window = back.window();
    } else if (message instanceof WorkshopReport report) {
      reports.add(report);
    } else if (message instanceof Ops.Command command) {
      told.add(command);
    } else if (message instanceof WorkshopStock counted) {
      stock = counted;
    }
    return Behaviors.same();
  }

  /** The next material of a pid, with these fields. */
  Material material(String pid, Map<String, ?> fields) {
    return new Material(Pid.of(pid), offset, 0, offset++, Fields.of(fields));
  }

  /** Delivers one material for each of these pids, in one batch. */
  void buy(String... pids) {
    List<Material> materials = new ArrayList<>();
    for (String pid : pids) {
      materials.add(material(pid, Map.of()));
    }
    deliver(materials, List.of());
  }

  /** Delivers a batch, as bought now; takes its credit. */
  void deliver(List<Material> materials, List<Scrap> scrap) {
    send(materials, scrap);
    settle();
  }

  /** As {@link #deliver} without letting anybody work on it. */
  void send(List<Material> materials, List<Scrap> scrap) {
    long now = system.time().nanos().get() - lag;
    Batch batch = Batch.of(materials, scrap, now, line);
    credit -= batch.places();
    director.tell(new Director.Deliver(batch, new LineLag(now - 1, lag)));
  }

  /** Time passes and the line stays idle, as the Buyer says every tenth of a second. */
  void passes(Duration time) {
    long step = 100_000_000;
    for (long left = time.toNanos(); left > 0; left -= step) {
      passesBlocked(Duration.ofNanos(Math.min(step, left)));
      director.tell(new Director.Deliver(Batch.empty(system.time().nanos().get() - lag)));
      settle();
    }
  }

  /** Time passes and nothing is heard of the Buyer. */
  void passesBlocked(Duration time) {
    system.time().pass(time);
    settle();
  }

  /** Grants permits that were asked for, in the order of asking. */
  void grant(int most) {
    for (int i = 0; i < most && !owedPermits.isEmpty(); i++) {
      permitsGranted++;
      owedPermits.remove().run();
    }
  }

  /** Tells the director something and lets all work. */
  void tell(Director.Command command) {
    director.tell(command);
    settle();
  }

  /** Lets everybody work until nobody has anything to do. */
  void settle() {
    system.settle(random);
  }

  /** Runs one message. */
  boolean step() {
    return StepExecutor.shared().step(random);
  }

  ActorRef<Director.Command> directorRef() {
    return director;
  }

  WorkshopStock stock() {
    tell(new Director.GetStock(others.narrow()));
    return stock;
  }

  List<Product> products() {
    return loaded.stream().filter(Product.class::isInstance).map(Product.class::cast).toList();
  }

  List<Scrap> scrap() {
    return loaded.stream().filter(Scrap.class::isInstance).map(Scrap.class::cast).toList();
  }

  long bought() {
    return offset;
  }

  /** A position for a bad record. */
  long nextOffset() {
    return offset++;
  }

  void stop() {
    others.tell(STOP);
    settle();
  }

  /** Large limits, a contract of two seconds. */
  static WorkshopSettings settings() {
    return settings(1024, 1024, 1000, contract(Duration.ofSeconds(2)));
  }

  static ContractSettings contract(Duration term) {
    return new ContractSettings(term, Duration.ofMillis(200), null, 1_000_000, Long.MAX_VALUE);
  }

  static WorkshopSettings settings(
      int capacity, int round, int workers, ContractSettings contract) {
    return settings(capacity, round, workers, Long.MAX_VALUE, false, contract);
  }

  static WorkshopSettings settings(
      int capacity,
      int round,
      int workers,
      long openBytes,
      boolean keepMaterials,
      ContractSettings contract) {
    return new WorkshopSettings(
        capacity,
        round,
        workers,
        openBytes,
        2,
        new WorkshopSettings.Bench(3, 0, Duration.ofSeconds(1)),
        contract,
        keepMaterials,
        true,
        Duration.ofSeconds(1),
        new WorkshopSettings.InspectorSettings(
            Duration.ofMillis(500), 1 << 20, Duration.ofHours(1), 0.5),
        WorkshopSettings.MemoryPolicy.BACKPRESSURE,
        Places.COUNTED,
        Places.COUNTED);
  }

  /** The same with places of its line, and of the transportation line. */
  static WorkshopSettings with(WorkshopSettings s, Places line, Places cargo) {
    return Altered.of(s, "line", line, "cargo", cargo);
  }
}
