package factory.operations;

import java.util.List;

/**
 * How fast the figures grew up to the latest report of each, over a second of reports at least:
 * what a sample of the end needs, when nothing grows any more and the last report may have come a
 * moment after the one before it.
 *
 * @param bought records bought in a second
 * @param assembled materials assembled in a second by each workshop, in the order of its number
 */
public record Pace(double bought, List<Double> assembled) {
  /** Of a plant that stands. */
  static final Pace NONE = new Pace(0, List.of());

  /** Copies the list. */
  public Pace {
    assembled = List.copyOf(assembled);
  }
}
