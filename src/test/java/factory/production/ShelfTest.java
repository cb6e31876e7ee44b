package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Fields;
import factory.goods.Late;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Where materials wait for the watermark. */
class ShelfTest {
  private static final Pid PID = Pid.of("a");
  private static final Fields FIELDS = Fields.of(Map.of("x", 1L));

  @Test
  void tiesStandInSourceOrder() {
    Shelf shelf = new Shelf(Shelf.LATE_FIRST);
    put(shelf, at(5, 1, 7), at(5, 0, 9));
    put(shelf, at(5, 0, 2), at(4, 3, 0), at(5, 1, 1));
    assertThat(all(shelf))
        .containsExactly(at(4, 3, 0), at(5, 0, 2), at(5, 0, 9), at(5, 1, 1), at(5, 1, 7));
  }

  @Test
  void lateOnesStandWhereTheyCameAndBeforeWhatHappenedThen() {
    Shelf shelf = new Shelf(Shelf.LATE_FIRST);
    put(shelf, at(10, 0, 0), at(8, 0, 3), Late.label(at(3, 0, 4), 8), at(7, 0, 1));
    assertThat(all(shelf)).extracting(Material::offset).containsExactly(1L, 4L, 3L, 0L);
  }

  @Test
  void weighsNothingMuchWhenItIsEmpty() {
    Shelf shelf = new Shelf(Shelf.LATE_FIRST);
    long empty = shelf.weight();
    put(shelf, at(1, 0, 0), at(2, 0, 1), at(3, 0, 2));
    long full = shelf.weight();
    assertThat(full).isGreaterThan(empty + 300);
    shelf.take();
    assertThat(shelf.weight()).isBetween(empty + 1, full - 1);
    shelf.take();
    shelf.take();
    assertThat(shelf.weight()).isEqualTo(empty);
    assertThat(shelf.isEmpty()).isTrue();
  }

  @Property(tries = 300)
  void givesBackAllThatWasPutInInOrder(@ForAll Random random) {
    Shelf shelf = new Shelf(Shelf.LATE_FIRST);
    List<Material> waiting = new ArrayList<>();
    long offset = 0;
    for (int step = 0; step < 40; step++) {
      Material[] delivery = new Material[random.nextInt(random.nextInt(30) + 1)];
      for (int i = 0; i < delivery.length; i++) {
        delivery[i] = at(step + random.nextInt(10), random.nextInt(3), offset++);
      }
      put(shelf, delivery.clone());
      waiting.addAll(List.of(delivery));
      waiting.sort(Shelf.LATE_FIRST);
      for (int out = random.nextInt(random.nextInt(30) + 1); out > 0 && !waiting.isEmpty(); out--) {
        assertThat(shelf.first()).isSameAs(waiting.get(0));
        assertThat(shelf.take()).isSameAs(waiting.remove(0));
      }
      assertThat(shelf.size()).isEqualTo(waiting.size());
    }
  }

  private static Material at(long time, int partition, long offset) {
    return new Material(PID, time, partition, offset, FIELDS);
  }

  private static void put(Shelf shelf, Material... delivery) {
    Shelf.sort(delivery, Shelf.LATE_FIRST);
    shelf.add(delivery);
  }

  private static List<Material> all(Shelf shelf) {
    List<Material> all = new ArrayList<>();
    while (!shelf.isEmpty()) {
      all.add(shelf.take());
    }
    return all;
  }
}
