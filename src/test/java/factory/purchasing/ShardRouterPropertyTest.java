package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Batch;
import factory.goods.CountedRows;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.operations.PurchaseStock;
import factory.production.Director;
import factory.testkit.StepScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

class ShardRouterPropertyTest {
  private static ActorTestKit kit;

  @BeforeContainer
  static void start() {
    kit = ActorTestKit.create(StepScheduler.CONFIG);
  }

  @AfterContainer
  static void shutDown() {
    kit.shutdownTestKit();
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void whateverTheScheduleCreditHoldsAndEveryRecordArrivesOnceInOrder(
      @ForAll @IntRange(min = 1, max = 4) int workshops,
      @ForAll @IntRange(min = 1, max = 30) int batch,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll boolean packed,
      @ForAll @IntRange(min = 1, max = 2_000) int place,
      @ForAll long seed) {
    Places places = new Places(capacity, place);
    new Schedule(workshops, batch, places, packed, new Random(seed)).run();
  }

  /** One random schedule and what must hold all along. */
  private static final class Schedule {
    private final int workshops;
    private final int batch;
    private final int capacity;
    private final Places places;
    private final boolean packed;
    private final Random random;
    private final RouterBench bench;
    private final int[] inFlight;
    private final Map<Long, Integer> lineOf = new HashMap<>();
    private final Set<Long> delivered = new HashSet<>();
    private final Map<Pid, Long> lastOfPid = new HashMap<>();
    private final boolean[] sold;
    private final long[] claimed;

    Schedule(int workshops, int batch, Places places, boolean packed, Random random) {
      this.packed = packed;
      this.workshops = workshops;
      this.batch = batch;
      this.capacity = places.most();
      this.places = places;
      this.random = random;
      this.inFlight = new int[workshops];
      this.sold = new boolean[workshops];
      this.claimed = new long[workshops];
      bench =
          new RouterBench(kit, RouterBench.settings(workshops, batch, places), Buyer.Skips.NONE);
    }

    void run() {
      bench.grantAll(capacity);
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> bench.offer(randomLot());
          case 2 -> giveBack(random.nextInt(workshops));
          default -> bench.pass(Duration.ofMillis(random.nextInt(15)));
        }
        check();
      }
      bench.source.complete();
      for (int i = 0; i < 10_000 && !bench.running.finished().toCompletableFuture().isDone(); i++) {
        giveBack(random.nextInt(workshops));
        bench.pass(Duration.ofMillis(1));
        check();
      }
      assertThat(RouterBench.await(bench.running.finished()).endOfInput()).isTrue();
      check();
      assertThat(delivered).isEqualTo(lineOf.keySet());
      assertThat(sold).doesNotContain(false);
      for (int i = 0; i < workshops; i++) {
        assertThat(bench.running.mostInFlight(i).places()).isLessThanOrEqualTo(capacity);
      }
    }

    private Lot randomLot() {
      Pid[] pids = new Pid[1 + random.nextInt(50)];
      for (int i = 0; i < pids.length; i++) {
        pids[i] = Pid.of(random.nextInt(7));
      }
      Lot good = bench.lot(pids);
      for (int i = 0; !packed && i < pids.length; i++) {
        Material small = good.materials()[i];
        Fields fields = Fields.of(Map.of("text", "x".repeat(random.nextInt(5_000))));
        good.materials()[i] = new Material(small.pid(), small.time(), 0, small.offset(), fields);
      }
      List<Scrap> bad = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        bad.add(bench.badRecord());
      }
      for (Material material : good.materials()) {
        lineOf.put(material.offset(), material.pid().workshop(workshops));
      }
      bad.forEach(record -> lineOf.put(record.offset(), SortingTable.lineOf(record, workshops)));
      return packed
          ? new Lot(
              new Material[0],
              CountedRows.pack(List.of(good.materials())),
              good.count(),
              bad,
              Lot.NO_WATERMARK)
          : new Lot(good.materials(), good.count(), bad);
    }

    private void giveBack(int line) {
      if (inFlight[line] > 0) {
        int back = 1 + random.nextInt(inFlight[line]);
        inFlight[line] -= back;
        bench.grant(line, back);
      }
    }

    /** Looks until nothing comes any more: what a timer has set off may still be under way. */
    private void check() {
      PurchaseStock stock = bench.settle();
      receive();
      for (PurchaseStock next = bench.settle(); !next.equals(stock); next = bench.settle()) {
        stock = next;
        receive();
      }
      assertThat(stock.bought()).isEqualTo(bench.taken.size());
      assertThat(stock.held()).isEqualTo(bench.taken.size() - delivered.size());
    }

    private void receive() {
      for (int line = 0; line < workshops; line++) {
        for (Director.Command command : bench.directors.get(line).getAllReceived()) {
          assertThat(sold[line]).isFalse();
          if (command instanceof Director.Deliver deliver) {
            receive(line, deliver.batch());
          } else if (command instanceof Director.Lack lack) {
            assertThat(lack.places()).isBetween(2, capacity);
          } else {
            assertThat(command).isEqualTo(Director.Sold.INSTANCE);
            sold[line] = true;
          }
        }
      }
    }

    private int places(Batch received) {
      int sum = received.scrap().stream().mapToInt(places::of).sum();
      for (int i = 0; i < received.count(); i++) {
        sum += received.places(i, places);
      }
      return sum;
    }

    private void receive(int line, Batch received) {
      assertThat(received.size() <= 1 || received.places() <= Math.min(batch, capacity)).isTrue();
      assertThat(received.places()).isEqualTo(places(received));
      inFlight[line] += received.places();
      assertThat(inFlight[line]).isLessThanOrEqualTo(capacity);
      for (long offset : RouterBench.offsets(received)) {
        assertThat(lineOf).containsEntry(offset, line);
        assertThat(delivered.add(offset)).isTrue();
      }
      assertThat(received.count() == 0 || (received.packed() != null) == packed).isTrue();
      for (int i = 0; i < received.count(); i++) {
        Material material = received.material(i);
        Long before = lastOfPid.put(material.pid(), material.offset());
        assertThat(before == null || before < material.offset()).isTrue();
      }
      if (received.size() > 0) {
        assertThat(received.boughtAt())
            .as("bought before what the line was told to be complete")
            .isGreaterThanOrEqualTo(claimed[line]);
      }
      assertThat(received.boughtUpTo()).isGreaterThanOrEqualTo(claimed[line]);
      assertThat(received.boughtAt()).isLessThanOrEqualTo(bench.now.get());
      claimed[line] = received.boughtUpTo();
    }
  }
}
