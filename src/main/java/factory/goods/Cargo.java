package factory.goods;

/** What travels on the transportation line, one transport permit each. */
public sealed interface Cargo permits Product, Scrap {
  /** How many materials find their fate with it; each was bought once. */
  long materials();

  /** The positions of those materials; empty where the destination keeps none. */
  Positions positions();
}
