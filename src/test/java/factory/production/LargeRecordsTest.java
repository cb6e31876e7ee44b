package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.goods.Drill;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Places;
import factory.goods.Scrap;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are larger than usual: what they take of a line, and of open assemblies. */
class LargeRecordsTest extends WorkshopCase {
  private static final int CAPACITY = 64;
  private static final int SHARERS = 3;
  private static final Places LINE = Places.of(CAPACITY, CAPACITY * 1_000L);

  private static WorkshopSettings settings(long openBytes) {
    return SteppedWorkshop.with(
        SteppedWorkshop.settings(CAPACITY, CAPACITY, 1000, openBytes, false, contract()),
        LINE,
        Places.COUNTED);
  }

  private Material large(String pid, int bytes) {
    return workshop.material(pid, Map.of("text", "x".repeat(bytes)));
  }

  @Test
  void creditComesBackForAsManyPlacesAsTheyTook() {
    open(settings(Long.MAX_VALUE));
    floor.block("slow");
    workshop.deliver(List.of(large("a", 10), large("slow", 9_000)), List.of());
    assertThat(workshop.credit).as("it comes back in pieces").isEqualTo(CAPACITY - 11);
    assertThat(workshop.stock().placesTaken()).isEqualTo(10);
    assertThat(workshop.stock().assembled()).isEqualTo(1);
    floor.unblockAll();
    workshop.settle();
    assertThat(workshop.credit).isEqualTo(CAPACITY);
    assertThat(workshop.stock().placesTaken()).isZero();
    assertThat(workshop.stock().assembled()).isEqualTo(2);
  }

  @Test
  void whatTookTheCreditOfALargeRecordWhileItsProductWaitedComesBackWithThePermit() {
    open(settings(Long.MAX_VALUE));
    workshop.permitsAtOnce = false;
    workshop.deliver(
        List.of(workshop.material("a", Map.of("text", "x".repeat(5_000), "end", true))), List.of());
    assertThat(workshop.credit).isEqualTo(CAPACITY - 6);
    assertThat(workshop.stock().placesHeld()).isEqualTo(6);
    workshop.grant(1);
    workshop.settle();
    assertThat(workshop.credit).isEqualTo(CAPACITY);
    assertThat(workshop.stock().placesHeld()).isZero();
  }

  @Test
  void scrapGivesBackWhatItTook() {
    open(settings(Long.MAX_VALUE));
    Scrap bad =
        Scrap.ofRecord(
            Scrap.Reason.MALFORMED, 0, workshop.nextOffset(), 1, "no", "x".repeat(4_000));
    workshop.deliver(List.of(large("a", 10)), List.of(bad));
    assertThat(workshop.credit).isEqualTo(CAPACITY);
    assertThat(workshop.scrap()).hasSize(1);
  }

  @Test
  void whatIsScrappedForWantOfMemoryGivesBackWhatTheMaterialTook() {
    open(with(settings(1), MemoryPolicy.SCRAP_NEWEST));
    workshop.deliver(List.of(large("a", 9_000)), List.of());
    workshop.deliver(List.of(large("b", 9_000), large("c", 9_000)), List.of());
    assertThat(workshop.scrap()).hasSize(2);
    assertThat(workshop.credit).isEqualTo(CAPACITY);
  }

  @Test
  void aRecordOfHalfTheLineStartsARoundAtOnceThoughItIsOnlyOne() {
    open(settings(Long.MAX_VALUE));
    floor.block("slow");
    workshop.deliver(List.of(large("slow", 30_000)), List.of());
    workshop.deliver(List.of(large("a", 31_500)), List.of());
    assertThat(floor.deliveriesOf("a")).as("half a line waits").hasSize(1);
    assertThat(workshop.credit).as("of a, with one worker slow").isEqualTo(CAPACITY - 31);
  }

  /** Keeps all that it gets, and says so. */
  private record Keeper() implements Blueprint<List<Material>> {
    @Override
    public List<Material> begin(Pid pid) {
      return new ArrayList<>();
    }

    @Override
    public List<Material> add(List<Material> kept, Material material) {
      kept.add(material);
      return kept;
    }

    @Override
    public String pclass(List<Material> kept) {
      return "kept";
    }

    @Override
    public Map<String, ?> fields(List<Material> kept) {
      return Map.of("count", kept.size());
    }

    @Override
    public long weight(List<Material> kept) {
      return kept.stream().collect(Collectors.summingLong(one -> one.fields().weight()));
    }
  }

  @Test
  void manyLargeProductsShareFewPermits() {
    int permits = 8;
    open(
        SteppedWorkshop.with(
            SteppedWorkshop.settings(1024, 1024, 1000, contract()),
            Places.COUNTED,
            Places.of(permits, permits * 1_000L)),
        new Keeper());
    workshop.permitsAtOnce = false;
    for (int i = 0; i < 20; i++) {
      workshop.deliver(List.of(large("p" + i, i % 4 == 0 ? 10 : 4_500)), List.of());
    }
    workshop.tell(Director.Sold.INSTANCE);
    for (int i = 0; i < 500; i++) {
      int out = workshop.permitsGranted - workshop.permitsUsed - workshop.permitsReturned;
      assertThat(out).isBetween(0, permits);
      workshop.grant(out < permits ? 1 : 0);
      workshop.settle();
    }
    assertThat(workshop.products()).hasSize(20);
    assertThat(workshop.permitsUsed).isEqualTo(5 + 15 * 5);
    assertThat(workshop.reports).hasSize(1);
  }

  /**
   * In whatever order permits are granted: workshops that wait with a part of what a product needs
   * must never have all permits among them.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void largeProductsOfSeveralWorkshopsDoNotWaitForEachOther(long seed) {
    Random order = new Random(seed);
    int permits = 8;
    WorkshopSettings settings =
        SteppedWorkshop.with(
            SteppedWorkshop.settings(1024, 1024, 1000, contract()),
            Places.COUNTED,
            Places.of(permits, permits * 1_000L).sharedBy(SHARERS));
    List<SteppedWorkshop> all = new ArrayList<>();
    for (int i = 0; i < SHARERS; i++) {
      SteppedWorkshop one = new SteppedWorkshop(system, i, settings, new Keeper(), Drill.NONE);
      all.add(one);
      one.permitsAtOnce = false;
      for (int k = 0; k < 10; k++) {
        String text = "x".repeat(k % 3 == 0 ? 10 : 5_500);
        one.deliver(List.of(one.material("p" + k, Map.of("text", text))), List.of());
      }
      one.tell(Director.Sold.INSTANCE);
    }
    for (int i = 0; i < 1_000; i++) {
      int out =
          all.stream()
              .mapToInt(one -> one.permitsGranted - one.permitsUsed - one.permitsReturned)
              .sum();
      assertThat(out).isBetween(0, permits);
      SteppedWorkshop next = all.get(order.nextInt(SHARERS));
      next.grant(out < permits ? 1 : 0);
      next.settle();
    }
    all.forEach(one -> assertThat(one.products()).hasSize(10));
    all.forEach(SteppedWorkshop::stop);
  }

  @ParameterizedTest
  @EnumSource(
      value = MemoryPolicy.class,
      names = {"BACKPRESSURE", "CLOSE_OLDEST"})
  void openAssembliesExceedTheirLimitByOneRecordAtMost(MemoryPolicy policy) {
    int limit = 20_000;
    int each = 2_000;
    WorkshopSettings s =
        SteppedWorkshop.with(
            SteppedWorkshop.settings(1024, 1024, 1000, limit, false, contract()),
            Places.of(1024, 1024 * 1_000L),
            Places.COUNTED);
    open(with(s, policy), new Keeper());
    List<Material> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(large("p" + i % 3, each));
    }
    workshop.send(many, List.of());
    long most = 0;
    for (int i = 0; i < 1_000 && workshop.step(); i++) {
      most = Math.max(most, floor.counts.bytes.sum());
    }
    for (int i = 0; i < 400; i++) {
      workshop.passesBlocked(Duration.ofMillis(20));
      most = Math.max(most, floor.counts.bytes.sum());
    }
    assertThat(most).isBetween(limit / 2L, (long) limit + each + 500);
    assertThat(workshop.stock().onLine()).as("it goes on").isZero();
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products().stream().mapToLong(product -> product.materials()).sum())
        .isEqualTo(100);
    assertThat(workshop.products()).anyMatch(product -> product.closed().text().equals("limit"));
  }
}
