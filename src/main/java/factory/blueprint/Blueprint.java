package factory.blueprint;

import factory.goods.Column;
import factory.goods.Material;
import factory.goods.Pid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a product is assembled from the materials of one pid.
 *
 * <p>One blueprint serves all workers at the same time and must therefore keep all that it learns
 * in the assembly, which only one worker touches. An exception costs the one pid: it is parked with
 * its materials; so does an answer that cannot be used, as null. In a plain loop:
 *
 * <pre>{@code
 * A assembly = blueprint.begin(pid);
 * for (Material material : materials) {
 *   if (!blueprint.isRepeat(assembly, material)) {
 *     assembly = blueprint.add(assembly, material);
 *   }
 *   if (blueprint.isComplete(assembly)) break;
 * }
 * String pclass = blueprint.pclass(assembly);
 * Map<String, ?> fields = blueprint.fields(assembly);
 * }</pre>
 *
 * @param <A> an unfinished product: a mutable object, or an immutable one that {@link #add}
 *     replaces
 */
public interface Blueprint<A> {
  /** An assembly without any material. */
  A begin(Pid pid);

  /**
   * Adds a material.
   *
   * @return the assembly from now on; may be the same object
   */
  A add(A assembly, Material material);

  /**
   * Whether this material was seen before and must not be added again; it becomes scrap as a
   * duplicate.
   */
  default boolean isRepeat(A assembly, Material material) {
    return false;
  }

  /** Whether the product is complete with the materials so far; asked after each material. */
  default boolean isComplete(A assembly) {
    return false;
  }

  /**
   * What is missing for {@link #isComplete}, each in words for a person who asks why a product is
   * not complete; asked only then.
   *
   * @return empty if nothing can be said
   */
  default List<String> missing(A assembly) {
    return List.of();
  }

  /**
   * Whether {@link #isComplete} may ever be true. If it never is, workers in event time need not be
   * visited for the sake of it. Asked at the start, which is refused if this fails, and by each
   * workshop as it is opened.
   */
  default boolean mayComplete() {
    return true;
  }

  /** The product class, not empty; asked once, when the product is closed. */
  String pclass(A assembly);

  /**
   * The product's content in the order it is to be written; asked once, when the product is closed,
   * for a parked pid, and whenever somebody asks about an open one.
   *
   * @return values of the kinds that {@link factory.goods.Fields} names; not changed afterwards
   */
  Map<String, ? extends @Nullable Object> fields(A assembly);

  /**
   * The fields of its products that have a column of their own where products are rows of a table;
   * asked once, at the start. Fields that are not named stand together in one column, as JSON.
   */
  default List<Column> columns() {
    return List.of();
  }

  /**
   * Estimated heap of an assembly in bytes, from 0 to below 4 TiB; called for each material, so it
   * must be cheap. Limits on memory rest on it.
   */
  long weight(A assembly);
}
