package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.CountedRows;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Deliveries in the order of event time: rows and objects alike. */
class DeliveryTest {
  private static final Pid PID = Pid.of("p");

  /** One material for each of these times, the offsets going up. */
  private static List<Material> materials(List<Integer> times) {
    List<Material> materials = new ArrayList<>();
    for (int time : times) {
      materials.add(new Material(PID, time, 0, materials.size(), Fields.of(Map.of())));
    }
    return materials;
  }

  private static Delivery rows(List<Material> materials) {
    return Delivery.of(CountedRows.INSTANCE, CountedRows.pack(materials).rows(), materials.size());
  }

  private static List<Long> offsets(Delivery delivery, int first) {
    List<Long> offsets = new ArrayList<>();
    for (Material material : delivery.from(PID, first)) {
      offsets.add(material.offset());
    }
    return offsets;
  }

  @Property(tries = 300)
  void rowsAndObjectsAreSortedAlike(
      @ForAll @Size(max = 12) List<@IntRange(max = 5) Integer> times) {
    List<Material> materials = materials(times);
    List<Long> expected =
        materials.stream()
            .sorted(Comparator.comparingLong(Material::time).thenComparing(Material::offset))
            .map(Material::offset)
            .toList();
    Delivery sortedRows = rows(materials).sorted(PID, Shelf.BY_TIME);
    Delivery sortedObjects =
        Delivery.of(materials.toArray(new Material[0])).sorted(PID, Shelf.BY_TIME);
    assertThat(offsets(sortedRows, 0)).isEqualTo(expected);
    assertThat(offsets(sortedObjects, 0)).isEqualTo(expected);
    int half = times.size() / 2;
    assertThat(offsets(sortedRows, half)).isEqualTo(expected.subList(half, times.size()));
    assertThat(offsets(sortedObjects, half)).isEqualTo(expected.subList(half, times.size()));
  }

  @Test
  void rowsThatAreInOrderStayRows() {
    Delivery rows = rows(materials(List.of(1, 2, 2, 5)));
    assertThat(rows.sorted(PID, Shelf.BY_TIME)).isSameAs(rows);
  }

  @Test
  void ofOneInstantTheSourceDecides() {
    List<Material> later = materials(List.of(7, 7, 7));
    Delivery rows = rows(List.of(later.get(2), later.get(0), later.get(1)));
    assertThat(offsets(rows.sorted(PID, Shelf.LATE_FIRST), 0)).containsExactly(0L, 1L, 2L);
  }
}
