package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** How a round is sorted. */
class SheetTest {
  @Property(tries = 300)
  void givesEachWorkerItsMaterialsInOrderRoundAfterRound(
      @ForAll @Size(max = 4)
          List<@Size(max = 300) List<@IntRange(min = 0, max = 3_000) Integer>> rounds) {
    Sheet sheet = new Sheet();
    long offset = 0;
    for (List<Integer> round : rounds) {
      TreeMap<Integer, List<Long>> expected = new TreeMap<>();
      sheet.ensure(round.size());
      for (int id : round) {
        sheet.add(id, material(offset), offset, offset + 1);
        expected.computeIfAbsent(id, any -> new ArrayList<>()).add(offset++);
      }
      assertThat(sheet.size()).isEqualTo(round.size());
      assertThat(sheet.workers()).isEqualTo(expected.size());
      List<Integer> told = new ArrayList<>();
      sheet.handOut(
          (id, delivery, boughtFrom, boughtAt) -> {
            List<Long> mine = expected.get(id);
            told.add(id);
            assertThat(delivery).extracting(Material::offset).isEqualTo(mine);
            assertThat(boughtFrom).isEqualTo(mine.get(0));
            assertThat(boughtAt).isEqualTo(mine.get(mine.size() - 1) + 1);
          });
      assertThat(told).as("in the order of hiring").isEqualTo(new ArrayList<>(expected.keySet()));
      assertThat(sheet.size()).isZero();
      sheet.shrink();
    }
  }

  private static Material material(long offset) {
    return new Material(Pid.of(offset), 0, 0, offset, Fields.of(Map.of()));
  }
}
