package factory.goods;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The positions that a product is made of, in the order they were added; compact, since every open
 * material holds one.
 *
 * <p>Each position is a variable-length difference to the one before it, of whatever partition
 * (LEB128, zigzag), so that one takes 1 to 3 bytes as a rule, also where partitions of about the
 * same progress take turns. Those that follow each other without a gap are only counted, and many
 * that lie close together are bits, as in a bitmap: to write or read one of those costs a fraction.
 * Not thread-safe.
 */
public final class Positions {
  private static final byte[] NO_BYTES = {};
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes that a partition and a difference take at most. */
  private static final int LONGEST = 16;

  /** Bytes that nearly all differences take at most. */
  private static final int SHORT = 3;

  /** Bytes that the number of a run takes at most. */
  private static final int RUN_BYTES = 5;

  private static final int SMALLEST = 16;

  /** Bytes by which the first position of a part may become longer, as a rule. */
  private static final int JOINT = 8;

  /** As many of one word of 64 are rather written as differences than as bits. */
  private static final int MOST_STEPS = 6;

  /** How a word ends that says how many positions follow without a gap. */
  private static final int RUN = 0b11;

  /** A run of none: eight bytes follow, with bits for positions of the same 64 as the last one. */
  private static final int BITS = RUN;

  /** How a word ends that is a partition; the next one is a difference. Others are differences. */
  private static final int PARTITION = 0b01;

  private byte[] bytes = NO_BYTES;
  private int length;
  private int count;

  /** Positions behind those in the bytes that follow without a gap, before those of the bits. */
  private int run;

  private int partition;
  private long offset = -1;

  /**
   * Those of the same 64 as the last one; the lowest is in the bytes already, unless there is a
   * run.
   */
  private long bits;

  /** None yet. */
  public Positions() {}

  private Positions(int room) {
    bytes = new byte[room];
  }

  /** Those of all of these, in their order; they must fit into an array. */
  public static Positions of(List<Positions> parts) {
    int room = 0;
    for (Positions part : parts) {
      room += part.length + JOINT;
    }
    Positions all = new Positions(room);
    for (Positions part : parts) {
      all.addAll(part);
    }
    return all;
  }

  /** Receives positions one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** One position. */
    void visit(int partition, long offset);

    /** All from the first to the last. */
    default void visitRun(int partition, long first, long last) {
      for (long offset = first; offset <= last; offset++) {
        visit(partition, offset);
      }
    }

    /**
     * Those whose bits are set, in ascending order; at least one.
     *
     * @param first a multiple of 64: the position of the lowest bit
     */
    default void visitBits(int partition, long first, long bits) {
      for (long rest = bits; rest != 0; rest &= rest - 1) {
        visit(partition, first + Long.numberOfTrailingZeros(rest));
      }
    }
  }

  /** Adds a position behind the others. */
  public void add(int partition, long offset) {
    if (isNear(offset) && offset > this.offset && partition == this.partition) {
      bits |= 1L << offset; // a shift counts by its last six bits
    } else {
      addFar(partition, offset);
    }
    this.offset = offset;
    count++;
  }

  /** Whether it is one of the same 64 as the last one. */
  private boolean isNear(long offset) {
    return offset >>> 6 == this.offset >>> 6;
  }

  private void addFar(int partition, long offset) {
    long step = offset - this.offset;
    boolean same = partition == this.partition;
    if (same && step == 1 && bits == -1L << Long.numberOfTrailingZeros(bits)) {
      // all up to the last of the 64, with which a run goes on
      run += Long.bitCount(bits) - (run == 0 ? 1 : 0);
      if (run > 0) {
        bits = 1;
        return;
      }
    }
    endBits();
    long word = zigzag(step) << 1;
    if (same && word >>> 21 == 0) { // nearly all of them
      room(SHORT);
      writeShort((int) word);
    } else {
      room(LONGEST);
      if (!same) {
        write((long) partition << 2 | PARTITION);
        this.partition = partition;
      }
      write(word);
    }
    bits = 1L << offset;
  }

  /** Writes what waits in the run and in the bits; others come in their place. */
  private void endBits() {
    long rest = bits;
    int at = Long.numberOfTrailingZeros(rest);
    if (run > 0) {
      int more = Long.numberOfTrailingZeros(~rest);
      room(RUN_BYTES + SHORT);
      write((long) (run + more) << 2 | RUN);
      run = 0;
      rest &= rest + 1;
      at = Long.numberOfTrailingZeros(rest);
      if (rest != 0) {
        write(zigzag(at - (more - 1)) << 1);
      }
    }
    rest &= rest - 1;
    if (rest != 0) {
      writeBits(at, rest);
    }
  }

  /** Writes those of the same 64 as the last one that is written, which is at this bit. */
  private void writeBits(int last, long others) {
    int size = Long.bitCount(others);
    long behind = others >>> (last + 1);
    if ((behind & (behind + 1)) == 0) {
      room(SHORT);
      writeShort(size << 2 | RUN);
    } else if (size <= MOST_STEPS) {
      room(2 * size);
      int at = last;
      for (long rest = others; rest != 0; rest &= rest - 1) {
        int next = Long.numberOfTrailingZeros(rest);
        writeShort((next - at) << 2); // its zigzag is twice as much
        at = next;
      }
    } else {
      room(1 + Long.BYTES);
      bytes[length] = BITS;
      LONGS.set(bytes, length + 1, others);
      length += 1 + Long.BYTES;
    }
  }

  /** Adds all of another, of which only the first is written anew. */
  private void addAll(Positions other) {
    if (other.count == 0) {
      return;
    }
    Words words = new Words(other.bytes);
    long word = words.next();
    int first = 0;
    if ((word & RUN) == PARTITION) {
      first = (int) (word >>> 2);
      word = words.next();
    }
    add(first, unzigzag(word >>> 1) - 1);
    endBits();
    int rest = other.length - words.at;
    room(rest);
    System.arraycopy(other.bytes, words.at, bytes, length, rest);
    length += rest;
    count += other.count - 1;
    run = other.run;
    partition = other.partition;
    offset = other.offset;
    bits = other.bits;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Shows all of them in order. */
  public void forEach(Visitor visitor) {
    Words words = new Words(bytes);
    int p = 0;
    long o = -1;
    while (words.at < length) {
      long word = words.next();
      if ((word & 1) == 0) {
        o += unzigzag(word >>> 1);
        visitor.visit(p, o);
      } else if ((word & RUN) == PARTITION) {
        p = (int) (word >>> 2);
      } else if (word == BITS) {
        long some = words.nextBits();
        long first = o & -Long.SIZE;
        visitor.visitBits(p, first, some);
        o = first + Long.SIZE - 1 - Long.numberOfLeadingZeros(some);
      } else {
        long last = o + (word >>> 2);
        visitor.visitRun(p, o + 1, last);
        o = last;
      }
    }
    long rest = bits;
    if (run > 0) {
      visitor.visitRun(p, o + 1, o + run);
    } else {
      rest &= rest - 1;
    }
    if (rest != 0) {
      visitor.visitBits(p, offset & -Long.SIZE, rest);
    }
  }

  /** Estimated heap in bytes. */
  public long weight() {
    return 64L + bytes.length;
  }

  private void room(int needed) {
    if (length + needed > bytes.length) {
      int more = Math.max(length + needed, Math.max(SMALLEST, bytes.length + (bytes.length >> 1)));
      bytes = Arrays.copyOf(bytes, (more + 7) & ~7); // what an array takes anyway
    }
  }

  /** As {@link #write}, of 21 bits at most. */
  private void writeShort(int word) {
    byte[] bytes = this.bytes;
    int at = length;
    if (word < 0x80) {
      bytes[at++] = (byte) word;
    } else {
      bytes[at++] = (byte) (word | 0x80);
      if (word >>> 14 == 0) {
        bytes[at++] = (byte) (word >>> 7);
      } else {
        bytes[at++] = (byte) (word >>> 7 | 0x80);
        bytes[at++] = (byte) (word >>> 14);
      }
    }
    length = at;
  }

  private void write(long word) {
    byte[] bytes = this.bytes;
    int at = length;
    long rest = word;
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    length = at;
  }

  /** Reads what {@link #write} has written. */
  private static final class Words {
    private final byte[] bytes;
    private int at;

    Words(byte[] bytes) {
      this.bytes = bytes;
    }

    long nextBits() {
      long word = (long) LONGS.get(bytes, at);
      at += Long.BYTES;
      return word;
    }

    long next() {
      long word = bytes[at++];
      if (word < 0) {
        word &= 0x7f;
        int shift = 7;
        byte b;
        do {
          b = bytes[at++];
          word |= (long) (b & 0x7f) << shift;
          shift += 7;
        } while (b < 0);
      }
      return word;
    }
  }

  private static long zigzag(long n) {
    return (n << 1) ^ (n >> 63);
  }

  private static long unzigzag(long n) {
    return (n >>> 1) ^ -(n & 1);
  }
}
