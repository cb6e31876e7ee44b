package factory.transportation;

import factory.operations.TransportStock;

/** What a {@link Dispatcher} says at its end, and when it comes to that before its time. */
public sealed interface TransportReport {
  /** What the department still has. */
  TransportStock stock();

  /** All is shipped; the department is empty. */
  record Closed(TransportStock stock) implements TransportReport {}

  /**
   * The dispatcher has stopped before all was shipped, as by a fault.
   *
   * @param stock what it has
   * @param received materials in all the cargo that it had taken; what was loaded beyond that lies
   *     in its mailbox
   */
  record Broken(TransportStock stock, long received) implements TransportReport {}

  /**
   * The dispatcher fails, by a fault of the factory; {@link Broken} follows once its stevedores and
   * driver have ended what they are at, which a slow destination may make long.
   *
   * @param stock what it has
   * @param received as in {@link Broken}
   * @param cause what it met
   */
  record Failing(TransportStock stock, long received, Throwable cause) implements TransportReport {}
}
