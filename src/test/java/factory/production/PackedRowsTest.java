package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.CountedRows;
import factory.goods.Material;
import factory.goods.PidColumn.Kind;
import factory.goods.Scrap;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is packed in rows has the same fate as what is not. */
class PackedRowsTest extends WorkshopCase {
  /** Delivers one material for each of these pids, packed. */
  private void buyPacked(String... pids) {
    buyPacked(Kind.ANY, pids);
  }

  private void buyPacked(Kind kind, String... pids) {
    List<Material> materials = new ArrayList<>();
    for (String pid : pids) {
      materials.add(material(pid));
    }
    workshop.tell(
        new Director.Deliver(CountedRows.batch(CountedRows.pack(materials, kind), now())));
  }

  private static List<Long> positions(Scrap scrap) {
    List<Long> offsets = new ArrayList<>();
    scrap.positions().forEach((partition, offset) -> offsets.add(offset));
    return offsets;
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SHORT_TEXTS", "ANY"})
  void becomesProductsInOrder(Kind kind) {
    open(SteppedWorkshop.settings());
    buyPacked(kind, "a", "b", "a", "a");
    buyPacked(kind, "b", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(product -> offsets(product))
        .containsExactlyInAnyOrder(List.of(0L, 2L, 3L, 5L), List.of(1L, 4L));
  }

  @Test
  void aParkedPidKeepsTheMaterialsThatItsRowsMean() {
    open(
        SteppedWorkshop.settings(64, 64, 1000, Long.MAX_VALUE, true, contract()),
        new Recorder(true)); // fails on the fourth
    buyPacked("a", "b", "a", "a", "b", "a");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(product -> offsets(product))
        .containsExactly(List.of(1L, 4L));
    Scrap scrap = workshop.scrap().get(0);
    assertThat(workshop.scrap()).hasSize(1);
    assertThat(scrap.reason()).isEqualTo(Scrap.Reason.PARKED);
    assertThat(positions(scrap)).containsExactly(0L, 2L, 3L, 5L);
    List<Map<String, ?>> kept = List.of(n(0), n(2), n(3), n(5));
    assertThat(scrap.bundle().kept()).isEqualTo(kept);
    assertThat(scrap.bundle().failing()).isEqualTo(n(3));
  }

  private static Map<String, ?> n(long number) {
    return Map.of("n", number);
  }

  @Test
  void withScrapNewestWhatHasNoRoomIsScrappedRowByRow() {
    open(
        with(
            SteppedWorkshop.settings(64, 64, 1000, 1_001, false, contract()),
            MemoryPolicy.SCRAP_NEWEST));
    buyPacked("a", "a");
    buyPacked("b", "a", "b");
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(product -> offsets(product))
        .containsExactly(List.of(0L, 1L));
    assertThat(workshop.scrap()).extracting(Scrap::offset).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(workshop.scrap())
        .allSatisfy(
            scrap -> {
              assertThat(scrap.materials()).isEqualTo(1);
              assertThat(positions(scrap)).containsExactly(scrap.offset());
              assertThat(scrap.pid().text()).isEqualTo(scrap.offset() == 3 ? "a" : "b");
            });
  }
}
