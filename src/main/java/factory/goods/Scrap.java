package factory.goods;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Materials, or records that never became one, that end in no product; shipped beside the products
 * with the reason.
 *
 * @param reason why, as a word
 * @param partition with {@code offset} the position of the record that gave the reason
 * @param offset see {@code partition}
 * @param line the line of that record in its partition, 1 is the first; -1 where there are no lines
 * @param detail why, as a sentence for a reader
 * @param pid whose material it was; null where the record did not get that far
 * @param record the record as it was read, cut to a sensible length; null where there is nothing to
 *     show
 * @param bundle what a parked pid leaves behind; null for every other reason
 * @param materials how many records find their fate with it, at least 1
 * @param positions of those records
 */
public record Scrap(
    Reason reason,
    int partition,
    long offset,
    long line,
    String detail,
    @Nullable Pid pid,
    @Nullable String record,
    @Nullable Bundle bundle,
    long materials,
    Positions positions)
    implements Cargo {

  /** Why records are scrapped. */
  public enum Reason {
    /** The record could not be read, or has no pid, or no valid event time. */
    MALFORMED("malformed"),
    /** Its event time is behind the watermark. */
    LATE("late"),
    /** The blueprint has seen it before. */
    DUPLICATE("duplicate"),
    /** The blueprint failed on this pid. */
    PARKED("parked"),
    /** The record is larger than a record may be. */
    OVERSIZED("oversized");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** As it is written in the scrap. */
    public String text() {
      return text;
    }
  }

  /**
   * All that is known of a parked pid, enough to replay its failure as a test.
   *
   * @param blueprint the blueprint's name
   * @param exception class, message and the upper frames of what was thrown
   * @param failing the fields of the material on which it failed
   * @param assembly the assembly before that material, as the blueprint describes it; null if it
   *     cannot
   * @param kept the materials in order, the failing one among them, where {@code
   *     blueprint.keep-materials} is on; else empty
   */
  public record Bundle(
      String blueprint,
      String exception,
      Map<String, ? extends @Nullable Object> failing,
      @Nullable Map<String, ? extends @Nullable Object> assembly,
      List<Map<String, ? extends @Nullable Object>> kept) {}

  /** Scrap of one record that never became a material. */
  public static Scrap ofRecord(
      Reason reason,
      int partition,
      long offset,
      long line,
      String detail,
      @Nullable String record) {
    Positions positions = new Positions();
    positions.add(partition, offset);
    return new Scrap(reason, partition, offset, line, detail, null, record, null, 1, positions);
  }
}
