package factory.goods;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The pids of {@link Packed} records with their hashes, as columns: no object is looked at, or
 * made, for a record whose pid is a number or a short text.
 */
public abstract sealed class PidColumn {
  /** What the pids of a column are. */
  public enum Kind {
    /** All are numbers, which their hashes tell apart. */
    NUMBERS,
    /**
     * All are numbers or short texts, see {@link Pid}: 16 bytes each beside the hash, and no
     * object.
     */
    SHORT_TEXTS,
    /** Whatever they are: an object each. */
    ANY
  }

  private final Kind kind;
  private final long[] hashes;

  private PidColumn(Kind kind, long[] hashes) {
    this.kind = kind;
    this.hashes = hashes;
  }

  /** Room for so many. */
  static PidColumn of(Kind kind, int count) {
    long[] hashes = new long[count];
    return switch (kind) {
      case NUMBERS -> new Numbers(hashes);
      case SHORT_TEXTS -> new ShortTexts(hashes, new long[2 * count]);
      case ANY -> new AnyPids(hashes, new Pid[count]);
    };
  }

  /** What all of them are. */
  public Kind kind() {
    return kind;
  }

  /** Their hashes, to be read only. */
  public long[] hashes() {
    return hashes;
  }

  /** The pid at a place. */
  abstract Pid get(int at);

  /** Whether the pid at a place is this one, which has the same hash. */
  abstract boolean is(int at, Pid pid);

  /** Notes a pid; it must be of the column's kind. */
  abstract void put(int at, Pid pid);

  /** Notes a pid that is a number. */
  void put(int at, long number) {
    put(at, Pid.of(number));
  }

  /** Notes a pid that is written in ISO 8859-1; it must be of the column's kind. */
  void put(int at, byte[] latin1, int from, int to) {
    put(at, Pid.of(new String(latin1, from, to - from, StandardCharsets.ISO_8859_1)));
  }

  /** Notes a pid of another column of the same kind. */
  abstract void set(int at, PidColumn other, int from);

  /** Notes the first {@code count} of these pids of another column of the same kind. */
  void setAll(int to, PidColumn other, int[] froms, int count) {
    for (int i = 0; i < count; i++) {
      set(to + i, other, froms[i]);
    }
  }

  /** Those from {@code first} on, with room for {@code count}. */
  abstract PidColumn from(int first, int count);

  final void putHash(int at, long hash) {
    hashes[at] = hash;
  }

  final long[] hashesFrom(int first, int count) {
    return Arrays.copyOfRange(hashes, first, first + count);
  }

  private static final class Numbers extends PidColumn {
    Numbers(long[] hashes) {
      super(Kind.NUMBERS, hashes);
    }

    @Override
    Pid get(int at) {
      return Pid.ofHash(hashes()[at]);
    }

    @Override
    boolean is(int at, Pid pid) {
      return pid.isNumber();
    }

    @Override
    void put(int at, Pid pid) {
      if (!pid.isNumber()) {
        throw new IllegalArgumentException(pid.text() + " is no number");
      }
      putHash(at, pid.hash());
    }

    @Override
    void put(int at, long number) {
      putHash(at, Pid.hash(number));
    }

    @Override
    void set(int at, PidColumn other, int from) {
      putHash(at, other.hashes()[from]);
    }

    @Override
    PidColumn from(int first, int count) {
      return new Numbers(hashesFrom(first, count));
    }
  }

  /** Both halves of each, see {@link Letters}. */
  private static final class ShortTexts extends PidColumn {
    private final long[] halves;

    ShortTexts(long[] hashes, long[] halves) {
      super(Kind.SHORT_TEXTS, hashes);
      this.halves = halves;
    }

    @Override
    Pid get(int at) {
      return Pid.ofHalves(hashes()[at], halves[2 * at], halves[2 * at + 1]);
    }

    @Override
    boolean is(int at, Pid pid) {
      return pid.hasHalves(halves[2 * at], halves[2 * at + 1]);
    }

    @Override
    void put(int at, Pid pid) {
      putHalves(at, pid.hash(), pid.half(0), pid.half(1));
    }

    @Override
    void put(int at, byte[] latin1, int from, int to) {
      int length = to - from;
      if (length <= Letters.MOST) {
        long first = Letters.half(latin1, from, Math.min(to, from + Letters.HALF));
        long second = Letters.half(latin1, from + Letters.HALF, to);
        if (Letters.areOfNoNumber(first, second, length)) {
          putHalves(at, Pid.hashOfHalves(first, second), first, second);
          return;
        }
      }
      super.put(at, latin1, from, to);
    }

    private void putHalves(int at, long hash, long first, long second) {
      putHash(at, hash);
      halves[2 * at] = first;
      halves[2 * at + 1] = second;
    }

    @Override
    void set(int at, PidColumn other, int from) {
      long[] theirs = ((ShortTexts) other).halves;
      putHalves(at, other.hashes()[from], theirs[2 * from], theirs[2 * from + 1]);
    }

    @Override
    PidColumn from(int first, int count) {
      return new ShortTexts(
          hashesFrom(first, count), Arrays.copyOfRange(halves, 2 * first, 2 * (first + count)));
    }
  }

  private static final class AnyPids extends PidColumn {
    private final Pid[] pids;

    AnyPids(long[] hashes, Pid[] pids) {
      super(Kind.ANY, hashes);
      this.pids = pids;
    }

    @Override
    Pid get(int at) {
      return pids[at];
    }

    @Override
    boolean is(int at, Pid pid) {
      return pid.equals(pids[at]);
    }

    @Override
    void put(int at, Pid pid) {
      putHash(at, pid.hash());
      pids[at] = pid;
    }

    @Override
    void set(int at, PidColumn other, int from) {
      putHash(at, other.hashes()[from]);
      pids[at] = ((AnyPids) other).pids[from];
    }

    @Override
    PidColumn from(int first, int count) {
      return new AnyPids(hashesFrom(first, count), Arrays.copyOfRange(pids, first, first + count));
    }
  }
}
