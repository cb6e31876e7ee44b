package factory.production;

import factory.goods.Batch;
import factory.goods.Material;
import factory.goods.Positions;
import factory.goods.Scrap;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.util.List;

/**
 * The bytes of a workshop's open assemblies, their limit, and what becomes of materials that come
 * while it is exceeded and the policy is {@link MemoryPolicy#SCRAP_NEWEST}.
 */
final class Memory {
  /** Heap of a live worker beside its assembly, measured; see {@code docs/performance.md}. */
  static final int WORKER_BYTES = 1_000;

  private final Floor<?> floor;
  private final Staff staff;
  private long scrapped;

  Memory(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
  }

  /** Estimated bytes of assemblies and of the workers that hold them. */
  long openBytes() {
    return floor.bytes.sum() + (long) WORKER_BYTES * staff.live();
  }

  /** Whether the limit is exceeded. */
  boolean isHeavy() {
    return openBytes() > floor.settings.openBytes();
  }

  boolean isPolicy(MemoryPolicy policy) {
    return floor.settings.memoryPolicy() == policy;
  }

  /** Whether what comes now is scrapped. */
  boolean scrapsNewest() {
    return isPolicy(MemoryPolicy.SCRAP_NEWEST) && isHeavy();
  }

  /** Scraps a batch from its {@code next} material on. */
  void scrap(Batch batch, int next, List<Scrap> into) {
    String why =
        "open assemblies have more bytes than "
            + floor.settings.openBytes()
            + ", this workshop's share of factory.memory.open-assemblies";
    for (int i = next; i < batch.count(); i++) {
      Material material = batch.material(i);
      Positions positions = new Positions();
      positions.add(material.partition(), material.offset());
      into.add(
          new Scrap(
              Scrap.Reason.OVERSIZED,
              material.partition(),
              material.offset(),
              material.fields().line(),
              why,
              material.pid(),
              null,
              null,
              1,
              floor.settings.keepPositions() ? positions : Tally.NO_POSITIONS));
      scrapped++;
    }
  }

  /** Materials scrapped since the start. */
  long scrapped() {
    return scrapped;
  }
}
