package factory.goods;

import java.util.Arrays;
import java.util.List;

/**
 * The positions that a product is made of, in the order they were added; compact, since every open
 * material holds one.
 *
 * <p>Each position is a variable-length difference to the one before it, of whatever partition
 * (LEB128, zigzag), so that one takes 1 to 3 bytes as a rule, also where partitions of about the
 * same progress take turns. Those that follow each other without a gap are only counted. Not
 * thread-safe.
 */
public final class Positions {
  private static final byte[] NO_BYTES = {};

  /** Bytes that one position takes at most: a run before it, a partition and a difference. */
  private static final int LONGEST = 24;

  /** Bytes that nearly all take at most. */
  private static final int SHORT = 6;

  /** Positions of a run that are counted before it is written; 21 bits with its end. */
  private static final int LONGEST_RUN = (1 << 19) - 2;

  private static final int SMALLEST = 16;

  /** Bytes by which the first position of a part may become longer, as a rule. */
  private static final int JOINT = 8;

  /** How a word ends that says how many positions follow without a gap. */
  private static final int RUN = 0b11;

  /** How a word ends that is a partition; the next one is a difference. Others are differences. */
  private static final int PARTITION = 0b01;

  private byte[] bytes = NO_BYTES;
  private int length;
  private int count;

  /** Positions behind those in the bytes that follow without a gap. */
  private int run;

  private int partition;
  private long offset = -1;

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
  }

  /** Adds a position behind the others. */
  public void add(int partition, long offset) {
    long step = offset - this.offset;
    if (partition != this.partition || run > LONGEST_RUN) {
      addLong(partition, step);
    } else if (step == 1) {
      run++;
    } else {
      long word = zigzag(step) << 1;
      if (word >>> 21 == 0 && length + SHORT <= bytes.length) { // nearly all of them
        if (run > 0) {
          writeShort(run << 2 | RUN);
          run = 0;
        }
        writeShort((int) word);
      } else {
        addLong(partition, step);
      }
    }
    this.offset = offset;
    count++;
  }

  private void addLong(int partition, long step) {
    long word = zigzag(step) << 1;
    room(partition == this.partition && word >>> 21 == 0 && run <= LONGEST_RUN ? SHORT : LONGEST);
    endRun();
    if (partition != this.partition) {
      write((long) partition << 2 | PARTITION);
      this.partition = partition;
    }
    write(word);
  }

  /** Adds all of another, of which only the first is written anew. */
  private void addAll(Positions other) {
    if (other.length == 0 || (other.bytes[0] & RUN) == RUN) {
      other.forEach(this::add); // none, or it begins with the first of all positions
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
    int rest = other.length - words.at;
    if (rest > 0) {
      room(LONGEST + rest);
      endRun();
      System.arraycopy(other.bytes, words.at, bytes, length, rest);
      length += rest;
    }
    count += other.count - 1;
    run += other.run;
    partition = other.partition;
    offset = other.offset;
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
      if ((word & RUN) == RUN) {
        long last = o + (word >>> 2);
        visitor.visitRun(p, o + 1, last);
        o = last;
      } else {
        if ((word & RUN) == PARTITION) {
          p = (int) (word >>> 2);
          word = words.next();
        }
        o += unzigzag(word >>> 1);
        visitor.visit(p, o);
      }
    }
    if (run > 0) {
      visitor.visitRun(p, o + 1, o + run);
    }
  }

  /** Estimated heap in bytes. */
  public long weight() {
    return 56L + bytes.length;
  }

  private void room(int needed) {
    if (length + needed > bytes.length) {
      int more = Math.max(length + needed, Math.max(SMALLEST, bytes.length + (bytes.length >> 1)));
      bytes = Arrays.copyOf(bytes, (more + 7) & ~7); // what an array takes anyway
    }
  }

  private void endRun() {
    if (run > 0) {
      write((long) run << 2 | RUN);
      run = 0;
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
