package factory.blueprint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The declarative blueprint; the tree under {@code factory.blueprint} with {@code kind = merge}.
 *
 * @param fields what becomes of each field of the product, in order
 * @param others what becomes of fields that are not named
 * @param completeWhen a condition, or null for never
 * @param pclass the rules of the product class; the first that holds decides
 * @param distinctBy fields that tell records apart; empty if all are different
 */
public record MergeSettings(
    Map<String, FieldRule> fields,
    Others others,
    @Nullable String completeWhen,
    List<ClassRule> pclass,
    List<String> distinctBy) {

  /**
   * One field of the product.
   *
   * @param operation its name, as in {@code sum}
   * @param from the field, or path, of the material; empty for the field of the same name. A count
   *     whose {@code from} is empty or the field's own name counts materials
   * @param when a condition over the material, or null for always
   */
  public record FieldRule(String operation, String from, @Nullable String when) {}

  /**
   * A rule of the product class.
   *
   * @param when a condition over the product, or null for always
   * @param is the class; <code>${field}</code> in it stands for a field of the product
   */
  public record ClassRule(@Nullable String when, String is) {}

  /** What becomes of fields that are not named. */
  public enum Others {
    /** Numbers are summed up, all else keeps the first value. */
    DEFAULT,
    /** The first value. */
    FIRST,
    /** The last value. */
    LAST,
    /** They are left out. */
    DROP
  }
}
