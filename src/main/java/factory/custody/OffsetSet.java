package factory.custody;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * A compressed set of offsets of one partition.
 *
 * <p>One 32-bit Roaring bitmap for each 2^32 offsets. Written in the portable 64-bit format of the
 * Roaring specification, so that other languages can read it. Not thread-safe for writers; a set
 * that no longer changes can be read by many threads.
 */
public final class OffsetSet {
  private final TreeMap<Integer, RoaringBitmap> chunks = new TreeMap<>();

  /** The chunk that was last added to: neighbours come together. */
  private @Nullable RoaringBitmap lastChunk;

  private int lastHigh;

  /**
   * Adds an offset.
   *
   * @param offset 0 or more
   * @return whether it is new
   */
  public boolean add(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset + " is negative");
    }
    int high = high(offset);
    RoaringBitmap chunk = lastChunk;
    if (chunk == null || lastHigh != high) {
      chunk = chunks.computeIfAbsent(high, key -> new RoaringBitmap());
      lastChunk = chunk;
      lastHigh = high;
    }
    return chunk.checkedAdd((int) offset);
  }

  /** Adds all of {@code other}. */
  public void addAll(OffsetSet other) {
    other.chunks.forEach(
        (high, bits) -> chunks.computeIfAbsent(high, key -> new RoaringBitmap()).or(bits));
  }

  /** Adds those of 65,536 offsets from {@code from} on whose bit is set. */
  void addPage(long from, long[] words) {
    RoaringBitmap page = BitSetUtil.bitmapOf(words);
    RoaringBitmap bits = RoaringBitmap.addOffset(page, from & 0xffffffffL);
    chunks.computeIfAbsent(high(from), key -> new RoaringBitmap()).or(bits);
  }

  /** Whether {@code offset} is in it. */
  public boolean contains(long offset) {
    RoaringBitmap chunk = chunks.get(high(offset));
    return chunk != null && chunk.contains((int) offset);
  }

  /** How many offsets it has. */
  public long count() {
    long count = 0;
    for (RoaringBitmap chunk : chunks.values()) {
      count += chunk.getLongCardinality();
    }
    return count;
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return chunks.values().stream().allMatch(RoaringBitmap::isEmpty);
  }

  /** The lowest offset, or -1. */
  public long first() {
    for (Map.Entry<Integer, RoaringBitmap> chunk : chunks.entrySet()) {
      if (!chunk.getValue().isEmpty()) {
        return join(chunk.getKey(), chunk.getValue().first());
      }
    }
    return -1;
  }

  /** The highest offset, or -1. */
  public long last() {
    for (Map.Entry<Integer, RoaringBitmap> chunk : chunks.descendingMap().entrySet()) {
      if (!chunk.getValue().isEmpty()) {
        return join(chunk.getKey(), chunk.getValue().last());
      }
    }
    return -1;
  }

  /** The lowest offset from {@code from} on that is not in it. */
  public long nextAbsent(long from) {
    long at = from;
    while (true) {
      RoaringBitmap chunk = chunks.get(high(at));
      if (chunk == null) {
        return at;
      }
      long absent = chunk.nextAbsentValue((int) at);
      if (absent >= 0 && absent < 1L << 32) {
        return ((long) high(at) << 32) | absent;
      }
      at = ((long) high(at) + 1) << 32;
    }
  }

  /** The lowest offset that both have, or -1. */
  public long firstCommon(OffsetSet other) {
    for (Map.Entry<Integer, RoaringBitmap> chunk : chunks.entrySet()) {
      RoaringBitmap bits = other.chunks.get(chunk.getKey());
      if (bits != null && RoaringBitmap.intersects(chunk.getValue(), bits)) {
        return join(chunk.getKey(), RoaringBitmap.and(chunk.getValue(), bits).first());
      }
    }
    return -1;
  }

  /** Takes out all offsets below {@code limit}. */
  public void removeBelow(long limit) {
    lastChunk = null;
    chunks.headMap(high(limit)).clear();
    RoaringBitmap chunk = chunks.get(high(limit));
    if (chunk != null) {
      chunk.remove(0L, limit & 0xffffffffL);
      if (chunk.isEmpty()) {
        chunks.remove(high(limit));
      }
    }
  }

  /** Shows all offsets, lowest first. */
  public void forEach(LongConsumer visitor) {
    chunks.forEach((high, bits) -> bits.forEach((int low) -> visitor.accept(join(high, low))));
  }

  /** Estimated size in bytes, in memory and on disk alike. */
  public long bytes() {
    long bytes = 8;
    for (RoaringBitmap chunk : chunks.values()) {
      bytes += 4 + chunk.getLongSizeInBytes();
    }
    return bytes;
  }

  /** A set of its own with the same offsets. */
  public OffsetSet copy() {
    OffsetSet copy = new OffsetSet();
    chunks.forEach((high, bits) -> copy.chunks.put(high, bits.clone()));
    return copy;
  }

  /** The portable 64-bit Roaring format in Base64. */
  public String toBase64() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(Long.reverseBytes(chunks.size()));
      for (Map.Entry<Integer, RoaringBitmap> chunk : chunks.entrySet()) {
        out.writeInt(Integer.reverseBytes(chunk.getKey()));
        chunk.getValue().runOptimize();
        chunk.getValue().serialize(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused to be written", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads what {@link #toBase64} wrote.
   *
   * @throws IOException if it is damaged
   */
  public static OffsetSet ofBase64(String text) throws IOException {
    OffsetSet set = new OffsetSet();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      long size = Long.reverseBytes(in.readLong());
      for (long i = 0; i < size; i++) {
        int high = Integer.reverseBytes(in.readInt());
        RoaringBitmap bits = new RoaringBitmap();
        bits.deserialize(in);
        set.chunks.put(high, bits);
      }
      if (in.read() >= 0) {
        throw new IOException("a set of offsets goes on after its end");
      }
    } catch (RuntimeException e) {
      throw new IOException("a set of offsets is damaged: " + e.getMessage(), e);
    }
    return set;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof OffsetSet set && chunks.equals(set.chunks));
  }

  @Override
  public int hashCode() {
    return chunks.hashCode();
  }

  @Override
  public String toString() {
    return chunks.toString();
  }

  private static int high(long offset) {
    return (int) (offset >>> 32);
  }

  private static long join(int high, int low) {
    return ((long) high << 32) | (low & 0xffffffffL);
  }
}
