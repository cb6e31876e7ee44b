package factory.goods;

import java.util.Arrays;

/**
 * Records in rows, with their pids; see {@link Packing}.
 *
 * @param rows as many as there are pids, or more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Packed(Packing packing, long[] rows, PidColumn pids) {
  /** Room for {@code count} records. */
  public static Packed of(Packing packing, int count, PidColumn.Kind kind) {
    return new Packed(packing, new long[count * packing.stride()], PidColumn.of(kind, count));
  }

  /** Hashes of the pids. */
  public long[] hashes() {
    return pids.hashes();
  }

  /** Whether all pids are numbers, which their hashes tell apart. */
  public boolean numbers() {
    return pids.kind() == PidColumn.Kind.NUMBERS;
  }

  /** The pid of a record. */
  public Pid pid(int record) {
    return pids.get(record);
  }

  /** Whether a record's pid is this one, which has the same hash. */
  public boolean has(int record, Pid pid) {
    return pids.is(record, pid);
  }

  /** Notes the pid of a record, which is a number. */
  public void put(int record, long number) {
    pids.put(record, number);
  }

  /**
   * Notes the pid of a record.
   *
   * @throws IllegalArgumentException if it is not of the kind that this has room for
   */
  public void put(int record, Pid pid) {
    pids.put(record, pid);
  }

  /**
   * Notes the pid of a record as it is written, without an object where all pids are short.
   *
   * @param latin1 in ISO 8859-1, of which ASCII is a part
   * @throws IllegalArgumentException if it is not of the kind that this has room for
   */
  public void put(int record, byte[] latin1, int from, int to) {
    pids.put(record, latin1, from, to);
  }

  /** A record as a material. */
  public Material material(int record) {
    return packing.material(pid(record), rows, record * packing.stride());
  }

  /** Event time of a record. */
  public long time(int record) {
    return rows[record * packing.stride()];
  }

  /** Offset of a record. */
  public long offset(int record) {
    return rows[record * packing.stride() + 1];
  }

  /** Whether {@code other} is packed in the same way, with the same kind of pids. */
  public boolean isLike(Packed other) {
    return packing == other.packing && pids.kind() == other.pids.kind();
  }

  /** Puts a record of {@code other}, which {@link #isLike is like this}, at a place here. */
  public void set(int record, Packed other, int from) {
    int stride = packing.stride();
    System.arraycopy(other.rows, from * stride, rows, record * stride, stride);
    pids.set(record, other.pids, from);
  }

  /**
   * Puts the first {@code count} of these records of {@code other}, which {@link #isLike is like
   * this}, one after another from {@code to} on.
   */
  public void setAll(int to, Packed other, int[] records, int count) {
    pids.setAll(to, other.pids, records, count);
    int stride = packing.stride();
    long[] otherRows = other.rows;
    long[] mine = rows;
    int at = to * stride;
    for (int i = 0; i < count; i++) {
      int from = records[i] * stride;
      for (int k = 0; k < stride; k++) {
        mine[at++] = otherRows[from + k];
      }
    }
  }

  /** The records from {@code first} on, with room for {@code count}. */
  public Packed from(int first, int count) {
    int stride = packing.stride();
    return new Packed(
        packing,
        Arrays.copyOfRange(rows, first * stride, (first + count) * stride),
        pids.from(first, count));
  }
}
