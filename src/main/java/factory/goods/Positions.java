package factory.goods;

import java.util.Arrays;
import java.util.List;

/**
 * The positions that a product is made of, in the order they were added; compact, since every open
 * material holds one.
 *
 * <p>Each position is a variable-length difference to the one before it, of whatever partition
 * (LEB128, zigzag), so that one takes 1 to 3 bytes as a rule, also where partitions of about the
 * same progress take turns. Not thread-safe.
 */
public final class Positions {
  private static final byte[] NO_BYTES = {};

  /** Bytes that one position takes at most: a partition and a difference. */
  private static final int LONGEST = 16;

  /** Bytes by which the first position of a part may become longer, as a rule. */
  private static final int JOINT = 8;

  private byte[] bytes = NO_BYTES;
  private int length;
  private int count;
  private int partition;
  private long offset = -1;

  /** None yet. */
  public Positions() {}

  private Positions(int room) {
    bytes = new byte[room];
  }

  /** Those of all of these, in their order. */
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
  }

  /** Adds a position behind the others. */
  public void add(int partition, long offset) {
    long word = zigzag(offset - this.offset) << 1;
    if (partition == this.partition && word >>> 14 == 0 && length + 2 <= bytes.length) {
      writeShort((int) word); // nearly all of them
    } else {
      addLong(partition, offset);
    }
    this.offset = offset;
    count++;
  }

  /** Adds all of another, of which only the first is written anew. */
  private void addAll(Positions other) {
    if (other.count == 0) {
      return;
    }
    long word = word(other.bytes, 0);
    int at = behind(other.bytes, 0);
    if ((word & 1) == 0) {
      add(0, unzigzag(word >>> 1) - 1);
    } else {
      add((int) (word >>> 1), unzigzag(word(other.bytes, at)) - 1);
      at = behind(other.bytes, at);
    }
    int rest = other.length - at;
    room(rest);
    System.arraycopy(other.bytes, at, bytes, length, rest);
    length += rest;
    count += other.count - 1;
    partition = other.partition;
    offset = other.offset;
  }

  private void room(int needed) {
    if (length + needed > bytes.length) {
      int more = Math.max(length + needed, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, (more + 7) & ~7); // what an array takes anyway
    }
  }

  private void addLong(int partition, long offset) {
    room(LONGEST);
    if (partition == this.partition) {
      write(zigzag(offset - this.offset) << 1);
    } else {
      write(1L | ((long) partition << 1));
      write(zigzag(offset - this.offset));
      this.partition = partition;
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Shows all of them in order. */
  public void forEach(Visitor visitor) {
    byte[] bytes = this.bytes;
    int length = this.length;
    int at = 0;
    int p = 0;
    long o = -1;
    while (at < length) {
      long word = 0;
      int shift = 0;
      byte b;
      do {
        b = bytes[at++];
        word |= (long) (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      if ((word & 1) == 0) {
        o += unzigzag(word >>> 1);
        visitor.visit(p, o);
      } else {
        p = (int) (word >>> 1);
        word = 0;
        shift = 0;
        do {
          b = bytes[at++];
          word |= (long) (b & 0x7f) << shift;
          shift += 7;
        } while (b < 0);
        o += unzigzag(word);
        visitor.visit(p, o);
      }
    }
  }

  /** Estimated heap in bytes. */
  public long weight() {
    return 56L + bytes.length;
  }

  /** As {@link #write}, of 14 bits at most. */
  private void writeShort(int word) {
    if (word < 0x80) {
      bytes[length++] = (byte) word;
    } else {
      bytes[length] = (byte) (word | 0x80);
      bytes[length + 1] = (byte) (word >>> 7);
      length += 2;
    }
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    int shift = 0;
    int at = from;
    byte b;
    do {
      b = bytes[at++];
      word |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return word;
  }

  private static int behind(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  private void write(long word) {
    while ((word & ~0x7fL) != 0) {
      bytes[length++] = (byte) (word | 0x80);
      word >>>= 7;
    }
    bytes[length++] = (byte) word;
  }

  private static long zigzag(long n) {
    return (n << 1) ^ (n >> 63);
  }

  private static long unzigzag(long n) {
    return (n >>> 1) ^ -(n & 1);
  }
}
