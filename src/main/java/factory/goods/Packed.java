package factory.goods;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records in rows, with the hashes of their pids; see {@link Packing}.
 *
 * @param rows as many as there are hashes, or more
 * @param pids of the rows; null if all are numbers, which their hashes tell
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Packed(Packing packing, long[] rows, long[] hashes, Pid @Nullable [] pids) {
  /** Room for {@code count} records. */
  public static Packed of(Packing packing, int count, boolean numbers) {
    return new Packed(
        packing,
        new long[count * packing.stride()],
        new long[count],
        numbers ? null : new Pid[count]);
  }

  /** The pid of a record. */
  public Pid pid(int record) {
    return pids == null ? Pid.ofHash(hashes[record]) : pids[record];
  }

  /** Notes the pid of a record; where all are numbers it must be one. */
  public void put(int record, Pid pid) {
    hashes[record] = pid.hash();
    if (pids != null) {
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
    return packing == other.packing && (pids == null) == (other.pids == null);
  }

  /** Puts a record of {@code other}, which {@link #isLike is like this}, at a place here. */
  public void set(int record, Packed other, int from) {
    int stride = packing.stride();
    System.arraycopy(other.rows, from * stride, rows, record * stride, stride);
    hashes[record] = other.hashes[from];
    if (pids != null) {
      pids[record] = other.pid(from);
    }
  }

  /** The records from {@code first} on, with room for {@code count}. */
  public Packed from(int first, int count) {
    int stride = packing.stride();
    return new Packed(
        packing,
        Arrays.copyOfRange(rows, first * stride, (first + count) * stride),
        Arrays.copyOfRange(hashes, first, first + count),
        pids == null ? null : Arrays.copyOfRange(pids, first, first + count));
  }
}
