package factory.production;

import factory.goods.Material;
import factory.goods.Pid;
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

  /** Most characters of a failure's message: the bundle must stay small. */
  private static final int LONGEST = 2_000;

  private final int partition;
  private final long offset;
  private final long line;
  private final String summary;
  private final String exception;
  private final Map<String, ? extends @Nullable Object> failing;
  private final @Nullable Map<String, ? extends @Nullable Object> assembly;
  private final long weight;
  private long more;

  /**
   * Failed on this material.
   *
   * @param assembly as the blueprint describes it; where it fails after {@code add}, or adds half,
   *     the material may be part of it
   * @param assemblyWeight its estimated bytes
   */
  ParkedPid(
      Material failing,
      Throwable failure,
      @Nullable Map<String, ? extends @Nullable Object> assembly,
      long assemblyWeight) {
    this.partition = failing.partition();
    this.offset = failing.offset();
    this.line = failing.fields().line();
    this.summary = summary(failure);
    this.exception = describe(failure);
    this.failing = failing.fields().asMap();
    this.weight = weight(assembly == null ? 0 : assemblyWeight) + failing.fields().weight();
    this.assembly = assembly;
  }

  /** Failed when the product was to be closed; the position is that of its first material. */
  ParkedPid(
      Tally notes,
      Throwable failure,
      @Nullable Map<String, ? extends @Nullable Object> assembly,
      long assemblyWeight) {
    this.partition = notes.partition();
    this.offset = notes.offset();
    this.line = notes.line();
    this.summary = summary(failure);
    this.exception = describe(failure);
    this.failing = Map.of();
    this.weight = weight(assembly == null ? 0 : assemblyWeight);
    this.assembly = assembly;
  }

  /** Partition of the material on which it failed, or of the first one. */
  int partition() {
    return partition;
  }

  /** Offset of that material. */
  long offset() {
    return offset;
  }

  /** What was thrown, in a line. */
  String summary() {
    return summary;
  }

  /** Estimated bytes, without the tally. */
  long weight() {
    return weight;
  }

  /** The bundle, with all the materials that were counted. */
  Scrap scrap(String blueprint, Pid pid, Tally tally) {
    List<Map<String, ? extends @Nullable Object>> records = new ArrayList<>();
    for (Material material : tally.kept()) {
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
        tally.materials(),
        tally.positions());
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

  private long weight(long assemblyWeight) {
    return 256 + summary.length() + exception.length() + assemblyWeight;
  }

  /** Throws on an error that leaves nobody fit to go on; every other is the blueprint's own. */
  static void rethrowFatal(Throwable failure) {
    if (failure instanceof OutOfMemoryError error) {
      throw error;
    }
  }

  /** The failure comes from outside, so that even asking it for its message may fail. */
  private static String summary(Throwable failure) {
    try {
      return cut(failure.toString());
    } catch (Throwable e) {
      rethrowFatal(e);
      return failure.getClass().getName();
    }
  }

  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder(summary(failure));
    try {
      StackTraceElement[] frames = failure.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append("\n  at ").append(frames[i]);
      }
      Throwable cause = failure.getCause();
      if (cause != null && cause != failure) {
        text.append("\ncaused by ").append(summary(cause));
      }
    } catch (Throwable e) {
      rethrowFatal(e);
      text.append("\n  (its stack trace cannot be read)");
    }
    return text.toString();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
  }
}
