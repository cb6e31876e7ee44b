package factory.eventtime;

import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Tests that run factories, one class after the other: JUnit's own and property tests.
 *
 * <p>A try of a property that fails names its seed; {@code -Dtest.seed=...} makes every try that
 * one, which may be needed more than once, since threads take turns as they like.
 */
abstract class WithPlant {
  private static @Nullable EventPlant plant;

  @BeforeAll
  @BeforeContainer
  static void open() {
    plant = new EventPlant();
  }

  @AfterAll
  @AfterContainer
  static void close() {
    plant().close();
    plant = null;
  }

  /** Tries something with draws of its own, which can be drawn again. */
  static void trying(Random random, Consumer<Random> test) {
    long drawn = random.nextLong();
    long seed = Long.getLong("test.seed", drawn);
    try {
      test.accept(new Random(seed));
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "try it again with -Dtest.seed=" + seed + ": " + failure.getMessage(), failure);
    }
  }

  static EventPlant plant() {
    return Objects.requireNonNull(plant, "the plant is not open");
  }
}
