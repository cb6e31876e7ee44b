package factory.transportation;

import factory.goods.Cargo;
import factory.operations.TransportStock;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Manages stevedores, driver and warehouse; grants transport permits to the directors. */
public final class Dispatcher {
  private Dispatcher() {}

  /** What the dispatcher can be told. */
  public sealed interface Command {}

  /**
   * A workshop asks for places on the transportation line; answered with one or more {@link PermitsGranted} that add up to {@code
   * permits}, in the order of asking, as places become free.
   */
  public record RequestPermits(int permits, ActorRef<PermitsGranted> replyTo) implements Command {}

  /** Permits that a workshop has and does not need. */
  public record ReturnPermits(int permits) implements Command {}

  /** Cargo enters the line; uses one permit each. */
  public record Load(List<Cargo> cargo) implements Command {}

  /** Ops and others want to know; {@code replyTo} gets the stock at once. */
  public record GetStock(ActorRef<TransportStock> replyTo) implements Command {}

  /** No more cargo will come: ships all there is, tells {@code replyTo} and stops. */
  public record Close(ActorRef<Closed> replyTo) implements Command {}

  /** Places on the transportation line. */
  public record PermitsGranted(int permits) {}

  /** All is shipped; the department is empty. */
  public record Closed(TransportStock stock) {}
}
