package factory.production;

import factory.goods.Positions;
import factory.operations.Why;
import java.util.ArrayList;
import java.util.List;

/** Positions for a reader: neighbours joined, partitions named. */
final class Spans {
  /** Of a product with more pieces only the first are named. */
  private static final int MOST = 100;

  private final List<String> partitions;
  private final List<Why.Span> spans = new ArrayList<>();
  private int partition = -1;
  private long from;
  private long to;

  private Spans(List<String> partitions) {
    this.partitions = partitions;
  }

  static Why.Held of(Positions positions, List<String> partitions) {
    Spans spans = new Spans(partitions);
    positions.forEach(spans::add);
    spans.end();
    return new Why.Held(positions.count(), List.copyOf(spans.spans));
  }

  /** The name of a partition, or its number where it has none. */
  static String name(List<String> partitions, int partition) {
    return partition < partitions.size() ? partitions.get(partition) : "partition " + partition;
  }

  private void add(int nextPartition, long offset) {
    if (nextPartition != partition || offset != to + 1) {
      end();
      partition = nextPartition;
      from = offset;
    }
    to = offset;
  }

  private void end() {
    if (partition >= 0 && spans.size() < MOST) {
      spans.add(new Why.Span(name(partitions, partition), from, to));
    }
  }
}
