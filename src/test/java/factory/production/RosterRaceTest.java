package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import factory.blueprint.Blueprint;
import factory.goods.Batch;
import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Ops;
import factory.operations.WorkshopStock;
import factory.simulation.StepExecutor;
import factory.simulation.StepScheduler;
import factory.transportation.Dispatcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Materials, contract ends, completions and scarce permits in every order that threads could bring about.
 *
 * <p>Each try is one schedule: the actors' messages are run one at a time in an order drawn from the seed, around a clock that stands near the deadlines.
 */
class RosterRaceTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "pekko.scheduler.implementation = \"factory.simulation.StepScheduler\"\n"
                      + "pekko.loglevel = OFF\n"
                      + "step { type = Dispatcher, throughput = 1, executor ="
                      + " \"factory.simulation.StepExecutor$Configurator\" }")
              .withFallback(ConfigFactory.load()));
  private static final StepScheduler TIME =
      (StepScheduler) Adapter.toClassic(KIT.system()).scheduler();
  private static final Props STEPPED = DispatcherSelector.fromConfig("step");
  private static final Object STOP = new Object();
  private static final Duration TERM = Duration.ofSeconds(2);

  @AfterContainer
  static void shutDown() {
    Thread stepping =
        new Thread(
            () -> {
              Random random = new Random(1);
              while (!Thread.currentThread().isInterrupted()) {
                StepExecutor.shared().step(random);
              }
            });
    stepping.start(); // what is left to stop runs on the stepped dispatcher too
    KIT.shutdownTestKit();
    stepping.interrupt();
  }

  @Property(tries = 3000)
  void everyMaterialIsInExactlyOneProductInOrderAndNoWorkerIsLeaked(@ForAll long seed) {
    Schedule schedule = new Schedule(seed);
    try {
      schedule.run();
      schedule.check();
    } finally {
      schedule.stop();
    }
  }

  /** One run of a workshop with a buyer and a dispatcher that draw what they do. */
  private static final class Schedule {
    private final Random random;
    private final List<Cargo> loaded = new ArrayList<>();
    private final ArrayDeque<Runnable> owedPermits = new ArrayDeque<>();
    private final List<WorkshopStock> emptied = new ArrayList<>();
    private final Map<Pid, List<Long>> sent = new HashMap<>();
    private final Map<Long, Long> boughtAt = new HashMap<>();
    private final Map<Pid, Product> before = new HashMap<>();
    private ActorRef<Director.Command> director;
    private final ActorRef<Object> others;
    private long bought;
    private long scrapBought;
    private int credit;
    private int mostInFlight;
    private final int capacity;
    private final boolean failing;

    Schedule(long seed) {
      random = new Random(seed);
      capacity = 4 + random.nextInt(20);
      failing = random.nextInt(4) == 0;
      ActorRef<Ops.Command> ops = KIT.spawn(Behaviors.ignore());
      others =
          KIT.spawn(
              Behaviors.setup(
                  context -> {
                    director =
                        context.spawn(
                            Director.create(
                                0,
                                settings(capacity, 2 + random.nextInt(6), 1 + random.nextInt(8)),
                                new Recorder(failing),
                                "recorder",
                                context.getSelf().narrow(),
                                ops,
                                context.getSelf().narrow(),
                                TIME::nanos,
                                Drill.NONE),
                            "director",
                            STEPPED);
                    return Behaviors.receiveMessage(this::onMessage);
                  }),
              STEPPED);
      while (director == null) {
        steps(1); // the test kit's own guardian hands the new actor over from another thread
      }
      director.tell(new Director.OpenLine(others.narrow()));
    }

    private org.apache.pekko.actor.typed.Behavior<Object> onMessage(Object message) {
      if (message == STOP) {
        return Behaviors.stopped();
      } else if (message instanceof Dispatcher.RequestPermits request) {
        for (int i = 0; i < request.permits(); i++) {
          owedPermits.add(() -> request.replyTo().tell(new Dispatcher.PermitsGranted(1)));
        }
      } else if (message instanceof Dispatcher.ReturnPermits) {
        return Behaviors.same();
      } else if (message instanceof Dispatcher.Load load) {
        loaded.addAll(load.cargo());
      } else if (message instanceof Director.Credit back) {
        credit += back.records();
      } else if (message instanceof Director.Emptied done) {
        emptied.add(done.stock());
      }
      return Behaviors.same();
    }

    void run() {
      int pids = 1 + random.nextInt(8);
      int deliveries = 1 + random.nextInt(12);
      for (int i = 0; i < deliveries; i++) {
        act();
        deliver(pids);
        steps(random.nextInt(12));
      }
      director.tell(Director.Sold.INSTANCE);
      for (int i = 0; i < 100_000 && emptied.isEmpty(); i++) {
        act();
      }
    }

    private void act() {
      switch (random.nextInt(5)) {
        case 0 -> TIME.pass(random.nextInt(2_100) * 1_000_000L);
        case 1 -> TIME.pass(TERM.toNanos() - 1_000_000 + random.nextInt(3) * 1_000_000L);
        case 2 -> director.tell(new Director.Deliver(Batch.empty(TIME.nanos())));
        case 3 -> {
          Runnable permit = owedPermits.poll();
          if (permit != null) {
            permit.run();
          }
        }
        default -> {}
      }
      steps(random.nextInt(20));
    }

    private void steps(int most) {
      for (int i = 0; i < most && StepExecutor.shared().step(random); i++) {}
    }

    private void deliver(int pids) {
      int size = Math.min(credit, 1 + random.nextInt(6));
      if (size == 0) {
        return;
      }
      credit -= size;
      List<Scrap> scrap = new ArrayList<>();
      Material[] materials = new Material[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (random.nextInt(10) == 0) {
          scrap.add(Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, bought++, -1, "drawn", null));
          scrapBought++;
        } else {
          Pid pid = Pid.of("pid-" + random.nextInt(pids));
          sent.computeIfAbsent(pid, any -> new ArrayList<>()).add(bought);
          boughtAt.put(bought, TIME.nanos());
          materials[count++] =
              new Material(pid, bought, 0, bought, Fields.of(Map.of("end", random.nextInt(5) == 0)));
          bought++;
        }
      }
      mostInFlight = Math.max(mostInFlight, capacity - credit);
      director.tell(new Director.Deliver(new Batch(materials, count, scrap, TIME.nanos(), TIME.nanos())));
    }

    void check() {
      assertThat(emptied).as("the workshop says that it is empty").hasSize(1);
      WorkshopStock stock = emptied.get(0);
      assertThat(stock.open()).as("open").isZero();
      assertThat(stock.roster()).as("live workers").isZero();
      assertThat(stock.hired()).as("hired and dismissed").isEqualTo(stock.dismissed());
      assertThat(stock.openBytes()).as("bytes").isZero();
      assertThat(stock.parked()).as("parked").isZero();
      Map<Pid, List<Long>> assembled = new HashMap<>();
      long scrapped = 0;
      for (Cargo cargo : loaded) {
        if (cargo instanceof Product product) {
          List<Long> offsets = assembled.computeIfAbsent(product.pid(), any -> new ArrayList<>());
          assertThat((List<?>) product.fields().get("offsets")).hasSize((int) product.materials());
          checkContract(product, before.put(product.pid(), product));
          for (Object offset : (List<?>) product.fields().get("offsets")) {
            offsets.add((Long) offset);
          }
        } else if (cargo instanceof Scrap scrap && scrap.pid() != null) {
          List<Long> offsets = assembled.computeIfAbsent(scrap.pid(), any -> new ArrayList<>());
          scrap.positions().forEach((partition, offset) -> offsets.add(offset));
        } else {
          scrapped++;
        }
      }
      assertThat(scrapped).as("malformed").isEqualTo(scrapBought);
      if (!failing) {
        assertThat(assembled).as("materials of each pid, in the order of its products").isEqualTo(sent);
      } else {
        assembled.values().forEach(offsets -> offsets.sort(null));
        assertThat(assembled).as("materials of each pid").isEqualTo(sent);
      }
      steps(1_000_000);
      assertThat(credit).as("credit comes back").isEqualTo(capacity);
    }

    /** A contract ends only when nothing was bought for its term, however slow the workshop is. */
    private void checkContract(Product product, @Nullable Product earlier) {
      if (earlier != null && earlier.closed() == Closed.CONTRACT) {
        assertThat(boughtAt.get(product.first()) - boughtAt.get(earlier.last()))
            .as("pause of %s before offset %d", product.pid(), product.offset())
            .isGreaterThanOrEqualTo(TERM.toNanos());
      }
    }

    /** Stops the workshop and all its workers. */
    void stop() {
      others.tell(STOP);
      steps(1_000_000);
    }

    private static WorkshopSettings settings(int capacity, int round, int workers) {
      return new WorkshopSettings(
          capacity,
          round,
          workers,
          Long.MAX_VALUE,
          2,
          3,
          Duration.ofSeconds(1),
          new ContractSettings(TERM, Duration.ofMillis(200), null, 7, Long.MAX_VALUE),
          false,
          true,
          Duration.ofSeconds(1),
          new WorkshopSettings.InspectorSettings(
              Duration.ofMillis(500), 1 << 20, Duration.ofHours(1), 0.5));
    }
  }

  /** Records the offsets in order; complete at a material that says so; where asked to, fails on every seventh offset. */
  private record Recorder(boolean failing) implements Blueprint<List<Long>> {
    @Override
    public List<Long> begin(Pid pid) {
      return new ArrayList<>();
    }

    @Override
    public List<Long> add(List<Long> assembly, Material material) {
      if (failing && material.offset() % 7 == 3) {
        throw new IllegalStateException("drawn");
      }
      assembly.add(material.offset());
      if (Boolean.TRUE.equals(material.get("end"))) {
        assembly.add(-1L);
      }
      return assembly;
    }

    @Override
    public boolean isComplete(List<Long> assembly) {
      return assembly.remove(-1L);
    }

    @Override
    public String pclass(List<Long> assembly) {
      return "any";
    }

    @Override
    public Map<String, ?> fields(List<Long> assembly) {
      return Map.of("offsets", List.copyOf(assembly));
    }

    @Override
    public long weight(List<Long> assembly) {
      return 16L * assembly.size();
    }
  }
}
