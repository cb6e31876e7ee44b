package factory.purchasing;

import factory.goods.Material;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * In which order several followed logs are looked at, how far each may be read, and which of them
 * event time does not wait for.
 *
 * <p>In event time the one that is least far comes first, and none is read further ahead of one
 * that holds others than it may be: one that is not idle, and has had an event time or was not
 * looked at yet. Else another one comes first each time.
 */
final class ReadingOrder {
  /** After how long it is said that a log is held back, where none is ever idle. */
  static final Duration SAID_AFTER = Duration.ofMinutes(1);

  private static final long NOT = Long.MIN_VALUE;

  private final int logs;
  private final Drift drift;
  private final Idleness idleness;
  private final LongSupplier nanos;
  private final long saidAfter;
  private final BitSet looked = new BitSet();

  /** Since when a log is too far ahead to be read, or {@link #NOT}. */
  private final long[] aheadSince;

  private final BitSet heldBack = new BitSet();

  private int first;

  /**
   * The order of these.
   *
   * @param drift how far each was read by earlier runs
   * @param idleAfter of {@link SourceSettings.Followed}
   * @param nanos the machine's clock
   */
  ReadingOrder(int logs, Drift drift, Duration idleAfter, LongSupplier nanos) {
    this.logs = logs;
    this.drift = drift;
    this.nanos = nanos;
    this.idleness = new Idleness(logs, idleAfter, nanos);
    boolean waits = idleAfter.equals(SourceSettings.Followed.WAITED_FOR);
    this.saidAfter = (waits ? SAID_AFTER : idleAfter).toNanos();
    this.aheadSince = new long[logs];
    Arrays.fill(aheadSince, NOT);
  }

  /** Whether event time says who comes first; else all are looked at in turn. */
  boolean isByTime() {
    return drift.isBounded();
  }

  /** All logs, in the order in which they are looked at. */
  List<Integer> round() {
    List<Integer> round = new ArrayList<>(logs);
    for (int i = 0; i < logs; i++) {
      round.add((first + i) % logs);
    }
    first = (first + 1) % logs;
    if (isByTime()) {
      round.sort(Comparator.comparingLong(drift::highest));
    }
    return round;
  }

  /** Whether a log may be looked at; else it is too far ahead of another. */
  boolean mayBeRead(int log) {
    return drift.highest(log) <= furthest(log);
  }

  /** Up to which event time it may be read: it is full with the first record beyond that. */
  long furthest(int log) {
    return drift.furthest(log, this::holdsOthers);
  }

  /** One that was looked at and has no event time yet holds nobody: it may never have one. */
  private boolean holdsOthers(int log) {
    return !isIdle(log) && !(looked.get(log) && drift.highest(log) == Material.NO_TIME);
  }

  /**
   * A log was looked at, and has come as far as {@code highest}.
   *
   * @return whether it has just become idle
   */
  boolean looked(int log, boolean found, long highest) {
    looked.set(log);
    drift.reached(log, highest);
    aheadSince[log] = NOT;
    heldBack.clear(log);
    return idleness.look(log, found);
  }

  /**
   * A log was not looked at, since it may not be read.
   *
   * @return whether it has just been so for so long that it is said
   */
  boolean passedOver(int log) {
    idleness.passedOver(log);
    long now = nanos.getAsLong();
    if (aheadSince[log] == NOT) {
      aheadSince[log] = now;
    }
    if (heldBack.get(log) || now - aheadSince[log] < saidAfter) {
      return false;
    }
    heldBack.set(log);
    return true;
  }

  /** Whether two looks at a log, so far apart and all between, found nothing. */
  boolean isIdle(int log) {
    return idleness.isIdle(log);
  }

  /** Whether a log was too far ahead to be looked at for long. */
  boolean isHeldBack(int log) {
    return heldBack.get(log);
  }
}
