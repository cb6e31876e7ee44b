package factory.operations;

/**
 * Which stage holds the others up: the answer to "who is slowing us".
 *
 * @param stage which
 * @param actor its name, as in {@code workshop 2}, {@code driver}; fit for a reader
 * @param text the figures, and what to do; as a sentence
 * @param busy how much of the time that was looked at it was so, 0 to 1
 */
public record Bottleneck(Stage stage, String actor, String text, double busy) {
  /** Before anything is known, or when nothing flows. */
  public static final Bottleneck NONE =
      new Bottleneck(Stage.NONE, "factory", "nothing is held up", 0);

  /** From the source to the destination. */
  public enum Stage {
    /** Nothing is held up, or nothing flows. */
    NONE,
    /** All others wait for materials. */
    SOURCE,
    /** One line is full while the others are not: its share of the pids is too large. */
    LINE,
    /** Workers have no room: too many are open at once. */
    ROOM,
    /** Workers assemble as fast as they can. */
    BLUEPRINT,
    /** Stevedores pack as fast as they can. */
    STEVEDORES,
    /** The driver is on his way all the time: the destination takes no more. */
    DESTINATION
  }
}
