package factory.production;

import factory.goods.Closed;
import factory.goods.Late;
import factory.goods.Material;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * {@code contract.clock = event}: contracts run on the materials' own time, see {@code
 * docs/time.md}. All spans are counted in {@code unit}.
 *
 * @param unit of all event times: SECONDS, MILLIS, MICROS or NANOS
 * @param gap most time between two neighbours of one product; {@code contract.term}, less one where
 *     the boundary is inclusive
 * @param maxTerm most time from the first to the last of a product; {@link Long#MAX_VALUE} for no
 *     limit
 * @param grace how far the watermark is behind the highest event time
 * @param late what becomes of a material that is behind its partition's watermark
 * @param amendWithin with {@link Lateness#AMEND}: for how long a product is remembered
 * @param idles whether event time goes on without a partition that is silent for long, so that what
 *     is in time by its own partition may come behind the watermark all the same
 */
public record EventClock(
    ChronoUnit unit,
    long gap,
    long maxTerm,
    long grace,
    Lateness late,
    long amendWithin,
    boolean idles) {

  /** Where event time waits for every partition. */
  public EventClock(
      ChronoUnit unit, long gap, long maxTerm, long grace, Lateness late, long amendWithin) {
    this(unit, gap, maxTerm, grace, late, amendWithin, false);
  }

  /** What becomes of late materials. */
  public enum Lateness {
    /** They are scrapped. */
    SCRAP,
    /** They join the product that is open when they come, or are one of their own. */
    ACCEPT,
    /** As accepted, but what belongs to a product that was shipped is a further revision of it. */
    AMEND
  }

  /** The time by which a material is put in order, see {@link Late#order}. */
  long order(Material material) {
    return labels() ? Late.order(material) : material.time();
  }

  /** Whether materials may have a {@link Late} label. */
  public boolean labels() {
    return late != Lateness.SCRAP || idles;
  }

  /** A material is scrapped if it is older than the newest before it by more than this. */
  public long scrapsBehind() {
    return switch (late) {
      case SCRAP -> grace;
      case ACCEPT -> Long.MAX_VALUE;
      case AMEND -> plus(grace, amendWithin);
    };
  }

  /** Most time from the last material of a product to its end. */
  long closesAfter() {
    return Math.min(gap, maxTerm);
  }

  /** How long a worker is kept, and its product remembered, after the last material, at most. */
  public long keepsFor() {
    return late == Lateness.AMEND ? plus(gap, amendWithin) : closesAfter();
  }

  /** Whether nothing from {@code time} on can join a product of these first and last times. */
  boolean isOver(long first, long last, long time) {
    return time > last && (isBeyond(last, time, gap) || isTooLong(first, time));
  }

  /** Whether a product that begins at {@code first} may not reach as far as {@code time}. */
  boolean isTooLong(long first, long time) {
    return maxTerm != Long.MAX_VALUE && isBeyond(first, time, maxTerm);
  }

  /**
   * Whether a material of this time belongs to a product that reaches from {@code first} to {@code
   * last}: it is not more than the gap away, and does not make it too long.
   */
  boolean isWithin(long first, long last, long time) {
    return time >= from(first, last) && time <= until(first, last);
  }

  /** The earliest time that belongs to a product of these first and last times. */
  long from(long first, long last) {
    long near = minus(first, gap);
    return Math.min(first, maxTerm == Long.MAX_VALUE ? near : Math.max(near, minus(last, maxTerm)));
  }

  /** The latest one. */
  long until(long first, long last) {
    long near = plus(last, gap);
    return Math.max(last, maxTerm == Long.MAX_VALUE ? near : Math.min(near, plus(first, maxTerm)));
  }

  /** Why a product ends where nothing joins it: what comes first of gap and longest time. */
  Closed reason(long first, long last) {
    return plus(first, maxTerm) < plus(last, gap) ? Closed.LIMIT : Closed.CONTRACT;
  }

  /** {@code time + span}, or the largest number if that is beyond it. */
  static long plus(long time, long span) {
    long sum = time + span;
    return span >= 0 && sum < time ? Long.MAX_VALUE : sum;
  }

  private static long minus(long time, long span) {
    long difference = time - span;
    return span >= 0 && difference > time ? Long.MIN_VALUE : difference;
  }

  /** Whether {@code later}, which is not before {@code time}, is more than {@code span} later. */
  static boolean isBeyond(long time, long later, long span) {
    return Long.compareUnsigned(later - time, span) > 0; // the difference may exceed 63 bits
  }

  /** A time as ISO 8601 has it, in UTC; as a number where no calendar has it. */
  public String text(long time) {
    try {
      return Instant.EPOCH.plus(time, unit).toString();
    } catch (DateTimeException | ArithmeticException e) {
      return Long.toString(time);
    }
  }
}
