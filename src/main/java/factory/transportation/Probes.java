package factory.transportation;

import factory.goods.Cargo;
import factory.goods.FactoryClock;
import factory.operations.Ops;
import factory.operations.Transit;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** Products on the line of which is measured how long they take from the Buyer to the warehouse. */
final class Probes {
  /** Most products that are measured at a time. */
  private static final int MOST = 1_024;

  private final ActorRef<Ops.Command> ops;
  private final FactoryClock clock;

  /** When the last material of each was bought. */
  private final Map<Cargo, Long> boughtAt = new IdentityHashMap<>();

  Probes(ActorRef<Ops.Command> ops, FactoryClock clock) {
    this.ops = ops;
    this.clock = clock;
  }

  /** One comes down the line. */
  void add(Dispatcher.Probe probe) {
    if (boughtAt.size() < MOST) {
      boughtAt.put(probe.cargo(), probe.boughtAt());
    }
  }

  /** Cargo is packed, most of which is not measured. */
  void packed(List<Cargo> packed) {
    for (Cargo cargo : packed) {
      if (boughtAt.isEmpty()) {
        return;
      }
      measure(boughtAt.remove(cargo));
    }
  }

  private void measure(@Nullable Long since) {
    if (since != null) {
      Duration took = Duration.ofNanos(Math.max(0, clock.nanos() - since));
      ops.tell(new Ops.Took(Transit.Leg.TO_PRODUCT, took, 1));
    }
  }
}
