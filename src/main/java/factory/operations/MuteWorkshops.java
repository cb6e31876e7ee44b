package factory.operations;

import factory.operations.Bottleneck.Stage;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Workshops that have stopped while the Buyer waits, or for longer: they give no credit back, and
 * cannot say any more that their line is full.
 */
final class MuteWorkshops {
  /** Looks without a purchase until the Buyer buys nothing: one may just have had no new report. */
  private static final int LOOKS = 2;

  /** Who does not report for so long stands still, also while the Buyer still finds room. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private long bought = -1;
  private int without;

  /**
   * Looks once an interval.
   *
   * @param overdue for how long the workshops have not reported that should have
   * @return who holds the others up; null where all report, or nothing is bought that waits
   */
  @Nullable Bottleneck look(PurchaseStock purchases, SortedMap<Integer, Duration> overdue) {
    without = purchases.bought() == bought ? without + 1 : 0;
    bought = purchases.bought();
    boolean buys = without < LOOKS;
    boolean waits = purchases.held() > 0 && !buys;
    if (buys) {
      overdue.values().removeIf(time -> time.compareTo(LONG) < 0);
    }
    return (waits || buys) && !overdue.isEmpty() ? found(purchases.held(), overdue) : null;
  }

  private static Bottleneck found(long held, SortedMap<Integer, Duration> overdue) {
    boolean one = overdue.size() == 1;
    Duration longest = overdue.values().stream().max(Duration::compareTo).orElseThrow();
    String numbers =
        overdue.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Bottleneck(
        Stage.BLUEPRINT,
        (one ? "workshop " : "workshops ") + numbers,
        (one ? "it has" : "they have")
            + " not reported for "
            + Text.span(longest)
            + (one ? " and takes" : " and take")
            + " nothing up"
            + (held == 0
                ? ""
                : ", while "
                    + Text.count(held, "record")
                    + (held == 1 ? " waits" : " wait")
                    + " at the Buyer")
            + "; a thread dump (jstack) shows where "
            + (one ? "it is" : "they are"),
        1);
  }
}
