package factory.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far workshops are behind: what has come to them and is not assembled, in time of what they
 * assemble of late. A line may have room for hours of a trickle: one that is not full says nothing.
 */
final class Backlogs {
  /** A workshop with more to assemble than it does in this time is behind. */
  static final Duration BEHIND = Duration.ofSeconds(5);

  /** As few are no backlog: a batch, a round and what workers have in hand. */
  static final long FEW = 1_000;

  /** What is assembled of late is what was in this time; before it nothing is known. */
  private static final Duration OF_LATE = Duration.ofSeconds(5);

  private final Map<Integer, Deque<Point>> points = new HashMap<>();

  private record Point(Duration at, long assembled) {}

  /** Takes down how much the workshops have assembled so far. */
  void look(List<WorkshopStock> workshops, Duration now) {
    for (WorkshopStock stock : workshops) {
      Deque<Point> known = points.computeIfAbsent(stock.workshop(), w -> new ArrayDeque<>());
      known.addLast(new Point(now, stock.assembled()));
      while (now.minus(known.element().at).compareTo(OF_LATE) > 0 && isOld(known, now)) {
        known.remove();
      }
    }
  }

  /** Whether the second is old enough to be the first. */
  private static boolean isOld(Deque<Point> known, Duration now) {
    Point second = known.stream().skip(1).findFirst().orElseThrow();
    return now.minus(second.at).compareTo(OF_LATE) >= 0;
  }

  /** Whether a workshop has more to assemble than it does in {@link #BEHIND}. */
  boolean isBehind(WorkshopStock stock) {
    Deque<Point> known = points.get(stock.workshop());
    if (known == null) {
      return false;
    }
    double seconds = known.getLast().at.minus(known.element().at).toMillis() / 1e3;
    long toAssemble = stock.onLine() + stock.delivered();
    double assembled = stock.assembled() - known.element().assembled;
    return seconds >= OF_LATE.toSeconds()
        && toAssemble > FEW
        && toAssemble > BEHIND.toSeconds() * assembled / seconds;
  }
}
