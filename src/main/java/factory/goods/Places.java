package factory.goods;

/**
 * What records take of a line that is bounded in number and in bytes: a line has places, each for
 * so many bytes; a record takes one, a large one several, and one that is larger than the line
 * takes all of it and passes alone.
 *
 * <p>What a record takes follows from the record alone, so that whoever gives it back counts what
 * the one counted who took it.
 *
 * @param most places of the line; at least 1
 * @param bytes of each, as {@link #weight} estimates them; at least 1
 */
public record Places(int most, int bytes) {
  /** A line that is bounded in number only. */
  public static final Places COUNTED = new Places(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Heap of a material beside its fields, with its pid and its place in a batch. */
  private static final int MATERIAL_BYTES = 100;

  /** Heap of scrap beside its texts. */
  private static final int SCRAP_BYTES = 200;

  /** Places of a line that holds {@code most} records and {@code bytes} together. */
  public static Places of(int most, long bytes) {
    return new Places(most, (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / most)));
  }

  /**
   * As {@code some} see them who share the places and may each wait with a part of what one record
   * takes: no record takes more than its share, so that whatever they hold, one of them gets on.
   */
  public Places sharedBy(int some) {
    return new Places(Math.max(1, most / some), bytes);
  }

  /** Estimated heap of a material, in bytes; what the Buyer may have put on it does not count. */
  public static long weight(Material material) {
    Fields fields = material.fields() instanceof Late late ? late.fields() : material.fields();
    return MATERIAL_BYTES + fields.weight();
  }

  /** Estimated heap of scrap that comes down a line, in bytes. */
  public static long weight(Scrap scrap) {
    String record = scrap.record();
    return SCRAP_BYTES + scrap.detail().length() + (record == null ? 0L : record.length());
  }

  /** What a record of this weight takes. */
  public int of(long weight) {
    return weight <= bytes ? 1 : (int) Math.min(most, (weight + bytes - 1) / bytes);
  }

  /** What a material takes. */
  public int of(Material material) {
    return of(weight(material));
  }

  /** What scrap takes. */
  public int of(Scrap scrap) {
    return of(weight(scrap));
  }

  /** What each record takes that is packed in this way. */
  public int of(Packing packing) {
    return of(packing.weight());
  }
}
