package factory;

import factory.blueprint.Blueprint;
import factory.blueprint.BlueprintException;
import factory.purchasing.SourceException;
import factory.purchasing.Supplier;
import factory.transportation.DestinationException;
import factory.transportation.Destinations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What settings mean that are right in themselves: the supplier and the blueprint. Both are made
 * whatever becomes of the other, and where something is wrong the destination's place is looked at
 * too, so that a user is told of all mistakes together. Buys nothing.
 */
final class Preparation {
  private final List<WrongInput> mistakes = new ArrayList<>();
  private final ConfigStack stack;
  private final Doubts doubts;
  private @Nullable Supplier supplier;
  private @Nullable Blueprint<?> blueprint;

  /**
   * Makes them.
   *
   * @param doubts what depends on them is not made
   */
  Preparation(ConfigStack stack, FactorySettings settings, Doubts doubts) {
    this.stack = stack;
    this.doubts = doubts;
    if (!doubts.within("factory.source")) {
      looking(() -> supplier = Plant.supplier(settings));
    } else if (!doubts.of("factory.source.paths")) {
      looking(() -> Plant.findFiles(stack.config()));
    }
    if (!doubts.of(
            "factory.blueprint",
            "factory.blueprint.kind",
            "factory.blueprint.fields",
            "factory.blueprint.class",
            "factory.blueprint.settings")
        && !doubts.within("factory.blueprint.plugins")) {
      looking(
          () -> blueprint = Plant.blueprint(settings, supplier == null ? null : supplier.fields()));
    }
    boolean wrong = doubts.isAny() || !mistakes.isEmpty();
    if (wrong
        && !doubts.of(
            "factory.destination",
            "factory.destination.kind",
            "factory.destination.directory",
            "factory.destination.file")) {
      looking(() -> Destinations.checkPlace(settings.destination()));
    }
  }

  /** Notes what is wrong and goes on. */
  private void looking(Runnable at) {
    try {
      at.run();
    } catch (SourceException | BlueprintException | DestinationException e) {
      stack.located(e).parts().stream()
          .filter(mistake -> !doubts.causeOfMeaning(String.valueOf(mistake.getMessage())))
          .forEach(mistakes::add);
    } catch (WrongInput e) {
      return; // what is wrong with the setting itself is told already
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
      throw Mistakes.told(mistakes, stack.layers());
    }
    return made;
  }
}
