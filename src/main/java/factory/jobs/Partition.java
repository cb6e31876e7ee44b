package factory.jobs;

import java.util.ArrayList;
import java.util.List;

/**
 * Which elements there are and how they are cut; knows neither the data nor the workers.
 *
 * <pre>{@code
 * Partition.of(100).into(8)                    // 8 ranges of 12 or 13
 * Partition.of(100).startingAt(20).bySize(30)  // 20 to 49, 50 to 79, 80 to 99
 * }</pre>
 */
public final class Partition {
  /** The ranges of the elements from one to before another. */
  private interface Cut {
    List<Range> of(long from, long to);
  }

  private final long from;
  private final long to;
  private final Cut cut;
  private final List<Range> ranges;

  private Partition(long from, long to, Cut cut) {
    this.from = from;
    this.to = to;
    this.cut = cut;
    this.ranges = List.copyOf(cut.of(from, to));
  }

  /** All of so many elements, in one range. */
  public static Partition of(long elements) {
    if (elements < 0) {
      throw new IllegalArgumentException("there cannot be " + elements + " elements");
    }
    return new Partition(0, elements, (from, to) -> balanced(1, from, to));
  }

  /** The same elements without those before {@code first}, cut in the same way. */
  public Partition startingAt(long first) {
    return new Partition(within("the first element", first), to, cut);
  }

  /** The same elements without those from {@code end} on, cut in the same way. */
  public Partition endingAt(long end) {
    return new Partition(from, within("the end", end), cut);
  }

  private long within(String what, long place) {
    if (place < from || place > to) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s, was %s".formatted(what, from, to, place));
    }
    return place;
  }

  /**
   * Exactly so many ranges, whose sizes differ by at most one; one for each element where there are
   * fewer elements than that.
   */
  public Partition into(int ranges) {
    if (ranges < 1) {
      throw new IllegalArgumentException("there must be at least 1 range, was " + ranges);
    }
    return new Partition(from, to, (first, end) -> balanced(ranges, first, end));
  }

  private static List<Range> balanced(int ranges, long from, long to) {
    int n = (int) Math.min(ranges, to - from);
    List<Range> cut = new ArrayList<>(n);
    long at = from;
    for (int i = 0; i < n; i++) {
      long end = at + (to - at) / (n - i);
      cut.add(new Range(i, at, end));
      at = end;
    }
    return cut;
  }

  /** Ranges of so many elements; the last may have fewer. */
  public Partition bySize(long elements) {
    if (elements < 1) {
      throw new IllegalArgumentException("a range must have at least 1 element, was " + elements);
    }
    return new Partition(from, to, (first, end) -> sized(elements, first, end));
  }

  private static List<Range> sized(long elements, long from, long to) {
    long n = (to - from) / elements + ((to - from) % elements == 0 ? 0 : 1);
    if (n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "ranges of " + elements + " would be " + n + ", more than there can be");
    }
    List<Range> cut = new ArrayList<>((int) n);
    for (int i = 0; i < n; i++) {
      long at = from + i * elements;
      cut.add(new Range(i, at, elements > to - at ? to : at + elements));
    }
    return cut;
  }

  /** The first element. */
  public long from() {
    return from;
  }

  /** The one behind the last. */
  public long to() {
    return to;
  }

  /** How many elements there are. */
  public long size() {
    return to - from;
  }

  /** The ranges, in order; none of them empty, so none at all where there is no element. */
  public List<Range> ranges() {
    return ranges;
  }

  /** Its elements, as people count them, and how many ranges they are cut into. */
  @Override
  public String toString() {
    return size() == 0
        ? "no elements"
        : "elements %s to %s in %s %s"
            .formatted(from, to - 1, ranges.size(), ranges.size() == 1 ? "range" : "ranges");
  }
}
