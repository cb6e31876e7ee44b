package factory.purchasing;

import factory.goods.Material;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How far each of several partitions is read in event time, and how far one may be read ahead of
 * another: the one that is least far is read on, so that none waits long in open products for what
 * another still has.
 */
final class Drift {
  /** Each may be read as far as there is something. */
  static final long UNBOUNDED = -1;

  private final long most;
  private final long[] highest;

  /** {@code most} is in the unit of event times, or {@link #UNBOUNDED}. */
  Drift(int partitions, long most) {
    this.most = most;
    this.highest = new long[partitions];
    Arrays.fill(highest, Material.NO_TIME);
  }

  boolean isBounded() {
    return most != UNBOUNDED;
  }

  /** A partition is read as far as this; {@link Material#NO_TIME} says nothing. */
  void reached(int partition, long time) {
    highest[partition] = Math.max(highest[partition], time);
  }

  /** The highest event time of a partition so far. */
  long highest(int partition) {
    return highest[partition];
  }

  /** Of those that count the one that is least far, of equal ones the first; -1 if none counts. */
  int leastFar(IntPredicate counts) {
    int least = -1;
    for (int i = 0; i < highest.length; i++) {
      if (counts.test(i) && (least < 0 || highest[i] < highest[least])) {
        least = i;
      }
    }
    return least;
  }

  /**
   * Up to where a partition may be read: it is full with the first record beyond that. One of the
   * others that is not begun lets it read a single one.
   *
   * @param counts the partitions that are not to be left behind
   */
  long furthest(int partition, IntPredicate counts) {
    int other = isBounded() ? leastFar(i -> i != partition && counts.test(i)) : -1;
    if (other < 0) {
      return Long.MAX_VALUE;
    }
    long ahead = highest[other] + most;
    return ahead < highest[other] ? Long.MAX_VALUE : ahead;
  }
}
