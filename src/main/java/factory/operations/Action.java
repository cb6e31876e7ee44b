package factory.operations;

import java.time.Duration;

/** What a person may do to a pid that has a worker. */
public sealed interface Action {
  /** Close its product now, whatever its contract says; it is shipped as {@code by-hand}. */
  enum CloseNow implements Action {
    /** The only one. */
    INSTANCE
  }

  /**
   * Let its contract end later than it would.
   *
   * @param by how much; more than zero
   */
  record Extend(Duration by) implements Action {}

  /** Send a parked pid to the scrap now; its next material begins anew. */
  enum Release implements Action {
    /** The only one. */
    INSTANCE
  }
}
