package factory.goods;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished product.
 *
 * @param partition with {@code offset} the position of its first material; the two are its id,
 *     unique within a source
 * @param offset see {@code partition}
 * @param pid whose product it is
 * @param pclass its product class
 * @param closed why it was closed
 * @param materials how many materials it is made of, at least 1
 * @param first lowest event time of its materials, {@link Material#NO_TIME} if they have none
 * @param last highest event time of its materials, likewise
 * @param revision 0, or higher for a product that amends one shipped before
 * @param fields its content, values as {@link Fields} has them
 * @param positions of its materials
 */
public record Product(
    int partition,
    long offset,
    Pid pid,
    String pclass,
    Closed closed,
    long materials,
    long first,
    long last,
    int revision,
    Map<String, ? extends @Nullable Object> fields,
    Positions positions)
    implements Cargo {}
