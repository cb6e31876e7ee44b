package factory.production;

import factory.custody.Amendable;
import factory.goods.Partition;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The products that earlier runs have shipped and that late materials may still amend, for the
 * workers of one workshop. Thread-safe.
 *
 * <p>It is asked when there is something late, and never given away: a worker that is hired while
 * the last one of its pid still waits for its permit finds what that one found. As large as {@code
 * contract.amend-memory} at most.
 */
public final class Recall {
  /** By the pid's hash, which two pids may share; not changed once it is made. */
  private final Map<Long, List<Known>> byHash = new HashMap<>();

  /**
   * What is known of one pid.
   *
   * @param one of its products
   */
  private record Known(Amendable one, Shipped shipped) {}

  /** A product's. */
  private record Id(String partition, long offset) {}

  private Recall() {}

  /**
   * What a ledger says, as far as it is the workshop's.
   *
   * @param all of earlier runs
   * @param partitions the source's; a product of another one is passed over
   * @param clock null where nothing is amended
   */
  public Recall(
      Collection<Amendable> all,
      List<Partition> partitions,
      int workshop,
      int workshops,
      @Nullable EventClock clock) {
    if (clock == null) {
      return;
    }
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < partitions.size(); i++) {
      indexes.put(partitions.get(i).name(), i);
    }
    Map<Id, Amendable> products = new LinkedHashMap<>();
    for (Amendable one : all) {
      if (indexes.containsKey(one.partition()) && Pid.workshop(one.hash(), workshops) == workshop) {
        products.merge(new Id(one.partition(), one.offset()), one, Amendable::with);
      }
    }
    for (Amendable product : products.values()) {
      int partition = Objects.requireNonNull(indexes.get(product.partition()));
      shipped(product, clock).recall(product, partition);
    }
  }

  /** Nothing. */
  static Recall nothing() {
    return new Recall();
  }

  private Shipped shipped(Amendable product, EventClock clock) {
    List<Known> sameHash = byHash.computeIfAbsent(product.hash(), hash -> new ArrayList<>(1));
    for (Known known : sameHash) {
      if (known.one.pid().equals(product.pid())) {
        return known.shipped;
      }
    }
    Known fresh = new Known(product, new Shipped(clock));
    sameHash.add(fresh);
    return fresh.shipped;
  }

  /** Those of a pid, the same for all who ask; null if there are none. */
  @Nullable Shipped of(Pid pid) {
    for (Known known : byHash.getOrDefault(pid.hash(), List.of())) {
      if (known.one.isOf(pid)) {
        return known.shipped;
      }
    }
    return null;
  }
}
