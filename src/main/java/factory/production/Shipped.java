package factory.production;

import factory.custody.Amendable;
import factory.goods.Partition;
import factory.goods.Pid;
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

    /** Whether an earlier run has shipped it. */
    private boolean recalled;

    private Entry(Amendable product, int partition) {
      this.partition = partition;
      this.offset = product.offset();
      this.first = product.first();
      this.last = product.last();
      this.revision = product.revision();
      this.recalled = true;
    }

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

  /** Remembers a product that an earlier run has shipped. */
  void recall(Amendable product, int partition) {
    entries.add(new Entry(product, partition));
  }

  /** Those that an earlier run has shipped, as they are now. */
  List<Amendable> recalled(Pid pid, List<Partition> partitions) {
    List<Amendable> recalled = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.recalled) {
        recalled.add(
            new Amendable(
                pid.hash(),
                pid.text(),
                partitions.get(entry.partition).name(),
                entry.offset,
                entry.first,
                entry.last,
                entry.revision));
      }
    }
    return recalled;
  }

  /** Until {@link #endAmending}, a product amends that which a material of this time belongs to. */
  void beginAmending(long time, long gap) {
    amended = find(time, gap);
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

  /** The latest product that a material of this time belongs to; null if there is none. */
  private @Nullable Entry find(long time, long gap) {
    Entry found = null;
    for (Entry entry : entries) {
      if (reaches(entry.first, entry.last, time, gap)
          && (found == null || entry.last > found.last)) {
        found = entry;
      }
    }
    return found;
  }

  /** Whether a time lies between these two or not more than the gap away. */
  static boolean reaches(long first, long last, long time, long gap) {
    return time < first
        ? !EventClock.isBeyond(time, first, gap)
        : time <= last || !EventClock.isBeyond(last, time, gap);
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
