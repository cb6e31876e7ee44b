package factory.production;

import factory.goods.Material;
import factory.goods.Positions;
import factory.goods.Scrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pid whose blueprint failed: what is known of the failure while the worker goes on collecting.
 *
 * <p>It becomes one {@link Scrap} with a {@link Scrap.Bundle}. Which materials it has is in the
 * positions; the materials themselves only where they are kept.
 */
final class ParkedPid {
  private static final int FRAMES = 12;

  private final int partition;
  private final long offset;
  private final long line;
  private final String summary;
  private final String exception;
  private final Map<String, ? extends @Nullable Object> failing;
  private final @Nullable Map<String, ? extends @Nullable Object> assembly;
  private final long failingWeight;
  private List<Material> kept;
  private long more;

  /** Failed on this material, which is not part of {@code assembly}. */
  ParkedPid(
      Material failing,
      Throwable failure,
      @Nullable Map<String, ? extends @Nullable Object> assembly,
      List<Material> kept) {
    this.partition = failing.partition();
    this.offset = failing.offset();
    this.line = failing.fields().line();
    this.summary = summary(failure);
    this.exception = describe(failure);
    this.failing = failing.fields().asMap();
    this.failingWeight = failing.fields().weight();
    this.assembly = assembly;
    this.kept = kept;
  }

  /** Failed when the product was to be closed; the position is that of its first material. */
  ParkedPid(
      int partition,
      long offset,
      Throwable failure,
      @Nullable Map<String, ? extends @Nullable Object> assembly,
      List<Material> kept) {
    this.partition = partition;
    this.offset = offset;
    this.line = -1;
    this.summary = summary(failure);
    this.exception = describe(failure);
    this.failing = Map.of();
    this.failingWeight = 0;
    this.assembly = assembly;
    this.kept = kept;
  }

  /** The materials so far, where they are kept. */
  void kept(List<Material> materials) {
    kept = materials;
  }

  /** Estimated bytes, without positions and kept materials. */
  long weight() {
    return 256 + exception.length() + failingWeight;
  }

  /** The bundle. */
  Scrap scrap(String blueprint, factory.goods.Pid pid, long materials, Positions positions) {
    List<Map<String, ? extends @Nullable Object>> records = new ArrayList<>(kept.size());
    for (Material material : kept) {
      records.add(material.fields().asMap());
    }
    String detail = "blueprint " + blueprint + " failed: " + summary;
    if (more > 0) {
      detail +=
          "; "
              + more
              + " more materials did not fit into contract.max-bytes and are scrapped one by one";
    }
    return new Scrap(
        Scrap.Reason.PARKED,
        partition,
        offset,
        line,
        detail,
        pid,
        null,
        new Scrap.Bundle(blueprint, exception, failing, assembly, records),
        materials,
        positions);
  }

  /** Scrap of one more material that the bundle has no room for. */
  Scrap tooMuch(Material material, Positions one) {
    more++;
    return new Scrap(
        Scrap.Reason.PARKED,
        material.partition(),
        material.offset(),
        material.fields().line(),
        "belongs to the parked bundle of partition "
            + partition
            + ", offset "
            + offset
            + ", which has reached contract.max-bytes",
        material.pid(),
        material.fields().asMap().toString(),
        null,
        1,
        one);
  }

  private static String summary(Throwable failure) {
    try {
      return failure.toString();
    } catch (RuntimeException e) {
      return failure.getClass().getName();
    }
  }

  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(summary(failure));
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
      text.append("\n  at ").append(frames[i]);
    }
    Throwable cause = failure.getCause();
    if (cause != null && cause != failure) {
      text.append("\ncaused by ").append(summary(cause));
    }
    return text.toString();
  }
}
