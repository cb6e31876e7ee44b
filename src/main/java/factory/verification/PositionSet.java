package factory.verification;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Base64;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/**
 * Offsets of one partition, read by the library's own reader of the portable format. Not
 * thread-safe.
 */
final class PositionSet {
  private final Roaring64NavigableMap bits = new Roaring64NavigableMap();

  /**
   * The set that stands in a manifest or a ledger.
   *
   * @throws IOException if it is damaged
   */
  static PositionSet ofBase64(String text) throws IOException {
    PositionSet set = new PositionSet();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      set.bits.deserializePortable(in);
      return set;
    } catch (RuntimeException e) {
      throw new IOException("a set of offsets is damaged", e);
    }
  }

  /** Adds an offset; whether it is new. */
  boolean add(long offset) {
    if (bits.contains(offset)) {
      return false;
    }
    bits.addLong(offset);
    return true;
  }

  void addAll(PositionSet other) {
    bits.or(other.bits);
  }

  /** Adds all offsets below {@code end}. */
  void addBelow(long end) {
    if (end > 0) {
      bits.addRange(0, end);
    }
  }

  boolean contains(long offset) {
    return bits.contains(offset);
  }

  long count() {
    return bits.getLongCardinality();
  }

  /** The lowest offset, or -1. */
  long first() {
    LongIterator all = bits.getLongIterator();
    return all.hasNext() ? all.next() : -1;
  }

  /** The highest offset, or -1. */
  long last() {
    LongIterator all = bits.getReverseLongIterator();
    return all.hasNext() ? all.next() : -1;
  }

  /** What both have. */
  PositionSet common(PositionSet other) {
    PositionSet common = copy();
    common.bits.and(other.bits);
    return common;
  }

  /** What {@code other} does not have. */
  PositionSet without(PositionSet other) {
    PositionSet rest = copy();
    rest.bits.andNot(other.bits);
    return rest;
  }

  /** The offsets below the highest that are not in it. */
  PositionSet gaps() {
    PositionSet all = new PositionSet();
    all.addBelow(last() + 1);
    return all.without(this);
  }

  private PositionSet copy() {
    PositionSet copy = new PositionSet();
    copy.bits.or(bits);
    return copy;
  }
}
