package factory.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import factory.goods.Batch;
import factory.goods.CountedRows;
import factory.goods.Fields;
import factory.goods.Lot;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Pid;
import factory.goods.PidColumn.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A batch that is filled, and sent in parts. */
class FillingTest {
  private static final Filling.Times TIMES = new Filling.Times(1, 2, 3, Lot.NO_WATERMARK);
  private static final Filling.Room ROOM = new Filling.Room(1, 100);
  private static final int LIMIT = 200;

  private final Filling filling = new Filling();

  @Property(tries = 200)
  void partsAreWhatAWholeBatchWouldHaveBeenInOrder(
      @ForAll @IntRange(min = 1, max = 100) int first,
      @ForAll @IntRange(max = 100) int more,
      @ForAll @IntRange(min = 1, max = 100) int part,
      @ForAll boolean packed,
      @ForAll Kind kind) {
    List<Material> materials =
        LongStream.range(0, first + more).mapToObj(i -> material(i, kind)).toList();
    Filling parts = new Filling();
    add(parts, materials.subList(0, first), packed, kind);
    int good = Math.min(part, first);
    Batch sent = parts.takeFirst(good, List.of(), ROOM, TIMES);
    assertThat(parts.count()).isEqualTo(first - good);
    add(parts, materials.subList(first, first + more), packed, kind);
    Batch rest = parts.take(List.of(), ROOM, TIMES);
    assertSame(sent, materials.subList(0, good), packed, kind);
    assertSame(rest, materials.subList(good, first + more), packed, kind);
    assertThat(parts.count()).isZero();
  }

  private static void assertSame(Batch batch, List<Material> expected, boolean packed, Kind kind) {
    assertThat(batch.count()).isEqualTo(expected.size());
    assertThat(batch.count() == 0 || (batch.packed() != null) == packed).isTrue();
    assertThat(batch.count() == 0 || batch.numbers() == (kind == Kind.NUMBERS)).isTrue();
    for (int i = 0; i < batch.count(); i++) {
      Material wanted = expected.get(i);
      assertThat(batch.material(i).offset()).isEqualTo(wanted.offset());
      assertThat(batch.material(i).get("n")).isEqualTo(wanted.get("n"));
      assertThat(batch.pid(i)).isEqualTo(wanted.pid());
      assertThat(batch.hashes()[i]).isEqualTo(wanted.pid().hash());
    }
  }

  @Test
  void aSourcePacksAllOrNothing() {
    Material material = material(0, Kind.NUMBERS);
    Packed packed = CountedRows.pack(List.of(material));
    filling.addAll(packed, new int[1], 1, LIMIT);
    assertThatThrownBy(() -> filling.add(material, material.pid().hash(), LIMIT))
        .isInstanceOf(IllegalStateException.class);
    filling.take(List.of(), ROOM, TIMES);
    filling.add(material, material.pid().hash(), LIMIT);
    assertThatThrownBy(() -> filling.addAll(packed, new int[1], 1, LIMIT))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Material material(long i, Kind kind) {
    Pid pid =
        switch (kind) {
          case NUMBERS -> Pid.of(i % 7);
          case SHORT_TEXTS -> Pid.of("pid " + i % 7);
          case ANY -> Pid.of("a pid that is longer than others: " + i % 7);
        };
    return new Material(pid, Material.NO_TIME, 0, i, Fields.of(Map.of("n", 10 * i)));
  }

  /** A lot that has some records of another at every third place. */
  private static Packed spread(Packed lot, int from, int count) {
    Packed wide = Packed.of(lot.packing(), 3 * count, lot.pids().kind());
    for (int i = 0; i < count; i++) {
      wide.set(3 * i, lot, from + i);
    }
    return wide;
  }

  private static int[] everyThird(int count) {
    return IntStream.range(0, count).map(i -> 3 * i).toArray();
  }

  private static void add(Filling to, List<Material> materials, boolean packed, Kind kind) {
    if (packed && !materials.isEmpty()) {
      Packed lot = CountedRows.pack(materials, kind);
      for (int i = 0; i < materials.size(); ) {
        int more = Math.min(1 + i % 40, materials.size() - i);
        to.addAll(spread(lot, i, more), everyThird(more), more, LIMIT);
        i += more;
      }
    } else {
      materials.forEach(material -> to.add(material, material.pid().hash(), LIMIT));
    }
  }
}
