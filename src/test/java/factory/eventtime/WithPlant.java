package factory.eventtime;

import java.util.Objects;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Property tests that run factories, one class after the other. */
abstract class WithPlant {
  private static @Nullable EventPlant plant;

  @BeforeContainer
  static void open() {
    plant = new EventPlant();
  }

  @AfterContainer
  static void close() {
    plant().close();
    plant = null;
  }

  static EventPlant plant() {
    return Objects.requireNonNull(plant, "the plant is not open");
  }
}
