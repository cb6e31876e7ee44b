package factory.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private record At(int partition, long offset) {}

  private static List<At> shown(Positions positions) {
    List<At> all = new ArrayList<>();
    positions.forEach((partition, offset) -> all.add(new At(partition, offset)));
    return all;
  }

  /** What a visitor is shown that takes runs as a whole. */
  private static final class Runs implements Positions.Visitor {
    private final List<Long> lengths = new ArrayList<>();
    private final List<Long> firsts = new ArrayList<>();

    @Override
    public void visit(int partition, long offset) {
      visitRun(partition, offset, offset);
    }

    @Override
    public void visitRun(int partition, long first, long last) {
      firsts.add(first);
      lengths.add(last - first + 1);
    }
  }

  @Provide
  Arbitrary<List<At>> positions() {
    Arbitrary<Integer> partitions =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, Integer.MAX_VALUE));
    Arbitrary<Long> offsets =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200), Arbitraries.longs().between(0, 1L << 61));
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 2), Arbitraries.integers().between(1, 300));
    Arbitrary<List<At>> runs =
        Combinators.combine(partitions, offsets, lengths).as(PositionsTest::run);
    Arbitrary<List<At>> scattered =
        Combinators.combine(partitions, offsets, Arbitraries.longs().list().ofSize(4))
            .as(PositionsTest::scattered);
    return Arbitraries.oneOf(runs, scattered)
        .list()
        .ofMaxSize(60)
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private static List<At> run(int partition, long first, int length) {
    return LongStream.range(first, first + length)
        .mapToObj(offset -> new At(partition, offset))
        .toList();
  }

  /** Those of 256 neighbours whose bits are set. */
  private static List<At> scattered(int partition, long first, List<Long> words) {
    BitSet bits = BitSet.valueOf(words.stream().mapToLong(word -> word).toArray());
    return bits.stream().mapToObj(bit -> new At(partition, first + bit)).toList();
  }

  @Property(tries = 500)
  void showsWhatWasAddedInOrder(@ForAll("positions") List<At> added) {
    Positions positions = new Positions();
    added.forEach(at -> positions.add(at.partition(), at.offset()));
    assertThat(shown(positions)).isEqualTo(added);
    assertThat(positions.count()).isEqualTo(added.size());
  }

  @Property(tries = 500)
  void thoseOfSeveralAreShownInTheirOrderAndMoreCanBeAdded(
      @ForAll @Size(max = 5) List<@From("positions") List<At>> parts,
      @ForAll @From("positions") List<At> more) {
    Positions all =
        Positions.of(
            parts.stream()
                .map(
                    part -> {
                      Positions positions = new Positions();
                      part.forEach(at -> positions.add(at.partition(), at.offset()));
                      return positions;
                    })
                .toList());
    more.forEach(at -> all.add(at.partition(), at.offset()));
    List<At> expected = new ArrayList<>();
    parts.forEach(expected::addAll);
    expected.addAll(more);
    assertThat(shown(all)).isEqualTo(expected);
    assertThat(all.count()).isEqualTo(expected.size());
  }

  @Test
  void neighboursInOnePartitionTakeAFewBytesEach() {
    Positions positions = new Positions();
    for (long offset = 0; offset < 1_000_000; offset += 1_000) {
      positions.add(0, offset);
    }
    assertThat(positions.count()).isEqualTo(1_000);
    assertThat(positions.weight()).isLessThan(64 + 3_000 * 3 / 2 + 16);
  }

  @Test
  void thoseCloseTogetherTakeSomeBitsEach() {
    Positions positions = new Positions();
    for (long offset = 0; offset < 640_000; offset += 2) {
      positions.add(0, offset);
    }
    assertThat(positions.weight()).isLessThan(64 + 10_000 * 11 * 3 / 2);
    assertThat(shown(positions)).hasSize(320_000).startsWith(new At(0, 0), new At(0, 2));
  }

  @Test
  void thoseWithoutAGapAreCounted() {
    Positions positions = new Positions();
    for (long offset = 7; offset < 3_000_007; offset++) {
      positions.add(0, offset);
    }
    positions.add(0, 3_000_010);
    positions.add(0, 5);
    positions.add(0, 6);
    Runs runs = new Runs();
    positions.forEach(runs);

    assertThat(positions.count()).isEqualTo(3_000_003);
    assertThat(positions.weight()).isLessThan(64 + 100);
    assertThat(runs.lengths).hasSizeLessThan(20);
    assertThat(runs.lengths.stream().mapToLong(length -> length).sum()).isEqualTo(3_000_003);
    assertThat(runs.firsts).startsWith(7L).endsWith(3_000_010L, 5L, 6L);
  }

  @Test
  void runsOfSeveralThatFollowEachOtherStayRuns() {
    List<Positions> parts = new ArrayList<>();
    for (long first = 0; first < 1_000_000; first += 250_000) {
      Positions part = new Positions();
      for (long offset = first; offset < first + 250_000; offset++) {
        part.add(0, offset);
      }
      parts.add(part);
    }
    Positions all = Positions.of(parts);

    assertThat(all.weight()).isLessThan(64 + 200);
    assertThat(shown(all)).isEqualTo(run(0, 0, 1_000_000));
  }

  @Test
  void theWeightGrowsWithWhatIsHeld() {
    Positions positions = new Positions();
    long empty = positions.weight();
    positions.add(1, 1);
    assertThat(positions.weight()).isGreaterThan(empty);
    assertThat(shown(new Positions())).isEmpty();
  }
}
