package factory.production;

import factory.goods.Batch;
import factory.operations.WorkshopStock;
import org.apache.pekko.actor.typed.ActorRef;

/** Directs one workshop: owns the roster, hires and dismisses, spends line credit and transport permits. */
public final class Director {
  private Director() {}

  /** What a director can be told. */
  public sealed interface Command {}

  /** Opens the line: {@code credit} is told the line's whole capacity first, and from then on what comes back. */
  public record OpenLine(ActorRef<Credit> credit) implements Command {}

  /** Materials come down the line; takes {@code batch.size()} credit. */
  public record Deliver(Batch batch) implements Command {}

  /** The source is read to its end and all of it was delivered: end all contracts, ship everything, say {@link Emptied}. */
  public enum Sold implements Command {
    /** The only one. */
    INSTANCE
  }

  /**
   * Shut down: finish what workers have begun, take nothing up any more, then say {@link Emptied}.
   *
   * @param ship whether open workers are closed and shipped; else they stay open
   */
  public record Drain(boolean ship) implements Command {}

  /**
   * Credit of a line.
   *
   * @param workshop whose line
   * @param records how many more records may be sent
   */
  public record Credit(int workshop, int records) {}

  /** A workshop has finished; all its cargo was loaded. What is still open is said in the stock. */
  public record Emptied(WorkshopStock stock) {}
}
