package factory.goods;

/**
 * How a source writes its records into rows of longs, all of one length, where they consist of
 * numbers: a batch is then a few arrays instead of several objects for each record, and what a
 * worker gets in a round lies side by side. A material is made of a row when its worker comes to
 * it.
 *
 * <p>A row begins with the event time and the offset; what follows is the source's own.
 */
public interface Packing {
  /** Where the source's own part of a row begins. */
  int OWN = 2;

  /** Longs of a row, {@link #OWN} and the source's own. */
  int stride();

  /** Index of the partition that all the rows are of; a source in rows has no second one. */
  default int partition() {
    return 0;
  }

  /** Estimated heap of a row with its pid, in bytes; where pids are no objects it is less. */
  default long weight() {
    return 48L + 8L * stride();
  }

  /** The fields of the row that begins at {@code at}; they keep nothing of the array. */
  Fields fields(long[] rows, int at);

  /** The material of the row that begins at {@code at}. */
  default Material material(Pid pid, long[] rows, int at) {
    return new Material(pid, rows[at], partition(), rows[at + 1], fields(rows, at));
  }
}
