package factory.production;

import factory.operations.WorkshopStock;

/** What a {@link Director} says at its end, and when it comes to that before its time. */
public sealed interface WorkshopReport {
  /** What the workshop still has. */
  WorkshopStock stock();

  /** A workshop has finished; all its cargo was loaded. What is still open is said in the stock. */
  record Emptied(WorkshopStock stock) implements WorkshopReport {}

  /**
   * A director has stopped before its workshop was empty, as by a fault; its workers have stopped
   * before it.
   *
   * @param stock what it has, and what its workers had
   * @param received records that had come down the line; what was sent beyond that lies in its
   *     mailbox
   */
  record Broken(WorkshopStock stock, long received) implements WorkshopReport {}

  /**
   * A director fails, by a fault of the factory; {@link Broken} follows once its workers have ended
   * what they are at, which a slow blueprint may make long.
   *
   * @param stock what it has, counted as soon as no worker was seen moving it
   * @param received as in {@link Broken}
   * @param cause what it met
   */
  record Failing(WorkshopStock stock, long received, Throwable cause) implements WorkshopReport {}
}
