package factory.custody;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the offsets of a shipment in whatever order they come, then makes an {@link OffsetSet}
 * of them.
 *
 * <p>Most lie close together: each page of 65,536 offsets is plain bits, where adding one costs a
 * tenth of what it costs in a compressed set. Those on further pages go into a compressed set at
 * once, so that few offsets far apart take no more memory than {@value #MOST_PAGES} pages of 8 KiB.
 */
public final class OffsetPages {
  private static final int MOST_PAGES = 512;
  private static final int PAGE_BITS = 16;
  private static final int WORDS = (1 << PAGE_BITS) >> 6;

  /** Pages that are found without a look-up; a product's offsets lie on a few. */
  private static final int RECENT = 16;

  private final Map<Long, long[]> pages = new HashMap<>();
  private final OffsetSet far = new OffsetSet();
  private final long[] recentNumbers = new long[RECENT];
  private final long[] @Nullable [] recent = new long[RECENT][];

  /** The page that was last added to: neighbours come together. */
  private long[] last = {};

  private long lastNumber = -1;

  /**
   * Adds an offset.
   *
   * @param offset 0 or more
   * @return whether it is new
   */
  public boolean add(long offset) {
    long[] page = pageOf(offset);
    if (page == null) {
      return far.add(offset); // which refuses a negative one
    }
    int word = word(offset);
    long bit = 1L << offset;
    boolean fresh = (page[word] & bit) == 0;
    page[word] |= bit;
    return fresh;
  }

  /**
   * Adds all offsets from the first to the last, up to one that is not new.
   *
   * @param first 0 or more
   * @return the one that is not new, or -1
   */
  public long addRun(long first, long last) {
    for (long from = first; from <= last; ) {
      long to = Math.min(last, from | (Long.SIZE - 1));
      long bits = (-1L << from) & (-1L >>> ~to); // a shift counts by its last six bits
      long known = addBits(from & -Long.SIZE, bits);
      if (known >= 0) {
        return known;
      }
      from = to + 1;
    }
    return -1;
  }

  /**
   * Adds those offsets whose bits are set, up to one that is not new.
   *
   * @param first the lowest bit's offset, 0 or more, a multiple of 64
   * @return the one that is not new, or -1
   */
  public long addBits(long first, long bits) {
    long[] page = pageOf(first);
    if (page == null) {
      for (long rest = bits; rest != 0; rest &= rest - 1) {
        long offset = first + Long.numberOfTrailingZeros(rest);
        if (!far.add(offset)) {
          return offset;
        }
      }
      return -1;
    }
    int word = word(first);
    long known = page[word] & bits;
    page[word] |= bits;
    return known == 0 ? -1 : first + Long.numberOfTrailingZeros(known);
  }

  private static int word(long offset) {
    return (int) (offset >>> 6) & (WORDS - 1);
  }

  private long @Nullable [] pageOf(long offset) {
    long number = offset >>> PAGE_BITS;
    if (number == lastNumber) {
      return last;
    }
    long[] page = offset < 0 ? null : page(number);
    if (page != null) {
      last = page;
      lastNumber = number;
    }
    return page;
  }

  private long @Nullable [] page(long number) {
    int slot = (int) number & (RECENT - 1);
    long[] page = recent[slot];
    if (page != null && recentNumbers[slot] == number) {
      return page;
    }
    page = pages.get(number);
    if (page == null && pages.size() < MOST_PAGES) {
      page = new long[WORDS];
      pages.put(number, page);
    }
    recent[slot] = page;
    recentNumbers[slot] = number;
    return page;
  }

  /** All that was added; nothing may be added afterwards. */
  public OffsetSet toSet() {
    pages.forEach((number, words) -> far.addPage(number << PAGE_BITS, words));
    return far;
  }
}
