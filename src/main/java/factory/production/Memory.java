package factory.production;

import factory.goods.Batch;
import factory.goods.Material;
import factory.goods.Positions;
import factory.goods.Scrap;
import factory.production.WorkshopSettings.MemoryPolicy;
import java.util.function.ObjIntConsumer;

/**
 * The bytes of a workshop's open assemblies, their limit, and what becomes of materials that come
 * while it is exceeded and the policy is {@link MemoryPolicy#SCRAP_NEWEST}.
 */
final class Memory {
  /** This share of the limit is taken up at once at least, where nothing is under way. */
  private static final int LEAST = 16;

  private final Floor<?> floor;
  private final Staff staff;
  private long scrapped;

  Memory(Floor<?> floor, Staff staff) {
    this.floor = floor;
    this.staff = staff;
  }

  /** Estimated bytes of assemblies and of the workers that hold them. */
  long openBytes() {
    return floor.counts.bytes.sum() + (long) WorkshopSettings.WORKER_BYTES * staff.live();
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

  /**
   * How many bytes of materials a round may take up, where as many as {@code underWay} are at the
   * workers: they may all become part of open assemblies. Zero or less for none; where none are
   * under way there is always room for some.
   */
  long budget(long underWay) {
    long limit = floor.settings.openBytes();
    long left = limit - openBytes() - underWay;
    return underWay == 0 ? Math.max(left, limit / LEAST + 1) : left;
  }

  /** Whether a round may take something up, or has to be seen to for the limit is exceeded. */
  boolean mayTakeUp(long underWay) {
    return underWay == 0 || isHeavy() || budget(underWay) > 0;
  }

  /**
   * Scraps a batch from its {@code next} material on.
   *
   * @param into gets the scrap, and what the material took of the line
   */
  void scrap(Batch batch, int next, ObjIntConsumer<Scrap> into) {
    String why =
        "open assemblies have more bytes than "
            + floor.settings.openBytes()
            + ", this workshop's share of factory.memory.open-assemblies";
    for (int i = next; i < batch.count(); i++) {
      Material material = batch.material(i);
      Positions positions = new Positions();
      positions.add(material.partition(), material.offset());
      into.accept(
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
              floor.settings.keepPositions() ? positions : Tally.NO_POSITIONS),
          batch.places(i, floor.settings.line()));
      scrapped++;
    }
  }

  /** Materials scrapped since the start. */
  long scrapped() {
    return scrapped;
  }
}
