package factory.goods;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Materials of one workshop on their way down its line, in source order.
 *
 * @param materials of pids of that workshop, unless they are packed; not changed after sending
 * @param packed they, if their source packs its records
 * @param hashes of their pids, which the router has looked at already: a look at the pid itself is
 *     a cache miss for the director
 * @param numbers whether all their pids are numbers, so that the hashes alone tell them apart
 * @param count how many of them are used, from the first on
 * @param scrap bad records that travel with them
 * @param boughtFrom the factory clock, in nanoseconds: none of them was bought before
 * @param boughtAt the factory clock, in nanoseconds, when the last of them was bought
 * @param boughtUpTo the factory clock, in nanoseconds: all that was bought for this line until then
 *     is in this batch or was in one before it. An empty batch only says so.
 * @param watermark event time: behind this batch nothing that is in time comes down this line with
 *     a time before this; {@link Lot#NO_WATERMARK} on the machine's clock
 * @param places of the line that its records take, good and bad; more than there are records if
 *     some are large
 * @param bytes estimated heap of the good ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; written once, by the router
public record Batch(
    Material[] materials,
    @Nullable Packed packed,
    long[] hashes,
    boolean numbers,
    int count,
    List<Scrap> scrap,
    long boughtFrom,
    long boughtAt,
    long boughtUpTo,
    long watermark,
    int places,
    long bytes) {
  private static final Material[] NONE = {};
  private static final long[] NO_HASHES = {};

  /** A batch of all these, bought at the same moment, on a line that is bounded in number only. */
  public static Batch of(List<Material> materials, List<Scrap> scrap, long boughtAt) {
    return of(materials, scrap, boughtAt, Places.COUNTED);
  }

  /** A batch of all these, bought at the same moment. */
  public static Batch of(List<Material> materials, List<Scrap> scrap, long boughtAt, Places line) {
    Material[] all = materials.toArray(NONE);
    long[] hashes = materials.stream().mapToLong(material -> material.pid().hash()).toArray();
    boolean numbers = materials.stream().allMatch(material -> material.pid().isNumber());
    return new Batch(
        all,
        null,
        hashes,
        numbers,
        all.length,
        scrap,
        boughtAt,
        boughtAt,
        boughtAt,
        Lot.NO_WATERMARK,
        materials.stream().mapToInt(line::of).sum() + scrap.stream().mapToInt(line::of).sum(),
        materials.stream().mapToLong(Places::weight).sum());
  }

  /** A batch that only tells how far the line is. */
  public static Batch empty(long boughtUpTo) {
    return empty(boughtUpTo, Lot.NO_WATERMARK);
  }

  /** A batch that only tells how far the line is, in both times. */
  public static Batch empty(long boughtUpTo, long watermark) {
    return new Batch(
        NONE,
        null,
        NO_HASHES,
        true,
        0,
        List.of(),
        boughtUpTo,
        boughtUpTo,
        boughtUpTo,
        watermark,
        0,
        0);
  }

  /** The same, and the line is as far as this, in both times. */
  public Batch upTo(long later, long mark) {
    return new Batch(
        materials,
        packed,
        hashes,
        numbers,
        count,
        scrap,
        boughtFrom,
        boughtAt,
        later,
        mark,
        places,
        bytes);
  }

  /** A material of it. */
  public Material material(int record) {
    return packed == null ? materials[record] : packed.material(record);
  }

  /** The pid of a material of it. */
  public Pid pid(int record) {
    return packed == null ? materials[record].pid() : packed.pid(record);
  }

  /** Whether the pid of a material of it is this one, which has the same hash. */
  public boolean has(int record, Pid pid) {
    return packed == null ? pid.equals(materials[record].pid()) : packed.has(record, pid);
  }

  /** How many records, good and bad. */
  public int size() {
    return count + scrap.size();
  }

  /** Whether one of its records takes more than one place. */
  public boolean hasLarge() {
    return places > size();
  }

  /** Estimated heap of a material of it, in bytes. */
  public long weight(int record) {
    return packed == null ? Places.weight(materials[record]) : packed.packing().weight();
  }

  /** How many places of {@code line} a material of it takes. */
  public int places(int record, Places line) {
    return packed == null ? line.of(materials[record]) : line.of(packed.packing());
  }
}
