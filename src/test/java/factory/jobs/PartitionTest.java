package factory.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PartitionTest {
  @Test
  void hundredElementsInEightRangesAreExactlyEight() {
    assertThat(Partition.of(100).into(8).ranges())
        .hasSize(8)
        .extracting(Range::size)
        .containsExactly(12L, 12L, 12L, 12L, 13L, 13L, 13L, 13L);
  }

  @Property
  void rangesCoverAllOnceAndAreBalanced(
      @ForAll @LongRange(max = 5000) long size, @ForAll @IntRange(min = 1, max = 300) int n) {
    List<Range> ranges = Partition.of(size).into(n).ranges();
    assertThat(ranges).hasSize((int) Math.min(n, size));
    covers(ranges, 0, size);
    long least = ranges.stream().mapToLong(Range::size).min().orElse(0);
    long most = ranges.stream().mapToLong(Range::size).max().orElse(0);
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Property
  void rangesOfASizeCoverAllOnce(
      @ForAll @LongRange(max = 5000) long size,
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long each) {
    List<Range> ranges = Partition.of(size).bySize(each).ranges();
    covers(ranges, 0, size);
    assertThat(ranges.stream().limit(Math.max(0, ranges.size() - 1)))
        .allMatch(range -> range.size() == each);
  }

  @Test
  void startsAndEndsAnywhere() {
    Partition part = Partition.of(100).startingAt(20).endingAt(90);
    assertThat(part.size()).isEqualTo(70);
    covers(part.into(9).ranges(), 20, 90);
    covers(part.bySize(30).ranges(), 20, 90);
    assertThat(part.startingAt(90).into(3).ranges()).isEmpty();
  }

  @Test
  void theCutStaysWhereTheEndsAreSaidAfterIt() {
    assertThat(Partition.of(100).into(3).startingAt(50).ranges())
        .isEqualTo(Partition.of(100).startingAt(50).into(3).ranges());
    assertThat(Partition.of(100).bySize(30).endingAt(70).ranges())
        .isEqualTo(Partition.of(100).endingAt(70).bySize(30).ranges());
  }

  @Test
  void saysWhatItIs() {
    assertThat(Partition.of(100).startingAt(20).into(8))
        .hasToString("elements 20 to 99 in 8 ranges");
    assertThat(Partition.of(1)).hasToString("elements 0 to 0 in 1 range");
    assertThat(Partition.of(0)).hasToString("no elements");
  }

  @Test
  void countsBeyondWhatAnIntHolds() {
    long many = 1L << 40;
    covers(Partition.of(many).into(1000).ranges(), 0, many);
    covers(Partition.of(many).bySize(many / 7).ranges(), 0, many);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> Partition.of(-1)).hasMessageContaining("-1 elements");
    assertThatThrownBy(() -> Partition.of(5).into(0))
        .hasMessage("there must be at least 1 range, was 0");
    assertThatThrownBy(() -> Partition.of(5).bySize(0))
        .hasMessage("a range must have at least 1 element, was 0");
    assertThatThrownBy(() -> Partition.of(5).startingAt(6))
        .hasMessage("the first element must be from 0 to 5, was 6");
    assertThatThrownBy(() -> Partition.of(1L << 40).bySize(1)).hasMessageContaining("more than");
  }

  private static void covers(List<Range> ranges, long from, long to) {
    long at = from;
    for (Range range : ranges) {
      assertThat(range.from()).isEqualTo(at);
      assertThat(range.to()).isGreaterThan(at);
      at = range.to();
    }
    assertThat(at).isEqualTo(to);
  }
}
