package factory.testkit;

import factory.blueprint.Answers;
import factory.blueprint.Blueprint;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a parked pid left behind, as a test: {@link #replay()} runs the blueprint on its materials
 * in a plain loop, so that it throws again what it threw in the factory.
 *
 * <p>Made by {@link Replay} from a line of {@code scrap.jsonl}, or by {@link Scenario#parked}.
 */
public final class ParkedBundle {
  /**
   * Records of one partition that follow each other.
   *
   * @param partition its name
   * @param first the first offset
   * @param last the last offset, at least {@code first}
   */
  public record Run(String partition, long first, long last) {}

  private final String pid;
  private final String blueprintName;
  private final String exception;
  private final Map<String, @Nullable Object> failing;
  private final @Nullable Map<String, @Nullable Object> assembly;
  private final List<Run> positions;
  private final List<Material> materials;
  private final Blueprint<?> blueprint;
  private final long maxMaterials;

  ParkedBundle(
      BundleLine line, List<Material> materials, Blueprint<?> blueprint, long maxMaterials) {
    this.pid = line.pid();
    this.blueprintName = line.blueprint();
    this.exception = line.exception();
    this.failing = line.failing();
    this.assembly = line.assembly();
    this.positions = line.positions();
    this.materials = List.copyOf(materials);
    this.blueprint = blueprint;
    this.maxMaterials = maxMaterials;
  }

  /** Whose materials they are, as it is written. */
  public String pid() {
    return pid;
  }

  /** The blueprint that failed: {@code merge}, {@code packets}, or the name of its class. */
  public String blueprint() {
    return blueprintName;
  }

  /** What was thrown in the factory, as its {@code toString()} wrote it. */
  public String failure() {
    int frames = exception.indexOf("\n  at ");
    int cause = exception.indexOf("\ncaused by ");
    int end = frames >= 0 ? frames : cause;
    return end < 0 ? exception : exception.substring(0, end);
  }

  /** What was thrown, with the upper frames of where. */
  public String exception() {
    return exception;
  }

  /** The material on which it failed; empty where it failed when the product was to be closed. */
  public Map<String, @Nullable Object> failing() {
    return failing;
  }

  /** The product before that, as the blueprint describes it; null if it could not. */
  public @Nullable Map<String, @Nullable Object> assembly() {
    return assembly;
  }

  /** Where its materials are in the source, in order. */
  public List<Run> positions() {
    return positions;
  }

  /** Its materials in order: those before the failure, the one that failed, and those after it. */
  public List<Material> materials() {
    return materials;
  }

  /**
   * Runs the factory's blueprint on the materials.
   *
   * @throws RuntimeException or an error, whatever the blueprint throws
   */
  public void replay() {
    replay(blueprint);
  }

  /**
   * Runs this blueprint on the materials, as a mended one; returns if it does not fail.
   *
   * @throws RuntimeException or an error, whatever the blueprint throws
   */
  public <A> void replay(Blueprint<A> blueprint) {
    A assembly = null;
    long count = 0;
    for (Material material : materials) {
      if (assembly == null) {
        assembly = Answers.begun(blueprint.begin(material.pid()));
        count = 0;
      } else if (blueprint.isRepeat(assembly, material)) {
        continue;
      }
      assembly = Answers.added(blueprint.add(assembly, material));
      count++;
      long unused = Answers.weight(blueprint.weight(assembly));
      if (blueprint.isComplete(assembly) || count >= maxMaterials) {
        close(blueprint, assembly);
        assembly = null;
      }
    }
    if (assembly != null) {
      close(blueprint, assembly);
    }
  }

  private static <A> void close(Blueprint<A> blueprint, A assembly) {
    Answers.fields(blueprint.fields(assembly));
    Answers.pclass(blueprint.pclass(assembly));
  }

  @Override
  public String toString() {
    return pid + ": " + failure();
  }

  /** The line as it stands in the scrap. */
  record BundleLine(
      String pid,
      String blueprint,
      String exception,
      Map<String, @Nullable Object> failing,
      @Nullable Map<String, @Nullable Object> assembly,
      List<Map<String, @Nullable Object>> kept,
      List<Run> positions) {

    /** The bundle in this line of {@code scrap.jsonl}; null if it has none. */
    static @Nullable BundleLine read(String text) {
      Map<String, @Nullable Object> json = JsonText.object(text);
      Map<String, @Nullable Object> bundle = JsonText.objectOrNull(json, "bundle");
      if (bundle == null) {
        return null;
      }
      Map<String, @Nullable Object> failing = JsonText.objectOrNull(bundle, "failing");
      List<Map<String, @Nullable Object>> kept = new ArrayList<>();
      for (Object record : JsonText.list(bundle, "kept")) {
        kept.add(JsonText.asObject(record));
      }
      List<Run> positions = new ArrayList<>();
      for (Object run : JsonText.list(bundle, "positions")) {
        List<?> three = (List<?>) run;
        positions.add(
            new Run(String.valueOf(three.get(0)), (Long) three.get(1), (Long) three.get(2)));
      }
      return new BundleLine(
          JsonText.text(json, "pid"),
          JsonText.text(bundle, "blueprint"),
          JsonText.text(bundle, "exception"),
          failing == null ? Map.of() : failing,
          JsonText.objectOrNull(bundle, "assembly"),
          List.copyOf(kept),
          List.copyOf(positions));
    }

    /** The pid of a material whose format is not known. */
    Pid pidOf() {
      return Pid.of(pid);
    }
  }
}
