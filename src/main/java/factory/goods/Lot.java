package factory.goods;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records as a source hands them over, in source order, before they are sorted to the lines.
 *
 * @param materials the good ones, unless they are packed; owned by the receiver
 * @param packed the good ones of a source that packs its records, else null; owned by the receiver
 * @param count how many of them are used, from the first on
 * @param scrap the bad ones
 * @param watermark in event time: no record that is in time will come with a time before this; set
 *     by the Buyer, {@link #NO_WATERMARK} as long as nothing can be said and on the machine's clock
 * @param load what its records weigh; null if it is still to be weighed
 */
public record Lot(
    Material[] materials,
    @Nullable Packed packed,
    int count,
    List<Scrap> scrap,
    long watermark,
    @Nullable Load load) {
  /** Nothing can be said: every time is still to come. */
  public static final long NO_WATERMARK = Long.MIN_VALUE;

  private static final Material[] NONE = {};

  /**
   * Estimated heap of records, by {@link Places}.
   *
   * @param bytes of all, scrap not counted
   * @param heaviest of the heaviest, or more
   */
  public record Load(long bytes, long heaviest) {
    /** Of none. */
    public static final Load NONE = new Load(0, 0);

    /** With one more. */
    public Load plus(long weight) {
      return new Load(bytes + weight, Math.max(heaviest, weight));
    }
  }

  /** A lot that is still to be weighed. */
  public Lot(
      Material[] materials, @Nullable Packed packed, int count, List<Scrap> scrap, long watermark) {
    this(materials, packed, count, scrap, watermark, null);
  }

  /** A lot of which nothing is said about event time. */
  public Lot(Material[] materials, int count, List<Scrap> scrap) {
    this(materials, null, count, scrap, NO_WATERMARK);
  }

  /** A packed lot, all good, of which nothing is said about event time. */
  public Lot(Packed packed, int count) {
    this(NONE, packed, count, List.of(), NO_WATERMARK);
  }

  /** How many records, good and bad. */
  public int size() {
    return count + scrap.size();
  }

  /** What the good ones weigh. */
  public Load weighed() {
    if (load != null) {
      return load;
    }
    if (packed != null) {
      long each = packed.packing().weight();
      return new Load(count * each, each);
    }
    Load all = Load.NONE;
    for (int i = 0; i < count; i++) {
      all = all.plus(Places.weight(materials[i]));
    }
    return all;
  }

  /** A good one. */
  public Material material(int record) {
    return packed == null ? materials[record] : packed.material(record);
  }

  /** Event time of a good one. */
  public long time(int record) {
    return packed == null ? materials[record].time() : packed.time(record);
  }

  /** Index of a good one's partition. */
  public int partition(int record) {
    return packed == null ? materials[record].partition() : packed.packing().partition();
  }

  /** Offset of a good one. */
  public long offset(int record) {
    return packed == null ? materials[record].offset() : packed.offset(record);
  }

  /** Puts the good one at {@code from} to {@code to}, over what is there. */
  public void move(int from, int to) {
    if (from == to) {
      return;
    }
    if (packed == null) {
      materials[to] = materials[from];
    } else {
      packed.set(to, packed, from);
    }
  }

  /** The first {@code kept} of the good ones, with other bad ones and another watermark. */
  public Lot with(int kept, List<Scrap> others, long mark) {
    return new Lot(materials, packed, kept, others, mark, load);
  }

  /** The same with an object for each record. */
  public Lot unpacked() {
    if (packed == null) {
      return this;
    }
    Material[] all = new Material[count];
    for (int i = 0; i < count; i++) {
      all[i] = packed.material(i);
    }
    return new Lot(all, null, count, scrap, watermark);
  }
}
