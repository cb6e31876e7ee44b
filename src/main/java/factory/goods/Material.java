package factory.goods;

import org.jspecify.annotations.Nullable;

/**
 * One partial record, tagged with the product id that it belongs to.
 *
 * @param pid whose product it becomes part of
 * @param time event time in the configured unit since 1970-01-01T00:00:00Z, or {@link #NO_TIME}
 * @param partition index of the source's partition in this run
 * @param offset the record's number within its partition; dense, the first is 0
 * @param fields its content
 */
public record Material(Pid pid, long time, int partition, long offset, Fields fields) {
  /** The event time of a material that has none. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The value at a path of the record, see {@link Fields#get}. */
  public @Nullable Object get(String path) {
    return fields.get(path);
  }
}
