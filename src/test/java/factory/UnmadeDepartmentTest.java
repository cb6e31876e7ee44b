package factory;

import static org.assertj.core.api.Assertions.assertThat;

import factory.blueprint.Blueprint;
import factory.blueprint.PacketsBlueprint;
import factory.operations.Console;
import factory.transportation.Destination;
import factory.transportation.OtherDestination;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A department that fails while it is made: the factory closes for it and says why. */
class UnmadeDepartmentTest {
  private static final List<String> SETTINGS =
      List.of(
          "workshops=1", "source.rate=1000", "destination.kind=discard", "operations.console=off");

  private static final Supplier<IllegalStateException> BROKEN =
      () -> new IllegalStateException("ask me later");

  private static Outcome outcome(Blueprint<?> blueprint, Destination destination) throws Exception {
    try (KitPlant plant = new KitPlant(SETTINGS, blueprint, destination, Console.OFF)) {
      return plant.outcome();
    }
  }

  @Test
  void aDirectorThatCannotBeMadeSaysWhy() throws Exception {
    Outcome outcome =
        outcome(new Unsure<>(new PacketsBlueprint(), BROKEN), new Unnumbered(() -> null));
    assertThat(outcome.describe())
        .isEqualTo(
            "a fault of the factory: director-0 failed: java.lang.IllegalStateException: ask me later");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
  }

  @Test
  void aDirectorThatLacksAClassSaysWhichAndTheJvmGoesOn() throws Exception {
    Supplier<Error> lacking = () -> new NoClassDefFoundError("com/example/Gone");
    Outcome outcome =
        outcome(new Unsure<>(new PacketsBlueprint(), lacking), new Unnumbered(() -> null));
    assertThat(outcome.describe()).contains("director-0 failed").contains("com/example/Gone");
  }

  @Test
  void aDispatcherThatCannotBeMadeSaysWhy() throws Exception {
    Outcome outcome = outcome(new PacketsBlueprint(), new Unnumbered(BROKEN));
    assertThat(outcome.describe())
        .startsWith(
            "a fault of the factory: dispatcher failed: java.lang.IllegalStateException: ask me later");
    assertThat(outcome.late()).isFalse();
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAULT);
  }

  /** Fails when it is asked whether it may complete. */
  private static final class Unsure<A> extends OtherBlueprint<A> {
    private final Supplier<? extends Throwable> failure;

    Unsure(Blueprint<A> other, Supplier<? extends Throwable> failure) {
      super(other);
      this.failure = failure;
    }

    @Override
    public boolean mayComplete() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  /** May fail when it is asked for its last shipment, which the dispatcher does first of all. */
  private static final class Unnumbered extends OtherDestination {
    private final Supplier<? extends RuntimeException> failure;

    Unnumbered(Supplier<? extends RuntimeException> failure) {
      this.failure = failure;
    }

    @Override
    public long lastNumber() {
      RuntimeException thrown = failure.get();
      if (thrown != null) {
        throw thrown;
      }
      return super.lastNumber();
    }
  }
}
