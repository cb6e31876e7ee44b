package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Altered;
import factory.goods.Material;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Products are cut at exactly the material that completes them or reaches a limit. */
class CuttingTest extends WorkshopCase {
  @Test
  void theNextMaterialOfADeliveryBeginsANewProduct() {
    open(SteppedWorkshop.settings());
    workshop.deliver(
        List.of(material("a"), last("a"), material("a"), material("a"), last("a"), material("a")),
        List.of());
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(p -> offsets(p) + " " + p.closed().text())
        .containsExactly("[0, 1] complete", "[2, 3, 4] complete", "[5] end-of-input");
    assertThat(floor.deliveries).as("by one worker").hasSize(1);
  }

  @Test
  void cutsAtMaxMaterials() {
    open(with(contract(null, 3, Long.MAX_VALUE)));
    workshop.deliver(materials("a", 8), List.of());
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products())
        .extracting(p -> p.materials() + " " + p.closed().text())
        .containsExactly("3 limit", "3 limit", "2 end-of-input");
  }

  @Test
  void cutsAtTheMaterialThatReachesMaxBytes() {
    WorkshopSettings noPositions =
        Altered.of( // of which the blueprint counts 16 for each material
            with(contract(null, 1_000, 16 * 5)), "keepPositions", false);
    open(noPositions);
    workshop.deliver(materials("a", 12), List.of());
    workshop.tell(Director.Sold.INSTANCE);
    assertThat(workshop.products()).extracting(Product::materials).containsExactly(5L, 5L, 2L);
  }

  @Property(tries = 300)
  void anySplitIntoBatchesGivesTheSameProducts(@ForAll long seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(60);
    int maxMaterials = 1 + random.nextInt(9);
    long maxBytes = 100L + random.nextInt(300);
    List<Boolean> ends = new ArrayList<>();
    List<Integer> pids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(random.nextInt(6) == 0);
      pids.add(random.nextInt(4));
    }
    ContractSettings contract = contract(null, maxMaterials, maxBytes);
    List<String> whole = products(contract, pids, ends, random, count);
    List<String> single = products(contract, pids, ends, random, 1);
    List<String> split = products(contract, pids, ends, random, 0);
    assertThat(single).isEqualTo(whole);
    assertThat(split).isEqualTo(whole);
  }

  private List<String> products(
      ContractSettings contract,
      List<Integer> pids,
      List<Boolean> ends,
      Random random,
      int batchSize) {
    open(SteppedWorkshop.settings(64, 64, 100, contract));
    try {
      List<Material> batch = new ArrayList<>();
      int size = batchSize == 0 ? 1 + random.nextInt(10) : batchSize;
      for (int i = 0; i < pids.size(); i++) {
        String pid = "p" + pids.get(i);
        batch.add(ends.get(i) ? last(pid) : material(pid));
        if (batch.size() == size || i == pids.size() - 1) {
          workshop.send(batch, List.of());
          batch = new ArrayList<>();
          size = batchSize == 0 ? 1 + random.nextInt(10) : batchSize;
          for (int step = random.nextInt(12); step > 0 && workshop.step(); step--) {}
        }
      }
      workshop.settle();
      workshop.tell(Director.Sold.INSTANCE);
      return workshop.products().stream()
          .map(p -> p.pid() + " " + offsets(p) + " " + p.closed().text())
          .sorted()
          .toList();
    } finally {
      close();
    }
  }
}
