package factory.production;

import factory.custody.Amendable;
import factory.goods.Partition;
import factory.goods.Pid;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The products of a pid that late materials may still amend: their ids, times and revisions. */
final class Shipped {
  /** Estimated heap of an entry. */
  private static final int ENTRY_BYTES = 72;

  /** {@link Entry#revision} of a product of which only revisions are shipped. */
  private static final int NOT_SHIPPED = -1;

  private final List<Entry> entries = new ArrayList<>(1);
  private @Nullable Entry amended;

  /** One product and its revisions so far. */
  private static final class Entry {
    private final int partition;
    private final long offset;
    private long first;
    private long last;
    private int revision;

    /**
     * What an earlier run has shipped beyond {@code revision}: a later revision may have left
     * before an earlier one. Null if an earlier run has shipped nothing of it.
     */
    private @Nullable Map<Integer, Amendable> ahead;

    /** Nothing is known of the product itself until it is noted, or recalled. */
    private Entry(int partition, long offset) {
      this.partition = partition;
      this.offset = offset;
      this.revision = NOT_SHIPPED;
      this.ahead = new HashMap<>();
    }

    private void begin(long from, long to) {
      first = from;
      last = to;
      revision = 0;
      goOn();
    }

    /** Takes up the revisions that follow. */
    private void goOn() {
      Map<Integer, Amendable> known = ahead;
      for (Amendable next = known == null ? null : known.remove(revision + 1);
          known != null && next != null;
          next = known.remove(revision + 1)) {
        first = Math.min(first, next.first());
        last = Math.max(last, next.last());
        revision++;
      }
    }

    private void recall(Amendable product) {
      Map<Integer, Amendable> known = ahead;
      if (product.revision() == 0) {
        begin(product.first(), product.last());
      } else if (known != null) {
        known.put(product.revision(), product);
        if (revision != NOT_SHIPPED) {
          goOn();
        }
      }
    }

    private Entry(Product product) {
      this.partition = product.partition();
      this.offset = product.offset();
      this.first = product.first();
      this.last = product.last();
    }

    /** The product as the next revision of this one. */
    private Product amend(Product late) {
      first = Math.min(first, late.first());
      last = Math.max(last, late.last());
      revision++;
      Product product =
          new Product(
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
      goOn();
      return product;
    }

    /** What {@link #recall} would make this of. */
    private List<Amendable> revisions(Pid pid, String name) {
      List<Amendable> all = new ArrayList<>(ahead == null ? List.of() : ahead.values());
      for (int i = 0; i <= revision; i++) {
        all.add(new Amendable(pid.hash(), pid.text(), name, offset, first, last, i));
      }
      return all;
    }
  }

  /** Remembers a product, or a revision of one, that an earlier run has shipped. */
  void recall(Amendable product, int partition) {
    Entry entry = entry(partition, product.offset());
    if (entry == null) {
      entry = new Entry(partition, product.offset());
      entries.add(entry);
    }
    entry.recall(product);
  }

  private @Nullable Entry entry(int partition, long offset) {
    for (Entry entry : entries) {
      if (entry.partition == partition && entry.offset == offset) {
        return entry;
      }
    }
    return null;
  }

  /** Those that an earlier run has shipped, as they are now. */
  List<Amendable> recalled(Pid pid, List<Partition> partitions) {
    List<Amendable> recalled = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.ahead != null) {
        recalled.addAll(entry.revisions(pid, partitions.get(entry.partition).name()));
      }
    }
    return recalled;
  }

  /**
   * Until {@link #endAmending}, a product amends that which materials of these times belong to.
   *
   * @param watermark that they came behind. What goes on behind that is no product yet, but for an
   *     earlier run: of two products that are loaded, the later one may be shipped first
   */
  void beginAmending(long from, long to, long gap, long watermark) {
    amended = find(from, to, gap, watermark);
  }

  void endAmending() {
    amended = null;
  }

  /**
   * Remembers a product, or the next revision of the one that is being amended.
   *
   * @return what is to be shipped
   */
  Product note(Product product) {
    if (amended != null) {
      return amended.amend(product);
    }
    Entry recalled = entry(product.partition(), product.offset());
    if (recalled == null) {
      entries.add(new Entry(product));
    } else {
      recalled.begin(product.first(), product.last());
    }
    return product;
  }

  /** The latest product that materials of these times belong to; null if there is none. */
  private @Nullable Entry find(long from, long to, long gap, long watermark) {
    Entry found = null;
    for (Entry entry : entries) {
      if (entry.revision != NOT_SHIPPED
          && entry.last <= watermark
          && reaches(entry.first, entry.last, from, to, gap)
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
    entries.removeIf(
        entry ->
            entry.revision != NOT_SHIPPED
                && EventClock.plus(entry.last, clock.keepsFor()) < watermark);
    return entries.isEmpty();
  }

  /** Estimated bytes. */
  long weight() {
    return 48 + (long) ENTRY_BYTES * entries.size();
  }
}
