package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.WorkshopStock;
import factory.simulation.SteppedSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Materials, contract ends, completions and scarce permits in every order that threads could bring
 * about.
 *
 * <p>Each try is one schedule: the actors' messages are run one at a time in an order drawn from
 * the seed, around a clock that stands near the deadlines.
 */
class RosterRaceTest {
  private static final SteppedSystem SYSTEM = new SteppedSystem();
  private static final Duration TERM = Duration.ofSeconds(2);

  @AfterContainer
  static void shutDown() {
    SYSTEM.shutDown();
  }

  @Property(tries = 5000)
  void everyMaterialIsInExactlyOneProductInOrderAndNoWorkerIsLeaked(@ForAll long seed) {
    Schedule schedule = new Schedule(seed);
    try {
      schedule.run();
      schedule.check();
    } finally {
      schedule.workshop.stop();
    }
  }

  @Property(tries = 2000)
  void drainedAtAnyMomentEveryMaterialIsShippedOrOpenAndNoneIsBoth(@ForAll long seed) {
    Schedule schedule = new Schedule(seed);
    try {
      schedule.runDrained();
      schedule.checkDrained();
    } finally {
      schedule.workshop.stop();
    }
  }

  private static long offset(Cargo cargo) {
    return cargo instanceof Product product ? product.offset() : ((Scrap) cargo).offset();
  }

  /** One run of a workshop whose buyer and dispatcher draw what they do. */
  private static final class Schedule {
    private final Random random;
    private final SteppedWorkshop workshop;
    private final Map<Pid, List<Long>> sent = new HashMap<>();
    private final Map<Long, Long> boughtAt = new HashMap<>();
    private final Map<Pid, Product> before = new HashMap<>();
    private final int capacity;
    private final boolean failing;
    private long scrapBought;

    Schedule(long seed) {
      random = new Random(seed);
      capacity = 4 + random.nextInt(20);
      failing = random.nextInt(4) == 0;
      ContractSettings contract =
          new ContractSettings(
              TERM,
              Duration.ofMillis(200),
              random.nextInt(3) == 0 ? Duration.ofSeconds(3) : null,
              7,
              Long.MAX_VALUE);
      workshop =
          new SteppedWorkshop(
              SYSTEM,
              seed,
              SteppedWorkshop.settings(
                  capacity,
                  2 + random.nextInt(6),
                  1 + random.nextInt(8),
                  random.nextInt(4) == 0 ? 64 : Long.MAX_VALUE,
                  random.nextBoolean(),
                  contract),
              new Recorder(failing, random.nextInt(3) == 0),
              Drill.NONE);
      workshop.permitsAtOnce = false;
    }

    void run() {
      int pids = 1 + random.nextInt(8);
      int deliveries = 1 + random.nextInt(12);
      for (int i = 0; i < deliveries; i++) {
        act();
        deliver(pids);
        steps(random.nextInt(12));
      }
      workshop.send(List.of(), List.of());
      workshop.directorRef().tell(Director.Sold.INSTANCE);
      for (int i = 0; i < 100_000 && workshop.reports.isEmpty(); i++) {
        act();
      }
      workshop.settle();
    }

    /** A stop in the midst of it, behind the last batch that the Buyer has sent. */
    void runDrained() {
      int pids = 1 + random.nextInt(8);
      int deliveries = random.nextInt(13);
      for (int i = 0; i < deliveries; i++) {
        act();
        deliver(pids);
        steps(random.nextInt(12));
      }
      workshop.directorRef().tell(new Director.Drain(random.nextBoolean()));
      if (random.nextInt(5) == 0) {
        steps(random.nextInt(12));
        workshop.directorRef().tell(new Director.Drain(false)); // a fault on top of it
      }
      for (int i = 0; i < 100_000 && workshop.reports.isEmpty(); i++) {
        act();
      }
      for (int i = 0; i < 10; i++) { // what comes too late must change nothing
        act();
      }
      workshop.grant(Integer.MAX_VALUE);
      workshop.settle();
    }

    void checkDrained() {
      assertThat(workshop.reports).as("the workshop says that it is empty").hasSize(1);
      WorkshopStock stock = workshop.reports.get(0).stock();
      long shipped = workshop.loaded.stream().mapToLong(Cargo::materials).sum();
      assertThat(stock.loaded()).as("loaded").isEqualTo(shipped);
      assertThat(stock.open() + shipped).as("open and shipped").isEqualTo(workshop.bought());
      assertThat(stock.delivered()).as("under way").isZero();
      assertThat(stock.outgoing()).as("in the outbox").isZero();
      Set<Long> seen = new HashSet<>();
      for (Cargo cargo : workshop.loaded) {
        cargo.positions().forEach((partition, offset) -> assertThat(seen.add(offset)).isTrue());
      }
      assertThat(seen).hasSize((int) shipped);
      workshop.settle();
      assertThat(workshop.permitsReturned + workshop.loaded.size())
          .as("every permit is used or comes back")
          .isEqualTo(workshop.permitsGranted);
    }

    private void act() {
      switch (random.nextInt(5)) {
        case 0 -> SYSTEM.time().pass(Duration.ofMillis(random.nextInt(2_100)));
        case 1 -> SYSTEM.time().pass(TERM.plusMillis(random.nextInt(3) - 1));
        case 2 -> workshop.send(List.of(), List.of());
        case 3 -> workshop.grant(1);
        default -> {}
      }
      steps(random.nextInt(20));
    }

    private void steps(int most) {
      for (int i = 0; i < most && workshop.step(); i++) {}
    }

    private void deliver(int pids) {
      int size = Math.min(workshop.credit, 1 + random.nextInt(6));
      List<Scrap> scrap = new ArrayList<>();
      List<Material> materials = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        if (random.nextInt(10) == 0) {
          scrap.add(
              Scrap.ofRecord(Scrap.Reason.MALFORMED, 0, workshop.nextOffset(), -1, "drawn", null));
          scrapBought++;
        } else {
          Material material =
              workshop.material(
                  "pid-" + random.nextInt(pids), Map.of("end", random.nextInt(5) == 0));
          sent.computeIfAbsent(material.pid(), any -> new ArrayList<>()).add(material.offset());
          boughtAt.put(material.offset(), SYSTEM.time().nanos().get());
          materials.add(material);
        }
      }
      workshop.send(materials, scrap);
    }

    void check() {
      assertThat(workshop.reports).as("the workshop says that it is empty").hasSize(1);
      WorkshopStock stock = workshop.reports.get(0).stock();
      assertThat(stock.open()).as("open").isZero();
      assertThat(stock.roster()).as("live workers").isZero();
      assertThat(stock.hired()).as("hired and dismissed").isEqualTo(stock.dismissed());
      assertThat(stock.openBytes()).as("bytes").isZero();
      assertThat(stock.parked()).as("parked").isZero();
      Map<Pid, List<Long>> assembled = new HashMap<>();
      long malformed = 0;
      List<Cargo> inSourceOrder =
          new ArrayList<>(
              workshop.loaded); // products of one pid by two workers may overtake each other
      inSourceOrder.sort(Comparator.comparingLong(RosterRaceTest::offset));
      for (Cargo cargo : inSourceOrder) {
        if (cargo instanceof Product product) {
          checkContract(product, before.put(product.pid(), product));
          List<?> offsets = (List<?>) product.fields().get("offsets");
          assertThat(offsets).hasSize((int) product.materials());
          offsets.forEach(
              offset ->
                  assembled
                      .computeIfAbsent(product.pid(), any -> new ArrayList<>())
                      .add((Long) offset));
        } else if (cargo instanceof Scrap scrap && scrap.reason() == Scrap.Reason.DUPLICATE) {
          assertThat(sent.get(scrap.pid()).remove(scrap.offset())).isTrue();
        } else if (cargo instanceof Scrap scrap && scrap.pid() != null) {
          List<Long> offsets = assembled.computeIfAbsent(scrap.pid(), any -> new ArrayList<>());
          scrap.positions().forEach((partition, offset) -> offsets.add(offset));
        } else {
          malformed++;
        }
      }
      assertThat(malformed).as("malformed").isEqualTo(scrapBought);
      if (failing) {
        assembled.values().forEach(offsets -> offsets.sort(null));
      }
      assertThat(assembled)
          .as("materials of each pid, in the order of its products")
          .isEqualTo(sent);
      assertThat(workshop.credit).as("credit comes back").isEqualTo(capacity);
      workshop.grant(Integer.MAX_VALUE);
      workshop.settle();
      for (int second = 0; second < 6; second++) {
        workshop.passesBlocked(Duration.ofSeconds(1));
      }
      assertThat(workshop.permitsReturned + workshop.loaded.size())
          .as("every permit is used or comes back")
          .isEqualTo(workshop.permitsGranted);
    }

    /** A contract ends only when nothing was bought for its term, however slow the workshop is. */
    private void checkContract(Product product, @Nullable Product earlier) {
      if (earlier != null && earlier.closed() == Closed.CONTRACT) {
        assertThat(boughtAt.get(product.first()) - boughtAt.get(earlier.last()))
            .as("pause of %s before offset %d", product.pid(), product.offset())
            .isGreaterThanOrEqualTo(TERM.toNanos());
      }
    }
  }
}
