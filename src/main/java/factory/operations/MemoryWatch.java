package factory.operations;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a workshop comes near its share of {@code memory.open-assemblies}, before anything has to
 * be done about it; from there on the director has an alarm of his own.
 */
final class MemoryWatch {
  private static final String KEY = "memory-near/";

  /** So much of the share it must fall below the threshold for the alarm to be over. */
  private static final double CLEARLY = 0.1;

  /** And for so long: where many products leave at once it is there again in a moment. */
  static final Duration CALM = Duration.ofSeconds(10);

  private final double near;

  /** By workshop, when it was last not clearly below the threshold. */
  private final Map<Integer, Duration> lastNear = new HashMap<>();

  /**
   * @param near share of what there is, 0 to 1
   */
  MemoryWatch(double near) {
    this.near = near;
  }

  void look(WorkshopStock stock, Alarms alarms, Duration now) {
    String key = KEY + stock.workshop();
    double share =
        stock.bytesCapacity() <= 0 ? 0 : (double) stock.openBytes() / stock.bytesCapacity();
    if (share >= near - CLEARLY) {
      lastNear.put(stock.workshop(), now);
    }
    Duration calm = now.minus(lastNear.getOrDefault(stock.workshop(), Duration.ZERO));
    boolean acts = alarms.stands("memory/" + stock.workshop());
    if (acts || (share < near - CLEARLY && calm.compareTo(CALM) >= 0)) {
      alarms.clear(key, now);
    } else if (share >= near || alarms.stands(key)) {
      alarms.raise(
          key,
          "workshop " + stock.workshop(),
          "open assemblies take "
              + Text.bytes(stock.openBytes())
              + " of the "
              + Text.bytes(stock.bytesCapacity())
              + " that are its share ("
              + Text.percent(share)
              + "); at all of it factory.memory.policy decides what is done."
              + " Raise factory.memory.open-assemblies or the heap, or shorten"
              + " factory.contract.term",
          now);
    }
  }
}
