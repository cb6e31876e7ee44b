package factory.production;

import static org.assertj.core.api.Assertions.assertThat;

import factory.goods.Pid;
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
      assertThat(roster.find(pid, pid.hash())).isEqualTo(expected.getOrDefault(pid, -1));
    }
    Set<Integer> shown = new HashSet<>();
    roster.forEach(shown::add);
    assertThat(shown).isEqualTo(new HashSet<>(expected.values()));
  }

  @Property(tries = 50)
  void tellsPidsOfTheSameHashApart(@ForAll @IntRange(min = 1, max = 40) int size) {
    Roster roster = new Roster();
    for (int i = 0; i < size; i++) {
      roster.add(i, pid(i));
    }
    for (int i = 0; i < size; i++) {
      long hash = pid(i).hash();
      assertThat(roster.find(Pid.of("other"), hash)).isEqualTo(-1);
      assertThat(roster.find(Pid.of("another, and a longer one"), hash)).isEqualTo(-1);
      assertThat(roster.find(Pid.ofTuple(List.of("pid", "other"), " "), hash)).isEqualTo(-1);
    }
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
