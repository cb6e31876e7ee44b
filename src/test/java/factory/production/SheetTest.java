package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Batch;
import factory.goods.CountedRows;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How a round is sorted. */
class SheetTest {
  private static final Pid PID = Pid.of(7);

  @Property(tries = 300)
  void givesEachWorkerItsMaterialsInOrderRoundAfterRound(
      @ForAll @Size(max = 4)
          List<@Size(max = 5) List<@Size(max = 60) List<@IntRange(max = 3_000) Integer>>> rounds,
      @ForAll @IntRange(max = 3) int skipped,
      @ForAll boolean packed) {
    Sheet sheet = new Sheet();
    long offset = 0;
    for (List<List<Integer>> round : rounds) {
      TreeMap<Integer, List<Long>> expected = new TreeMap<>();
      int size = 0;
      for (List<Integer> owners : round) {
        Batch batch = batch(offset - skipped, skipped + owners.size(), packed);
        assertThat(sheet.takes(batch)).isTrue();
        sheet.begin(batch, skipped);
        for (int id : owners) {
          sheet.add(id, offset, offset + 1);
          expected.computeIfAbsent(id, any -> new ArrayList<>()).add(offset++);
        }
        size += owners.size();
      }
      assertThat(sheet.size()).isEqualTo(size);
      assertThat(sheet.workers()).isEqualTo(expected.size());
      List<Integer> told = new ArrayList<>();
      sheet.handOut(
          (id, delivery, boughtFrom, boughtAt) -> {
            List<Long> mine = expected.get(id);
            told.add(id);
            assertThat(delivery.size()).isEqualTo(mine.size());
            assertThat(Arrays.stream(delivery.from(PID, 0)))
                .extracting(Material::offset)
                .isEqualTo(mine);
            assertThat(boughtFrom).isEqualTo(mine.get(0));
            assertThat(boughtAt).isEqualTo(mine.get(mine.size() - 1) + 1);
          });
      assertThat(told).as("in the order of hiring").isEqualTo(new ArrayList<>(expected.keySet()));
      assertThat(sheet.size()).isZero();
      sheet.shrink();
    }
  }

  @Test
  void whatIsPackedInAnotherWayWaitsForAnotherRound() {
    Sheet sheet = new Sheet();
    sheet.begin(batch(0, 3, true), 0);
    assertThat(sheet.takes(batch(3, 3, true))).isTrue();
    assertThat(sheet.takes(batch(3, 3, false))).isFalse();
  }

  private static Batch batch(long first, int count, boolean packed) {
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      materials.add(new Material(PID, 0, 0, first + i, Fields.of(Map.of())));
    }
    return packed ? CountedRows.batch(materials, 0) : Batch.of(materials, List.of(), 0);
  }
}
