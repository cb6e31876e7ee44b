package factory.production;

import factory.custody.Amendable;
import factory.goods.Product;
import org.jspecify.annotations.Nullable;

/**
 * The products of a pid that late materials may still amend: their ids, times and revisions.
 * Thread-safe, since a pid's next worker may be there before the last one has left.
 *
 * <p>A tree in the order of their last times (a treap), each node with how far all below it reach:
 * the latest product that a time belongs to is found in as many steps as the tree is high, however
 * many are remembered. No library's tree can be asked that.
 */
final class Shipped {
  /** Estimated heap of an entry. */
  private static final int ENTRY_BYTES = 72;

  private final EventClock clock;
  private @Nullable Entry root;
  private int size;

  /** How many entries were looked at to find one. */
  private long looked;

  Shipped(EventClock clock) {
    this.clock = clock;
  }

  /** One product with its revisions so far; changed under the lock of all of them. */
  final class Entry {
    private final int partition;
    private final long offset;
    private volatile long first;
    private volatile long last;
    private int revision;
    private @Nullable Entry earlier;
    private @Nullable Entry later;

    /** First and last time that may belong to this one or to one below it. */
    private long from;

    private long until;

    private Entry(int partition, long offset, long first, long last, int revision) {
      this.partition = partition;
      this.offset = offset;
      this.first = first;
      this.last = last;
      this.revision = revision;
      gather();
    }

    /** First time of the product and its revisions. */
    long first() {
      return first;
    }

    /** Last time of the product and its revisions. */
    long last() {
      return last;
    }

    /** The product as the next revision of this one. */
    Product amend(Product late) {
      return new Product(
          partition,
          offset,
          late.pid(),
          late.pclass(),
          late.closed(),
          late.materials(),
          late.first(),
          late.last(),
          reach(this, late.first(), late.last()),
          late.fields(),
          late.positions());
    }

    /** Whether it is later than another, by what they say themselves: the same in every run. */
    private boolean isLaterThan(Entry other) {
      int order = Long.compare(last, other.last);
      order = order == 0 ? Long.compare(first, other.first) : order;
      order = order == 0 ? Integer.compare(partition, other.partition) : order;
      return (order == 0 ? Long.compare(offset, other.offset) : order) > 0;
    }

    /** Those with a higher rank are above those with a lower one: a number as good as drawn. */
    private long rank() {
      long mixed = (offset + 31L * partition) * 0x9E37_79B9_7F4A_7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
      return mixed ^ (mixed >>> 31);
    }

    private Entry gather() {
      from = clock.from(first, last);
      until = clock.until(first, last);
      if (earlier != null) {
        from = Math.min(from, earlier.from);
        until = Math.max(until, earlier.until);
      }
      if (later != null) {
        from = Math.min(from, later.from);
        until = Math.max(until, later.until);
      }
      return this;
    }
  }

  /** Remembers a product, with all its revisions, that an earlier run has shipped. */
  synchronized void recall(Amendable product, int partition) {
    add(
        new Entry(
            partition, product.offset(), product.first(), product.last(), product.revision()));
  }

  /** Remembers a product. */
  synchronized Entry note(Product product) {
    Entry fresh =
        new Entry(product.partition(), product.offset(), product.first(), product.last(), 0);
    add(fresh);
    return fresh;
  }

  /** The latest product that a material of this time belongs to; null if there is none. */
  synchronized @Nullable Entry find(long time) {
    return find(root, time);
  }

  private @Nullable Entry find(@Nullable Entry tree, long time) {
    if (tree == null || time < tree.from || time > tree.until) {
      return null;
    }
    looked++;
    Entry found = find(tree.later, time);
    if (found != null) {
      return found;
    }
    return clock.isWithin(tree.first, tree.last, time) ? tree : find(tree.earlier, time);
  }

  /** The later one of two products, of which there may be none. */
  static @Nullable Entry later(@Nullable Entry a, @Nullable Entry b) {
    return a == null || (b != null && b.isLaterThan(a)) ? b : a;
  }

  /** Another revision reaches from here to there; returns its number. */
  private synchronized int reach(Entry entry, long first, long last) {
    root = without(root, entry);
    size--;
    entry.earlier = null;
    entry.later = null;
    entry.first = Math.min(entry.first, first);
    entry.last = Math.max(entry.last, last);
    entry.revision++;
    add(entry.gather());
    return entry.revision;
  }

  /** Forgets what nothing can amend any more; true if nothing is left. */
  synchronized boolean forget(long watermark) {
    while (root != null) {
      Entry earliest = root;
      while (earliest.earlier != null) {
        earliest = earliest.earlier;
      }
      if (EventClock.plus(earliest.last, clock.keepsFor()) >= watermark) {
        return false;
      }
      root = without(root, earliest);
      size--;
    }
    return true;
  }

  /** Estimated bytes. */
  synchronized long weight() {
    return 40 + (long) ENTRY_BYTES * size;
  }

  /** How many products were looked at so far to find one: what it costs, for tests. */
  synchronized long looked() {
    return looked;
  }

  // ---- the tree ----

  private void add(Entry fresh) {
    root = with(root, fresh);
    size++;
  }

  private static Entry with(@Nullable Entry tree, Entry fresh) {
    if (tree == null) {
      return fresh;
    }
    if (fresh.isLaterThan(tree)) {
      Entry above = with(tree.later, fresh);
      tree.later = above;
      if (above.rank() > tree.rank()) {
        tree.later = above.earlier;
        above.earlier = tree.gather();
        return above.gather();
      }
    } else {
      Entry above = with(tree.earlier, fresh);
      tree.earlier = above;
      if (above.rank() > tree.rank()) {
        tree.earlier = above.later;
        above.later = tree.gather();
        return above.gather();
      }
    }
    return tree.gather();
  }

  private static @Nullable Entry without(@Nullable Entry tree, Entry gone) {
    if (tree == null) {
      return null;
    }
    if (tree == gone) {
      return joined(tree.earlier, tree.later);
    }
    if (gone.isLaterThan(tree)) {
      tree.later = without(tree.later, gone);
    } else {
      tree.earlier = without(tree.earlier, gone);
    }
    return tree.gather();
  }

  private static @Nullable Entry joined(@Nullable Entry earlier, @Nullable Entry later) {
    if (earlier == null || later == null) {
      return earlier == null ? later : earlier;
    }
    if (earlier.rank() > later.rank()) {
      earlier.later = joined(earlier.later, later);
      return earlier.gather();
    }
    later.earlier = joined(earlier, later.earlier);
    return later.gather();
  }
}
