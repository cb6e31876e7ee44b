package factory.production;

import factory.custody.Amendable;
import factory.goods.Partition;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The products that earlier runs have shipped and that late materials may still amend, for the
 * workers of one workshop: who is hired for their pid takes them, and gives back those that may
 * still be amended when it is dismissed. Thread-safe.
 */
public final class Recall {
  private final Map<Long, List<Amendable>> byHash = new ConcurrentHashMap<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<Partition> names;

  /**
   * What a ledger says, as far as it is the workshop's.
   *
   * @param all of earlier runs
   * @param partitions the source's
   */
  public Recall(
      Collection<Amendable> all, List<Partition> partitions, int workshop, int workshops) {
    names = partitions;
    for (int i = 0; i < partitions.size(); i++) {
      this.partitions.put(partitions.get(i).name(), i);
    }
    for (Amendable product : all) {
      if (Pid.workshop(product.hash(), workshops) == workshop) {
        add(product);
      }
    }
  }

  /** Nothing. */
  static Recall nothing() {
    return new Recall(List.of(), List.of(), 0, 1);
  }

  private void add(Amendable product) {
    byHash.merge(
        product.hash(),
        List.of(product),
        (before, one) -> {
          List<Amendable> both = new ArrayList<>(before);
          both.addAll(one);
          return both;
        });
  }

  /** Takes those of a pid away; null if there are none. */
  @Nullable Shipped take(Pid pid) {
    List<Amendable> found = byHash.isEmpty() ? null : byHash.remove(pid.hash());
    if (found == null) {
      return null;
    }
    Shipped shipped = new Shipped();
    for (Amendable product : found) {
      Integer partition = partitions.get(product.partition());
      if (product.isOf(pid) && partition != null) {
        shipped.recall(product, partition);
      } else {
        add(product); // of another pid with the same hash
      }
    }
    return shipped;
  }

  /** What a worker had taken and not forgotten, as it is now. */
  void giveBack(Pid pid, Shipped shipped) {
    shipped.recalled(pid, names).forEach(this::add);
  }
}
