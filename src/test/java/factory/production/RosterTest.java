package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Batch;
import factory.goods.CountedRows;
import factory.goods.Fields;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Pid;
import factory.goods.PidColumn.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RosterTest {
  @Property(tries = 300)
  void knowsExactlyThoseWhoWereAddedAndNotRemoved(
      @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 60) Integer> pids) {
    Roster roster = new Roster();
    Map<Pid, Integer> expected = new HashMap<>();
    int id = 0;
    for (int number : pids) {
      Pid pid = pid(number);
      Integer present = expected.remove(pid);
      if (present != null) {
        assertThat(roster.remove(present, pid)).isTrue();
      } else {
        roster.add(id, pid);
        expected.put(pid, id++);
      }
      assertThat(roster.size()).isEqualTo(expected.size());
    }
    for (int number = 0; number <= 60; number++) {
      Pid pid = pid(number);
      assertThat(roster.find(pid)).isEqualTo(expected.getOrDefault(pid, -1));
    }
    Set<Integer> shown = new HashSet<>();
    roster.forEach(shown::add);
    assertThat(shown).isEqualTo(new HashSet<>(expected.values()));
  }

  @Property(tries = 50)
  void findsTheWorkerOfARecordHoweverItsPidIsKept(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll Kind kind) {
    Roster roster = new Roster();
    List<Material> materials = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Pid pid = pid(kind, i);
      materials.add(material(pid));
      if (i % 3 > 0) {
        roster.add(i, pid);
      }
    }
    Batch objects = Batch.of(materials, List.of(), 0);
    Batch packed = CountedRows.batch(CountedRows.pack(materials, kind), 0);
    for (int i = 0; i < size; i++) {
      int expected = i % 3 > 0 ? i : -1;
      assertThat(roster.find(objects, i)).isEqualTo(expected);
      assertThat(roster.find(packed, i)).isEqualTo(expected);
    }
  }

  private static Pid pid(Kind kind, int i) {
    return switch (kind) {
      case NUMBERS -> Pid.of(i);
      case SHORT_TEXTS -> pid(i % 2 + 4 * (i / 2));
      case ANY -> pid(i);
    };
  }

  @Property(tries = 50)
  void tellsANumberFromATextOfTheSameHash(@ForAll @IntRange(max = 40) int number) {
    Pid text = pid(4 * number + 1 + number % 3);
    Packed row = Packed.of(CountedRows.INSTANCE, 1, Kind.NUMBERS);
    row.hashes()[0] = text.hash();
    Pid alike = row.pid(0);
    Roster texts = new Roster();
    texts.add(0, text);
    assertThat(texts.find(alike)).isEqualTo(-1);
    assertThat(texts.findNumber(alike.hash())).isEqualTo(-1);
    Roster numbers = new Roster();
    numbers.add(0, alike);
    assertThat(numbers.find(text)).isEqualTo(-1);
    numbers.add(1, text);
    assertThat(numbers.find(text)).isEqualTo(1);
    assertThat(numbers.find(alike)).isZero();
    assertThat(numbers.findNumber(alike.hash())).isZero();
  }

  @Property(tries = 50)
  void tellsRecordsOfTheSameHashApart(@ForAll @IntRange(max = 40) int number) {
    Pid pid = pid(number);
    for (Pid other : List.of(pid(number + 1), pid(number + 2), pid(number + 3))) {
      Batch batch = Batch.of(List.of(material(other)), List.of(), 0);
      Packed packed = CountedRows.pack(List.of(material(other)), Kind.ANY);
      batch.hashes()[0] = pid.hash();
      packed.hashes()[0] = pid.hash();
      Roster roster = new Roster();
      roster.add(0, pid);
      assertThat(roster.find(batch, 0)).isEqualTo(-1);
      assertThat(roster.find(CountedRows.batch(packed, 0), 0)).isEqualTo(-1);
    }
  }

  @Property(tries = 50)
  void tellsShortTextsOfTheSameHashApart(@ForAll @IntRange(max = 40) int number) {
    Pid pid = pid(4 * number + 1);
    Packed packed = CountedRows.pack(List.of(material(pid(4 * number + 5))), Kind.SHORT_TEXTS);
    packed.hashes()[0] = pid.hash();
    Roster roster = new Roster();
    roster.add(0, pid);
    assertThat(roster.find(CountedRows.batch(packed, 0), 0)).isEqualTo(-1);
  }

  private static Material material(Pid pid) {
    return new Material(pid, Material.NO_TIME, 0, 0, Fields.of(Map.of()));
  }

  /** Pids of all kinds: a number, a short text, a long one, a tuple. */
  private static Pid pid(int number) {
    return switch (number % 4) {
      case 0 -> Pid.of(number);
      case 1 -> Pid.of("pid-" + number);
      case 2 -> Pid.of("a pid that is longer than others: " + number);
      default -> Pid.ofTuple(List.of("pid", Integer.toString(number)), " ");
    };
  }

  @Property(tries = 50)
  void showsEverybodyOnceOnItsWayRound(@ForAll @IntRange(min = 1, max = 300) int size) {
    Roster roster = new Roster();
    for (int i = 0; i < size; i++) {
      roster.add(i, Pid.of(i));
    }
    Set<Integer> seen = new HashSet<>();
    int cursor = 0;
    for (int i = 0; i < size; i++) {
      int slot = roster.next(cursor);
      seen.add(roster.at(slot));
      cursor = slot + 1;
    }
    assertThat(seen).hasSize(size);
  }
}
