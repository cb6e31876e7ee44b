package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.custody.Amendable;
import factory.goods.Drill;
import factory.goods.Fields;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Product;
import factory.production.EventClock.Lateness;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What many late materials of one moment cost, counted in what is looked at. */
class ManyLateOnesTest extends EventWorkshopCase {
  private static final int MANY = 1_000;
  private static final long APART = 100;
  private static final EventClock CLOCK =
      new EventClock(ChronoUnit.MILLIS, GAP, Long.MAX_VALUE, 0, Lateness.AMEND, 10_000_000);

  /** As many steps as {@code count} searches in a tree of {@code size} take, and some more. */
  private static long searches(long count, long size) {
    return 4 * count * (64 - Long.numberOfLeadingZeros(size));
  }

  private static Recall earlier(List<Amendable> products) {
    return new Recall(products, List.of(new Partition("p", "")), 0, 1, CLOCK);
  }

  private static Amendable product(String pid, int number) {
    return new Amendable(
        Pid.of(pid).hash(), pid, "p", 1_000_000 + number, APART * number, APART * number, 0);
  }

  private void deliverLate(Recall recall, List<Material> late) {
    openOnFloor(CLOCK, recall, Drill.NONE, new ArrayList<>());
    List<Material> any = new ArrayList<>(late);
    Collections.shuffle(any, new Random(3));
    long moment = APART * MANY;
    for (int from = 0; from < any.size(); from += 500) {
      deliver(
          moment,
          any.subList(from, Math.min(any.size(), from + 500)).stream()
              .map(material -> Late.label(material, moment))
              .toArray(Material[]::new));
    }
    deliver(moment + 1);
  }

  @Test
  void eachThatAmendsAProductAndEachThatAmendsNoneIsLookedUpOnce() {
    List<Amendable> products =
        IntStream.range(0, MANY).mapToObj(number -> product("a", number)).toList();
    Recall recall = earlier(products);
    deliverLate(
        recall,
        LongStream.range(0, 2L * MANY).mapToObj(half -> at("a", half * APART / 2)).toList());

    assertThat(workshop.products())
        .filteredOn(product -> product.first() % APART == 0)
        .hasSize(MANY)
        .allMatch(product -> product.revision() == 1 && product.offset() >= 1_000_000);
    assertThat(workshop.products())
        .filteredOn(product -> product.first() % APART != 0)
        .hasSize(MANY)
        .allMatch(product -> product.revision() == 0);
    assertThat(Objects.requireNonNull(recall.of(Pid.of("a"))).looked())
        .isLessThan(searches(2 * MANY, MANY));
  }

  @Test
  void manyRevisionsOfOneProductAreEachLookedUpOnce() {
    Recall recall = earlier(List.of(product("a", 0)));
    deliverLate(
        recall, IntStream.range(0, MANY).mapToObj(i -> at("a", i % (int) GAP, true)).toList());

    assertThat(workshop.products())
        .extracting(Product::revision)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY).boxed().toList());
    assertThat(Objects.requireNonNull(recall.of(Pid.of("a"))).looked()).isEqualTo(MANY);
  }

  @Test
  void ofManyPidsEachLooksAtItsOwn() {
    List<String> pids = IntStream.range(0, MANY).mapToObj(i -> "pid-" + i).toList();
    Recall recall = earlier(pids.stream().map(pid -> product(pid, pids.indexOf(pid))).toList());
    deliverLate(
        recall, pids.stream().map(pid -> at(pid, APART * pids.indexOf(pid) + GAP)).toList());

    assertThat(workshop.products()).hasSize(MANY).allMatch(product -> product.revision() == 1);
    assertThat(pids).allMatch(pid -> Objects.requireNonNull(recall.of(Pid.of(pid))).looked() == 1);
  }

  // ---- the late ones themselves ----

  private long compared;

  /** Counts how often two times are compared. */
  private Together together(long... times) {
    Comparator<Long> counting =
        (a, b) -> {
          compared++;
          return Long.compare(a, b);
        };
    Together together = new Together(0, counting);
    for (int i = 0; i < times.length; i++) {
      together.add(new Material(Pid.of("a"), times[i], 0, i, Fields.of(Map.of())));
    }
    together.close();
    return together;
  }

  @Test
  void toTakeThemOneByOneCostsALookUpEach() {
    int many = 20_000;
    Together together = together(LongStream.range(0, many).map(i -> i * 7 % many).toArray());
    for (long time = 0; time < many / 2; time++) {
      assertThat(Objects.requireNonNull(together.take(time - 3, time + 3)).time()).isEqualTo(time);
    }
    assertThat(together.take(0, many / 2 - 1)).isNull();
    for (long time = many / 2; time < many; time++) {
      assertThat(together.takeFirst().time()).isEqualTo(time);
    }
    assertThat(together.isEmpty()).isTrue();
    assertThat(compared).isLessThan(searches(2 * many, many));
  }

  @Test
  void thoseThatBelongToNothingAreNotAskedAboutAgainUntilSomethingHasComeNear() {
    int many = 20_000;
    Together together = together(LongStream.range(0, many).toArray());
    long asked = 0;
    for (Long time = together.unsure(); time != null; time = together.unsure()) {
      together.isAlone(time);
      asked++;
      if (asked % 10 == 0) {
        together.mayBelong(time + 1, time + 100); // all of which is unsure as it is
      }
    }
    assertThat(asked).isEqualTo(many);
    together.mayBelong(5, 7);
    together.mayBelong(6, 9);
    long[] again = new long[5];
    for (int i = 0; i < again.length; i++) {
      again[i] = Objects.requireNonNull(together.unsure());
      together.isAlone(again[i]);
    }
    assertThat(again).containsExactly(5, 6, 7, 8, 9);
    assertThat(together.unsure()).isNull();
    assertThat(compared).isLessThan(searches(3 * many, many));
  }

  @Test
  void ofOneInstantTheyAreTakenInSourceOrderAndTheEarliestOfAllFirst() {
    Together together = together(5, 3, 5, 3, 4);
    together.isAlone(3L);
    long[] offsets = LongStream.range(0, 5).map(i -> together.takeFirst().offset()).toArray();
    assertThat(Arrays.stream(offsets)).containsExactly(1L, 3L, 4L, 0L, 2L);
    assertThat(together.take(Long.MIN_VALUE, Long.MAX_VALUE)).isNull();
  }
}
