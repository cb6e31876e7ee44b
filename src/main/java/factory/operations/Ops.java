package factory.operations;

import org.apache.pekko.actor.typed.ActorRef;

/** Watches every line, roster and warehouse; draws the console; raises and clears alarms. */
public final class Ops {
  private Ops() {}

  /** What Ops can be told. */
  public sealed interface Command {}

  /** The Buyer's stock, every other time and once more at its end. */
  public record Purchased(PurchaseStock stock) implements Command {}

  /** A workshop's stock, every other time and once more at its end. */
  public record StockTaken(WorkshopStock stock) implements Command {}

  /** The transportation department's stock, every other time and once more at its end. */
  public record Transported(TransportStock stock) implements Command {}

  /** An Inspector found something. */
  public record Found(Finding finding) implements Command {}

  /**
   * An actor failed.
   *
   * @param actor its name, as in {@code stevedore-1}
   * @param cause what it threw
   * @param consequence what is done about it, as a sentence
   */
  public record Failed(String actor, Throwable cause, String consequence) implements Command {}

  /**
   * Something needs attention; told again it replaces the text.
   *
   * @param key tells alarms apart, as in {@code roster-full/2}
   * @param actor who is concerned
   * @param text the figure and what to do
   */
  public record Raise(String key, String actor, String text) implements Command {}

  /** The reason for an alarm is gone. */
  public record Clear(String key) implements Command {}

  /** Draws a last time and stops; {@code replyTo} gets {@link Closed}. */
  public record Close(ActorRef<Closed> replyTo) implements Command {}

  /** Ops has drawn its last. */
  public enum Closed {
    /** The only one. */
    INSTANCE
  }
}
