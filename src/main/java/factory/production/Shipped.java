package factory.production;

import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The products of a pid that late materials may still amend: their ids, times and revisions. */
final class Shipped {
  /** Estimated heap of an entry. */
  private static final int ENTRY_BYTES = 72;

  private final List<Entry> entries = new ArrayList<>(1);
  private @Nullable Entry amended;

  /** One product and its revisions so far. */
  private static final class Entry {
    private final int partition;
    private final long offset;
    private long first;
    private long last;
    private int revision;

    private Entry(Product product, long first, long last) {
      this.partition = product.partition();
      this.offset = product.offset();
      this.first = first;
      this.last = last;
    }

    /** The product as the next revision of this one. */
    private Product amend(Product late) {
      first = Math.min(first, late.first());
      last = Math.max(last, late.last());
      revision++;
      return new Product(
          partition,
          offset,
          late.pid(),
          late.pclass(),
          late.closed(),
          late.materials(),
          late.first(),
          late.last(),
          revision,
          late.fields(),
          late.positions());
    }
  }

  /** Until {@link #endAmending}, a product amends that which materials of these times belong to. */
  void beginAmending(long from, long to, long gap) {
    amended = find(from, to, gap);
  }

  void endAmending() {
    amended = null;
  }

  /**
   * Remembers a product whose materials have these times, or the next revision of the one that is
   * being amended.
   *
   * @return what is to be shipped
   */
  Product note(Product product, long first, long last) {
    if (amended != null) {
      return amended.amend(product);
    }
    entries.add(new Entry(product, first, last));
    return product;
  }

  /** The latest product that materials of these times belong to; null if there is none. */
  private @Nullable Entry find(long from, long to, long gap) {
    Entry found = null;
    for (Entry entry : entries) {
      if (reaches(entry.first, entry.last, from, to, gap)
          && (found == null || entry.last > found.last)) {
        found = entry;
      }
    }
    return found;
  }

  /** Whether what happened from {@code from} to {@code to} is not more than the gap away. */
  static boolean reaches(long first, long last, long from, long to, long gap) {
    return (to >= first || !EventClock.isBeyond(to, first, gap))
        && (from <= last || !EventClock.isBeyond(last, from, gap));
  }

  /** Forgets what nothing can amend any more; true if nothing is left. */
  boolean forget(long watermark, EventClock clock) {
    entries.removeIf(entry -> EventClock.plus(entry.last, clock.keepsFor()) < watermark);
    return entries.isEmpty();
  }

  /** Estimated bytes. */
  long weight() {
    return 48 + (long) ENTRY_BYTES * entries.size();
  }
}
