package factory.transportation;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Cargo;
import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import factory.goods.Scrap;
import factory.operations.Why;
import factory.transportation.Recent.Sighting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of whose cargo was packed, and how far back. */
final class RecentTest {
  private static List<Cargo> products(String... pids) {
    return Arrays.stream(pids).map(RecentTest::product).toList();
  }

  private static Cargo product(String pid) {
    return new Product(
        0,
        1,
        Pid.of(pid),
        "ok",
        Closed.CONTRACT,
        1,
        Material.NO_TIME,
        Material.NO_TIME,
        0,
        Map.of(),
        new Positions());
  }

  private static Cargo scrap(@Nullable String pid) {
    return new Scrap(
        Scrap.Reason.LATE,
        0,
        1,
        1,
        "late",
        pid == null ? null : Pid.of(pid),
        null,
        null,
        1,
        new Positions());
  }

  private static List<Sighting> find(Recent recent, String pid) {
    return recent.find(Pid.of(pid), 10);
  }

  @Test
  void aPidIsInTheWarehouseThenOnItsWayThenShipped() {
    Recent recent = new Recent(100);
    recent.packed(products("a", "b"));
    assertThat(find(recent, "a")).containsExactly(new Sighting(0, false, false));
    recent.loaded(7, 2);
    recent.packed(products("a"));
    assertThat(find(recent, "a"))
        .containsExactly(new Sighting(0, false, false), new Sighting(7, false, false));
    recent.shipped(7);
    assertThat(find(recent, "a"))
        .containsExactly(new Sighting(0, false, false), new Sighting(7, false, true));
    assertThat(find(recent, "b")).containsExactly(new Sighting(7, false, true));
    assertThat(find(recent, "c")).isEmpty();
  }

  @Test
  void scrapIsToldFromProductsAndMayHaveNoPid() {
    Recent recent = new Recent(100);
    recent.packed(List.of(scrap("a"), scrap(null), product("a")));
    recent.loaded(1, 3);
    recent.shipped(1);
    assertThat(recent.locate(Pid.of("a"), 2))
        .isEqualTo(
            new Located(
                2,
                0,
                0,
                List.of(
                    new Why.Shipped(1, null, null, null, 0, null),
                    new Why.Scrapped(1, null, null, null, null)),
                3,
                true,
                true));
  }

  @Test
  void whatIsBeyondItsSizeIsForgottenAndItSaysSo() {
    Recent recent = new Recent(2_000);
    for (int shipment = 1; shipment <= 30; shipment++) {
      recent.packed(IntStream.range(0, 100).mapToObj(i -> product("p" + i)).toList());
      recent.packed(products("s" + shipment));
      recent.loaded(shipment, 101);
      recent.shipped(shipment);
    }
    assertThat(recent.size()).isEqualTo(2_000);
    assertThat(recent.isAll()).isFalse();
    assertThat(find(recent, "s30")).containsExactly(new Sighting(30, false, true));
    assertThat(find(recent, "s12")).containsExactly(new Sighting(12, false, true));
    assertThat(find(recent, "s10")).isEmpty();
    assertThat(find(recent, "p99").get(0)).isEqualTo(new Sighting(30, false, true));
    assertThat(find(recent, "p99")).hasSize(10);
  }

  @Test
  void whoRemembersNothingSaysSo() {
    Recent recent = new Recent(0);
    recent.packed(products("a"));
    recent.loaded(1, 1);
    assertThat(find(recent, "a")).isEmpty();
    assertThat(recent.isAll()).isFalse();
    assertThat(recent.isCurrent()).as("it may be in the warehouse").isFalse();
    assertThat(recent.size()).isZero();
  }

  @Test
  void manySmallShipmentsDoNotMakeItLarge() {
    Recent recent = new Recent(1_000_000);
    for (int shipment = 1; shipment <= 10_050; shipment++) {
      recent.packed(products("s" + shipment));
      recent.loaded(shipment, 1);
    }
    assertThat(recent.size()).isEqualTo(10_000);
    assertThat(find(recent, "s50")).isEmpty();
    assertThat(find(recent, "s51")).hasSize(1);
  }
}
