package factory.production;

import factory.custody.Amendable;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products of a pid that late materials may still amend: their ids, times and revisions.
 * Thread-safe, since a pid's next worker may be there before the last one has left.
 */
final class Shipped {
  /** Estimated heap of an entry. */
  private static final int ENTRY_BYTES = 64;

  private final List<Entry> entries = new ArrayList<>(1);

  /** One product with its revisions so far. */
  static final class Entry {
    private final int partition;
    private final long offset;
    private long first;
    private long last;
    private int revision;

    private Entry(int partition, long offset, long first, long last, int revision) {
      this.partition = partition;
      this.offset = offset;
      this.first = first;
      this.last = last;
      this.revision = revision;
    }

    private synchronized void reach(long from, long to, int number) {
      first = Math.min(first, from);
      last = Math.max(last, to);
      revision = Math.max(revision, number);
    }

    /** First time of the product and its revisions. */
    synchronized long first() {
      return first;
    }

    /** Last time of the product and its revisions. */
    synchronized long last() {
      return last;
    }

    /** The product as the next revision of this one. */
    synchronized Product amend(Product late) {
      reach(late.first(), late.last(), revision + 1);
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

    /** Whether it is later than another, by what they say themselves: the same in every run. */
    private boolean isLaterThan(Entry other) {
      int order = Long.compare(last(), other.last());
      order = order == 0 ? Long.compare(first(), other.first()) : order;
      order = order == 0 ? Integer.compare(partition, other.partition) : order;
      return (order == 0 ? Long.compare(offset, other.offset) : order) > 0;
    }
  }

  /** Remembers a product, or a revision of one, that an earlier run has shipped. */
  synchronized void recall(Amendable product, int partition) {
    for (Entry entry : entries) {
      if (entry.partition == partition && entry.offset == product.offset()) {
        entry.reach(product.first(), product.last(), product.revision());
        return;
      }
    }
    entries.add(
        new Entry(
            partition, product.offset(), product.first(), product.last(), product.revision()));
  }

  /** Remembers a product. */
  synchronized void note(Product product) {
    entries.add(
        new Entry(product.partition(), product.offset(), product.first(), product.last(), 0));
  }

  /** The latest product that a material of this time belongs to; null if there is none. */
  synchronized @Nullable Entry find(long time, EventClock clock) {
    Entry found = null;
    for (Entry entry : entries) {
      if (clock.isWithin(entry.first(), entry.last(), time)) {
        found = later(found, entry);
      }
    }
    return found;
  }

  /** The later one of two products, of which there may be none. */
  static @Nullable Entry later(@Nullable Entry a, @Nullable Entry b) {
    return a == null || (b != null && b.isLaterThan(a)) ? b : a;
  }

  /** Forgets what nothing can amend any more; true if nothing is left. */
  synchronized boolean forget(long watermark, EventClock clock) {
    entries.removeIf(entry -> EventClock.plus(entry.last(), clock.keepsFor()) < watermark);
    return entries.isEmpty();
  }

  /** Estimated bytes. */
  synchronized long weight() {
    return 48 + (long) ENTRY_BYTES * entries.size();
  }
}
