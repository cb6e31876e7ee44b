package factory;

import factory.blueprint.Blueprint;
import factory.blueprint.BlueprintException;
import factory.purchasing.SourceException;
import factory.purchasing.Supplier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What settings mean that are right in themselves: the supplier and the blueprint. Both are made
 * whatever becomes of the other, so that a user is told of the mistakes in both. Buys nothing.
 */
final class Preparation {
  private final List<WrongInput> mistakes = new ArrayList<>();
  private @Nullable Supplier supplier;
  private @Nullable Blueprint<?> blueprint;

  /**
   * Makes them.
   *
   * @param withSource whether the supplier is made, and its fields known
   * @param withBlueprint whether the blueprint is
   */
  Preparation(
      ConfigStack stack, FactorySettings settings, boolean withSource, boolean withBlueprint) {
    try {
      supplier = withSource ? Plant.supplier(settings) : null;
    } catch (SourceException e) {
      mistakes.add(stack.located(e));
    }
    try {
      blueprint =
          withBlueprint
              ? Plant.blueprint(settings, supplier == null ? null : supplier.fields())
              : null;
    } catch (BlueprintException e) {
      mistakes.add(stack.located(e));
    }
  }

  /** What is wrong; empty if nothing is. */
  List<WrongInput> mistakes() {
    return List.copyOf(mistakes);
  }

  /**
   * The supplier.
   *
   * @throws WrongInput if it or the blueprint refuses its settings, or what it finds
   */
  Supplier supplier() {
    return right(supplier);
  }

  /**
   * The blueprint.
   *
   * @throws WrongInput as {@link #supplier}
   */
  Blueprint<?> blueprint() {
    return right(blueprint);
  }

  private <T> T right(@Nullable T made) {
    if (made == null || !mistakes.isEmpty()) {
      throw Mistakes.told(mistakes);
    }
    return made;
  }
}
