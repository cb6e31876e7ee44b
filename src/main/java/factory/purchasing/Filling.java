package factory.purchasing;

import factory.goods.Batch;
import factory.goods.Material;
import factory.goods.Packed;
import factory.goods.Places;
import factory.goods.Scrap;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The good records of a batch that is being filled, as objects or packed: a source packs all of its
 * records or none. Not thread-safe.
 */
final class Filling {
  private static final Material[] NO_MATERIALS = {};
  private static final long[] NO_HASHES = {};
  private static final int SMALLEST = 16;

  private Material[] materials = NO_MATERIALS;
  private long[] hashes = NO_HASHES;
  private @Nullable Packed packed;

  /** Whether all pids are numbers. */
  private boolean numbers = true;

  private int count;
  private int lastCount;

  /**
   * When records were bought, up to when the line is told, and its watermark; see {@link Batch}.
   */
  record Times(long boughtFrom, long boughtAt, long boughtUpTo, long watermark) {}

  /** What the records of a batch take, good and bad; see {@link Batch}. */
  record Room(int places, long bytes) {}

  int count() {
    return count;
  }

  /**
   * Adds a material.
   *
   * @param hash of its pid
   * @param limit most that will be added
   */
  void add(Material material, long hash, int limit) {
    if (packed != null) {
      throw new IllegalStateException("a source packs all of its records or none");
    }
    if (count == hashes.length) {
      int larger = larger(limit);
      materials = Arrays.copyOf(materials, larger);
      hashes = Arrays.copyOf(hashes, larger);
    }
    numbers &= material.pid().isNumber();
    materials[count] = material;
    hashes[count++] = hash;
  }

  /**
   * Adds the first {@code more} of these records of a packed lot.
   *
   * @param limit most that will be added
   */
  void addAll(Packed lot, int[] records, int more, int limit) {
    Packed mine = packed;
    if (mine == null ? count > 0 : !mine.isLike(lot)) {
      throw new IllegalStateException("a source packs its records in one way or not at all");
    }
    if (mine == null) {
      mine = Packed.of(lot.packing(), Math.max(more, larger(limit)), lot.pids().kind());
      packed = mine;
    } else if (count + more > mine.hashes().length) {
      mine = mine.from(0, Math.max(count + more, larger(limit)));
      packed = mine;
    }
    mine.setAll(count, lot, records, more);
    count += more;
  }

  /**
   * Arrays about as large as the last batch, since a slow source fills a small part of the largest
   * one.
   */
  private int larger(int limit) {
    int first = Math.max(SMALLEST, lastCount + (lastCount >> 2));
    return Math.min(limit, Math.max(first, 2 * count));
  }

  /** How many places of {@code line} one of them takes. */
  int places(int record, Places line) {
    return packed == null ? line.of(materials[record]) : line.of(packed.packing());
  }

  /** All that is there, as a batch; it is empty then. */
  Batch take(List<Scrap> scrap, Room room, Times times) {
    Batch full = batch(materials, hashes, packed, count, scrap, room, times);
    lastCount = count;
    materials = NO_MATERIALS;
    hashes = NO_HASHES;
    packed = null;
    numbers = true;
    count = 0;
    return full;
  }

  /** The first {@code good} as a batch; the others stay. */
  Batch takeFirst(int good, List<Scrap> scrap, Room room, Times times) {
    Packed all = packed;
    Batch part;
    if (all == null) {
      part =
          batch(
              Arrays.copyOf(materials, good),
              Arrays.copyOf(hashes, good),
              null,
              good,
              scrap,
              room,
              times);
      materials = Arrays.copyOfRange(materials, good, materials.length);
      hashes = Arrays.copyOfRange(hashes, good, hashes.length);
    } else {
      part = batch(NO_MATERIALS, NO_HASHES, all.from(0, good), good, scrap, room, times);
      packed = all.from(good, all.hashes().length - good);
    }
    count -= good;
    return part;
  }

  private Batch batch(
      Material[] objects,
      long[] ofObjects,
      @Nullable Packed rows,
      int good,
      List<Scrap> scrap,
      Room room,
      Times times) {
    return new Batch(
        objects,
        rows,
        rows == null ? ofObjects : rows.hashes(),
        rows == null ? numbers : rows.numbers(),
        good,
        scrap,
        times.boughtFrom(),
        times.boughtAt(),
        times.boughtUpTo(),
        times.watermark(),
        room.places(),
        room.bytes());
  }
}
