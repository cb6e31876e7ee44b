package factory.goods;

/**
 * Makes an actor fail or stand still on purpose at a named point, to show what the factory does
 * then; off unless configured under {@code factory.drill}.
 */
@FunctionalInterface
public interface Drill {
  /** Never fails. */
  Drill NONE = point -> {};

  /**
   * Called when {@code point} is passed; throws {@link Failure}, or returns late, when the drill
   * says so.
   */
  void pass(String point);

  /** What a drill throws. */
  final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure at this point. */
    public Failure(String point) {
      super("drill at " + point);
    }
  }
}
