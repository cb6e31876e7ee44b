package factory.goods;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a material that came late and was accepted all the same, or in time by its own
 * partition, without which event time had gone on; put on by the Buyer, taken off by the worker
 * before the blueprint sees the material.
 *
 * <p>A label on the few that are late, so that the many that are not carry nothing for it.
 *
 * @param fields what the record has
 * @param watermark of the material's own partition when it came, or of all others where those had
 *     gone on; it is dealt with at that moment, by its own time
 */
public record Late(Fields fields, long watermark) implements Fields {
  /** The time by which a material is put in order: its own, or that at which it came, if late. */
  public static long order(Material material) {
    return material.fields() instanceof Late late ? late.watermark : material.time();
  }

  /** The material with its label. */
  public static Material label(Material material, long watermark) {
    return new Material(
        material.pid(),
        material.time(),
        material.partition(),
        material.offset(),
        new Late(material.fields(), watermark));
  }

  /** The material without its label. */
  public Material unlabel(Material material) {
    return new Material(
        material.pid(), material.time(), material.partition(), material.offset(), fields);
  }

  @Override
  public Schema schema() {
    return fields.schema();
  }

  @Override
  public @Nullable Object at(int index) {
    return fields.at(index);
  }

  @Override
  public long line() {
    return fields.line();
  }

  @Override
  public long weight() {
    return 24 + fields.weight();
  }

  @Override
  public @Nullable Object get(String path) {
    return fields.get(path);
  }

  @Override
  public long longAt(int index) {
    return fields.longAt(index);
  }

  @Override
  public Map<String, @Nullable Object> asMap() {
    return fields.asMap();
  }
}
