package factory;

import factory.purchasing.Supplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Between the command line and the plant: what is done with settings that are right in themselves.
 */
interface Launcher {
  /**
   * Makes what a launch would make without beginning: the supplier and the blueprint. Buys nothing,
   * makes no directory.
   *
   * @throws WrongInput if one of them refuses its settings, or what it finds
   */
  Supplier inspect(ConfigStack stack, FactorySettings settings);

  /**
   * Starts the plant and returns at once.
   *
   * @throws WrongInput as {@link #inspect}, and if the destination cannot be used
   */
  Running launch(ConfigStack stack, FactorySettings settings);

  /** A plant that runs. */
  interface Running {
    /**
     * Asks for an orderly end within {@code shutdown.deadline}; harmless when asked again or after
     * the end. Returns at once.
     */
    void stop();

    /** Memory ran out, and the process ends within seconds: says so if it can. Returns at once. */
    default void memoryRanOut() {
      stop();
    }

    /**
     * The {@link ExitCode}'s number, once the plant is closed and its account printed; fails with
     * what nobody expected.
     */
    CompletionStage<Integer> exitCode();

    /**
     * Completes once the report is there, or cannot be: what is written of the run beside its
     * account. It is begun before the account is printed; until then, and where none is wanted,
     * this is complete. It does not fail.
     */
    default CompletionStage<Void> papers() {
      return CompletableFuture.completedFuture(null);
    }

    /**
     * Asked once, when a plant has ended by itself: completes when nobody can look at it any more,
     * which the process waits for unless a signal comes. It does not fail.
     */
    default CompletionStage<Void> linger() {
      return CompletableFuture.completedFuture(null);
    }
  }
}
