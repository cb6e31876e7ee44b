package factory.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import factory.goods.Batch;
import factory.goods.Drill;
import factory.goods.Material;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** When products leave in event time: never before they are over, and then as soon as is said. */
class VisitsTest extends EventWorkshopCase {
  private static final int TRIES = 150;

  private final TestInbox<Worker.Command> worker = TestInbox.create();
  private final Contractor contractor = new Contractor(0);

  /** A product, and the last time at which something may still join it. */
  private record Expected(String text, long until, boolean isLimit, boolean isLast) {}

  /** What was sent of each pid, and how it is to be cut. */
  private record Sent(Map<String, List<Long>> times, long gap, long maxTerm) {
    void add(String pid, long time) {
      times.computeIfAbsent(pid, any -> new ArrayList<>()).add(time);
    }

    long latest(String pid) {
      return times.get(pid).stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    long closesAfter() {
      return Math.min(gap, maxTerm);
    }

    List<Expected> products(String pid) {
      List<Long> sorted = times.get(pid).stream().sorted().toList();
      List<Expected> all = new ArrayList<>();
      for (int from = 0, to; from < sorted.size(); from = to) {
        to = from + 1;
        while (to < sorted.size() && isOne(sorted.get(from), sorted.get(to - 1), sorted.get(to))) {
          to++;
        }
        all.add(product(pid, sorted.get(from), sorted.get(to - 1), to == sorted.size()));
      }
      return all;
    }

    private boolean isOne(long first, long last, long next) {
      return next - last <= gap && next - first <= maxTerm;
    }

    private Expected product(String pid, long first, long last, boolean isLast) {
      boolean isLimit = maxTerm < Long.MAX_VALUE && first + maxTerm < last + gap;
      String text = pid + (isLimit ? " limit " : " contract ") + first + ".." + last;
      return new Expected(text, isLimit ? first + maxTerm : last + gap, isLimit, isLast);
    }
  }

  @Test
  void whatAGapEndsLeavesAtOnceOrWithinASixteenthOfATermWhereMoreIsBehindIt() {
    for (int seed = 0; seed < TRIES; seed++) {
      check(seed, Long.MAX_VALUE);
    }
  }

  @Test
  void whatALimitEndsLeavesATermBehindTheLastOfItsWorkerAtTheLatest() {
    for (int seed = 0; seed < TRIES; seed++) {
      check(seed, 1 + new Random(seed).nextInt(400));
    }
  }

  private void check(int seed, long maxTerm) {
    Random random = new Random(seed);
    Sent sent = new Sent(new HashMap<>(), 1 + random.nextInt(200), maxTerm);
    int grace = 1 + random.nextInt(2_000);
    offset = 0;
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, sent.gap, maxTerm, grace, Lateness.SCRAP, 0),
        new Recorder(false, false, random.nextBoolean()));
    long highest = 0;
    long mark = -grace;
    for (int step = 0; step < 120; step++) {
      List<Material> some = new ArrayList<>();
      for (int left = random.nextInt(3) == 0 ? 0 : random.nextInt(4); left > 0; left--) {
        long ahead = random.nextInt(2 * (int) sent.gap + 2);
        long time = Math.max(mark, highest + ahead - random.nextInt(grace));
        String pid = "p" + random.nextInt(2);
        sent.add(pid, time);
        some.add(at(pid, time));
        highest = Math.max(highest, time);
      }
      highest += some.isEmpty() ? random.nextInt(30) : 0; // of another pid
      long most = random.nextBoolean() ? highest : mark + 1 + random.nextInt(20);
      mark = Math.max(mark, Math.min(highest - grace, most));
      deliver(mark, some.toArray(Material[]::new));
      for (String pid : sent.times.keySet()) {
        checkShipped(sent, pid, mark, "seed " + seed + ", watermark " + mark + ", " + sent);
      }
    }
    workshop.stop();
    workshop = null;
  }

  private void checkShipped(Sent sent, String pid, long mark, String as) {
    long latest = sent.latest(pid) + sent.closesAfter();
    for (Expected product : sent.products(pid)) {
      long look = product.isLast ? 0 : Math.max(1, sent.closesAfter() / 16);
      if (mark > (product.isLimit ? latest : product.until + look)) {
        assertThat(shipped()).as(as).contains(product.text);
      } else if (mark <= product.until && product.isLast) {
        assertThat(shipped()).as(as).doesNotContain(product.text);
      }
    }
    assertThat(workshop.stock().roster()).as(as).isLessThanOrEqualTo(live(sent, mark));
  }

  private static int live(Sent sent, long mark) {
    return (int)
        sent.times.keySet().stream()
            .filter(pid -> sent.latest(pid) + sent.closesAfter() >= mark)
            .count();
  }

  @Test
  void whatTheWatermarkSaysWhileAWorkerIsSlowIsNotForgotten() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    for (int i = 0; i < 50; i++) { // who comes first is drawn
      String pid = "p" + i;
      long then = 1_000L * i;
      deliver(then, at(pid, then + 100), at(pid, then + 130), at(pid, then + 900));
      tellWorker(then + 111);
      tellWorker(then + 141);
      workshop.settle();
      assertThat(shipped()).contains("%s contract %s..%s".formatted(pid, then + 130, then + 130));
    }
  }

  @Test
  void aSlowWorkerIsNotToldTheWatermarkBeforeADeliveryThatIsAheadOfIt() {
    openInEventTime(Long.MAX_VALUE, Lateness.SCRAP, false);
    for (int i = 0; i < 50; i++) {
      String pid = "p" + i;
      long then = 1_000L * i;
      deliver(then, at(pid, then + 100), at(pid, then + 130), at(pid, then + 900));
      tellWorker(then + 111);
      tellWorker(then + 115, at(pid, then + 120));
      tellWorker(then + 141);
      workshop.settle();
      assertThat(shipped()).contains("%s contract %s..%s".formatted(pid, then + 120, then + 130));
    }
  }

  @Test
  void aSlowWorkerHasOneMessageOfTheWatermarkHoweverFarItGoes() {
    Timekeeper timekeeper = timekeeper(at("a", 100), at("a", 130), at("a", 160), at("a", 900));
    for (long watermark : new long[] {111, 141, 171}) {
      move(timekeeper, watermark);
    }
    List<Worker.Command> told = worker.getAllReceived();
    assertThat(told).hasSize(1);
    assertThat(((Worker.Advance) told.get(0)).take()).isEqualTo(171);
    assertThat(contractor.visit.raise(172)).as("it has been taken").isFalse();
  }

  @Test
  void aWorkerIsToldNothingBetweenItsLastGapAndItsLast() {
    Timekeeper timekeeper = timekeeper(at("a", 100), at("a", 900));
    move(timekeeper, 111);
    ((Worker.Advance) worker.receiveMessage()).take();
    for (long watermark = 112; watermark <= 900; watermark++) {
      move(timekeeper, watermark);
    }
    assertThat(worker.getAllReceived()).isEmpty();
    move(timekeeper, 901);
    assertThat(worker.getAllReceived()).as("it may be complete").hasSize(1);
  }

  /** One whose only worker has these. */
  private Timekeeper timekeeper(Material... materials) {
    EventClock clock = new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.SCRAP, 0);
    Floor<?> floor =
        new Floor<>(
            0,
            unobserved(contract(clock)),
            new Recorder(false),
            "test",
            () -> 0,
            Drill.NONE,
            TestInbox.<Director.Command>create().getRef());
    contractor.worker = worker.getRef();
    Timekeeper timekeeper = new Timekeeper(floor, clock);
    assertThat(timekeeper.delivered(contractor, Delivery.of(materials), true)).isFalse();
    timekeeper.arm(contractor);
    return timekeeper;
  }

  private static void move(Timekeeper timekeeper, long watermark) {
    timekeeper.advance(watermark);
    timekeeper.serve(1, gone -> fail("more is to come"));
  }

  @Test
  void aCompleteProductLeavesAtOnceWhereThereIsAGapBehindIt() {
    open(160, true);
    deliver(290, at("a", 300, true), at("a", 900));
    deliver(300);
    assertThat(shipped()).isEmpty();
    deliver(301);
    assertThat(shipped()).containsExactly("a complete 300..300");
  }

  @Test
  void aCompleteProductWaitsForThoseBehindItThatAreWithinATerm() {
    open(GAP, true);
    deliver(90, at("a", 100, true), at("a", 108), at("a", 116));
    deliver(116);
    assertThat(shipped()).isEmpty();
    deliver(117);
    assertThat(shipped()).containsExactly("a complete 100..100");
  }

  @Test
  void aProductLeavesAtOnceThoughThereWasAGapLongBeforeIt() {
    open(160, false);
    deliver(90, at("a", 100), at("a", 300));
    deliver(270, at("a", 600));
    for (long watermark = 271; watermark <= 460; watermark++) {
      deliver(watermark);
    }
    assertThat(shipped()).containsExactly("a contract 100..100");
    deliver(461);
    assertThat(shipped()).containsExactly("a contract 100..100", "a contract 300..300");
  }

  private void open(long gap, boolean mayComplete) {
    openInEventTime(
        new EventClock(ChronoUnit.MILLIS, gap, Long.MAX_VALUE, 1_000, Lateness.SCRAP, 0),
        new Recorder(false, false, mayComplete));
  }

  @Test
  void aWorkerThatGoesOnForgetsWhatNothingCanAmendAnyMore() {
    openInEventTime(Long.MAX_VALUE, Lateness.AMEND, false);
    long some = 0;
    for (int i = 1; i <= 100; i++) {
      deliver(100L * i, at("a", 100L * i));
      some = i == 10 ? workshop.stock().openBytes() : some;
    }
    assertThat(shipped()).hasSize(99);
    assertThat(workshop.stock().openBytes()).isEqualTo(some);
  }

  /** The director does as much as it needs to tell the worker, and others may do as much. */
  private void tellWorker(long watermark, Material... materials) {
    workshop.credit -= materials.length;
    workshop
        .directorRef()
        .tell(
            new Director.Deliver(
                Batch.of(List.of(materials), List.of(), now()).upTo(now(), watermark)));
    workshop.step();
    workshop.step();
  }
}
