package factory.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a pipeline threw; the message names the stage, the item and what was thrown. */
public final class PipelineFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final @Nullable String item;
  private final transient List<StageReport> stages;

  PipelineFailed(String stage, @Nullable String item, Throwable cause, List<StageReport> stages) {
    this(stage, item, item == null ? after(stage, stages) : "at item " + item, cause, stages);
  }

  /** Of a stage's key. */
  PipelineFailed(String stage, KeyFailed key, List<StageReport> stages) {
    this(stage, key.item(), "at the key of item " + key.item(), key.thrown(), stages);
  }

  private PipelineFailed(
      String stage,
      @Nullable String item,
      String where,
      Throwable cause,
      List<StageReport> stages) {
    super("stage '%s' failed %s: %s".formatted(stage, where, Words.text(cause)), cause);
    this.stage = stage;
    this.item = item;
    this.stages = stages;
  }

  /** A producer takes nothing, but may have emitted items. */
  private static String after(String stage, List<StageReport> stages) {
    long emitted =
        stages.stream()
            .filter(report -> report.name().equals(stage) && report.in() == 0)
            .mapToLong(StageReport::out)
            .sum();
    return emitted == 0
        ? "before any item"
        : "after %s %s".formatted(emitted, emitted == 1 ? "item" : "items");
  }

  /** The name of the stage, or of the producer or consumer. */
  public String stage() {
    return stage;
  }

  /**
   * The item that the worker had taken last, or whose key failed, as text; null before the first,
   * and of a producer.
   */
  public @Nullable String item() {
    return item;
  }

  /** What each stage had done until then. */
  public List<StageReport> stages() {
    return stages;
  }
}
