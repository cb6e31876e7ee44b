package factory.goods;

/**
 * A field of products that has a column of its own where products are rows of a table.
 *
 * @param name of the field and of the column
 * @param kind of its values
 */
public record Column(String name, Kind kind) {

  /** What a column holds. A value that is of another kind is not lost: it stands beside. */
  public enum Kind {
    /** Any single value as text. */
    TEXT,
    /** Integers of 64 bits. */
    INTEGER,
    /** Numbers with decimals. */
    DECIMAL,
    /** True or false. */
    BOOLEAN,
    /** Whatever it is, as JSON. */
    JSON
  }
}
