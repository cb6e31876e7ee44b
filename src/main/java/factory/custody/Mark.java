package factory.custody;

/**
 * A place in a partition where reading can begin, between two records.
 *
 * @param offset how many records stand before it, which is the offset of the next one
 * @param bytes how many bytes of the file stand before it, unpacked where it is packed
 * @param line the line that it is at, 1 is the first
 * @param time highest event time of the records before it; {@code Long.MIN_VALUE} if they have none
 * @param tail of how many bytes right before it {@code check} is made
 * @param check their CRC-32C: tells whether the place is still what it was
 * @param end size of the file as it is stored, where it was read to its end; else -1
 */
public record Mark(long offset, long bytes, long line, long time, int tail, long check, long end) {
  /** The beginning of a partition. */
  public static final Mark BEGINNING = new Mark(0, 0, 1, Long.MIN_VALUE, 0, 0, -1);

  /** The end of a file that has this size as it is stored. */
  public Mark atEnd(long size) {
    return new Mark(offset, bytes, line, time, tail, check, size);
  }

  /** Where the next file of the same partition begins. */
  public Mark ofNextFile() {
    return new Mark(offset, 0, 1, time, 0, 0, -1);
  }

  /** The same place, if records up to here have had event times up to this one. */
  public Mark reached(long highest) {
    return new Mark(offset, bytes, line, Math.max(time, highest), tail, check, end);
  }
}
