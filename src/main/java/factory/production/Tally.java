package factory.production;

import factory.goods.Closed;
import factory.goods.Material;
import factory.goods.Pid;
import factory.goods.Positions;
import factory.goods.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of its open product beside the assembly: which materials it has, since when,
 * and from where. Made with the first material, dropped with the product.
 */
final class Tally {
  /** For who keeps no positions; never added to. */
  static final Positions NO_POSITIONS = new Positions();

  /** Estimated bytes of a kept material beside its fields. */
  private static final int KEPT_BYTES = 52;

  private final int partition;
  private final long offset;
  private final long line;
  private final long since;
  private final Positions positions;
  private final @Nullable List<Material> kept;
  private long materials;
  private long first = Material.NO_TIME;
  private long last = Material.NO_TIME;
  private long keptBytes;

  /**
   * The tally of a product that begins with this material, which is still to be counted.
   *
   * @param since when it was bought, on the factory clock
   */
  Tally(Material material, long since, WorkshopSettings settings) {
    this.partition = material.partition();
    this.offset = material.offset();
    this.line = material.fields().line();
    this.since = since;
    this.positions = settings.keepPositions() ? new Positions() : NO_POSITIONS;
    this.kept = settings.keepMaterials() ? new ArrayList<>() : null;
  }

  /** Notes one more material. */
  void count(Material material) {
    long time = material.time();
    if (time != Material.NO_TIME) {
      first = first == Material.NO_TIME ? time : Math.min(first, time);
      last = Math.max(last, time);
    }
    if (positions != NO_POSITIONS) {
      positions.add(material.partition(), material.offset());
    }
    if (kept != null) {
      kept.add(material);
      keptBytes += KEPT_BYTES + material.fields().weight();
    }
    materials++;
  }

  /** How many materials there are. */
  long materials() {
    return materials;
  }

  /** Partition of the first material. */
  int partition() {
    return partition;
  }

  /** Offset of the first material. */
  long offset() {
    return offset;
  }

  /** Line of the first material in its partition; -1 where there are no lines. */
  long line() {
    return line;
  }

  /** When the first of them was bought, on the factory clock. */
  long since() {
    return since;
  }

  /** The position of one material that is in no product; empty where none are kept. */
  static Positions only(Material material, WorkshopSettings settings) {
    if (!settings.keepPositions()) {
      return NO_POSITIONS;
    }
    Positions one = new Positions();
    one.add(material.partition(), material.offset());
    return one;
  }

  /** The positions, empty where none are kept. */
  Positions positions() {
    return positions;
  }

  /** The materials, empty where none are kept. */
  List<Material> kept() {
    return kept == null ? List.of() : kept;
  }

  /** Estimated bytes of positions and kept materials. */
  long weight() {
    return (positions == NO_POSITIONS ? 0 : positions.weight()) + keptBytes;
  }

  /** Estimated bytes that one more material will take here at most. */
  long weightOf(Material material) {
    return 16 + (kept == null ? 0 : KEPT_BYTES + material.fields().weight());
  }

  /** The product of these materials. */
  Product product(
      Pid pid, String pclass, Closed why, Map<String, ? extends @Nullable Object> fields) {
    return new Product(
        partition, offset, pid, pclass, why, materials, first, last, 0, fields, positions);
  }
}
