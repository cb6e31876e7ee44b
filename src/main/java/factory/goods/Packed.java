package factory.goods;

import java.util.Arrays;

/**
 * Records in rows, with their pids and the hashes of these; see {@link Packing}.
 *
 * @param rows as many as there are hashes, or more
 * @param pids none where all are numbers, which are made of their hashes when they are wanted
 * @param numbers whether all pids are numbers, which their hashes tell apart
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Packed(Packing packing, long[] rows, long[] hashes, Pid[] pids, boolean numbers) {
  private static final Pid[] NO_PIDS = {};

  /** Room for {@code count} records. */
  public static Packed of(Packing packing, int count, boolean numbers) {
    return new Packed(
        packing,
        new long[count * packing.stride()],
        new long[count],
        numbers ? NO_PIDS : new Pid[count],
        numbers);
  }

  /** The pid of a record. */
  public Pid pid(int record) {
    return numbers ? Pid.ofHash(hashes[record]) : pids[record];
  }

  /** Notes the pid of a record, where all are numbers. */
  public void put(int record, long number) {
    if (!numbers) {
      throw new IllegalArgumentException("pids are objects where not all are numbers: " + number);
    }
    hashes[record] = Pid.hash(number);
  }

  /** Notes the pid of a record; where all are numbers it must be one. */
  public void put(int record, Pid pid) {
    if (numbers && !pid.isNumber()) {
      throw new IllegalArgumentException(pid.text() + " is no number");
    }
    hashes[record] = pid.hash();
    if (!numbers) {
      pids[record] = pid;
    }
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
    return packing == other.packing && numbers == other.numbers;
  }

  /** Puts a record of {@code other}, which {@link #isLike is like this}, at a place here. */
  public void set(int record, Packed other, int from) {
    int stride = packing.stride();
    System.arraycopy(other.rows, from * stride, rows, record * stride, stride);
    hashes[record] = other.hashes[from];
    if (!numbers) {
      pids[record] = other.pids[from];
    }
  }

  /**
   * Puts the first {@code count} of these records of {@code other}, which {@link #isLike is like
   * this}, one after another from {@code to} on.
   */
  public void setAll(int to, Packed other, int[] records, int count) {
    int stride = packing.stride();
    long[] otherRows = other.rows;
    long[] otherHashes = other.hashes;
    Pid[] otherPids = other.pids;
    long[] mine = rows;
    int at = to * stride;
    for (int i = 0; i < count; i++) {
      int record = records[i];
      hashes[to + i] = otherHashes[record];
      if (!numbers) {
        pids[to + i] = otherPids[record];
      }
      int from = record * stride;
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
        Arrays.copyOfRange(hashes, first, first + count),
        numbers ? NO_PIDS : Arrays.copyOfRange(pids, first, first + count),
        numbers);
  }
}
