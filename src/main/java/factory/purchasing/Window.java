package factory.purchasing;

import factory.custody.Mark;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an input that are at hand: those from {@link #from} to {@link #to} are still to be
 * dealt with. It holds no more than one record of the largest size and a block.
 *
 * <p>It knows how far it is in the input, so that a later run can go on there.
 */
final class Window {
  private static final int BLOCK = 1 << 18;

  /** Most bytes by which a place is recognised. */
  private static final int LONGEST_TAIL = 512;

  private final Input input;
  private final long largest;
  private final boolean keeping;

  private byte[] buf = new byte[BLOCK];
  private int pos;
  private int limit;

  /** How many bytes stand before the end of the buffer, from the input's beginning on. */
  private long filled;

  private boolean ended;

  /** How many bytes right before {@link #pos} are the last record with its end; 0 if unknown. */
  private int tail;

  /**
   * A window at the beginning of {@code input}.
   *
   * @param largest most bytes of a record with its line end
   * @param keeping whether what was shown stays readable for ever, and not until the next call
   */
  Window(Input input, long largest, boolean keeping) {
    this.input = input;
    this.largest = largest;
    this.keeping = keeping;
  }

  byte[] bytes() {
    return buf;
  }

  int from() {
    return pos;
  }

  int to() {
    return limit;
  }

  int length() {
    return limit - pos;
  }

  /** Whether the input is read to its end. */
  boolean ended() {
    return ended;
  }

  /** How the input is damaged; null if it is not. */
  @Nullable String damage() {
    return input.damage();
  }

  /** Whether {@link #fill} can do something at once. */
  boolean ready() throws IOException {
    return input.ready();
  }

  /** Reads more, behind what is there; waits for it. */
  void fill() throws IOException {
    if (limit == buf.length) {
      int needed = pos - Math.min(tail, pos); // the last record may still be asked for its mark
      if (needed > 0) {
        byte[] block = keeping ? new byte[lengthFor(limit - needed)] : buf;
        System.arraycopy(buf, needed, block, 0, limit - needed);
        buf = block;
        limit -= needed;
        pos -= needed;
      } else {
        buf = Arrays.copyOf(buf, lengthFor(buf.length));
      }
    }
    int n = input.read(buf, limit, buf.length - limit);
    if (n < 0) {
      ended = true;
    } else {
      limit += n;
      filled += n;
    }
  }

  /** Room for as much again as is there. */
  private int lengthFor(int there) {
    long most = largest + BLOCK + LONGEST_TAIL;
    return (int) Math.max(BLOCK, Math.min(2L * there, most));
  }

  /**
   * Skips a byte order mark, at the beginning.
   *
   * @param wait whether to wait for bytes
   * @return false if there are not enough to say whether there is one
   */
  boolean skipByteOrderMark(boolean wait) throws IOException {
    while (limit < 3 && !ended && (limit == 0 || buf[0] == (byte) 0xEF)) {
      if (!wait && !input.ready()) {
        return false;
      }
      fill();
    }
    if (limit >= 3 && buf[0] == (byte) 0xEF && buf[1] == (byte) 0xBB && buf[2] == (byte) 0xBF) {
      pos = 3;
    }
    return true;
  }

  /** The record before {@code next} is dealt with. */
  void passRecord(int next) {
    tail = Math.min(next - pos, LONGEST_TAIL);
    pos = next;
  }

  /** The same of what is no place to go on behind. */
  void pass(int next) {
    tail = 0;
    pos = next;
  }

  /** Lets go of all that is there. */
  void drop() {
    if (keeping && pos > 0) {
      buf = new byte[BLOCK];
    }
    pos = 0;
    limit = 0;
    tail = 0;
  }

  /**
   * The place behind the last record, the beginning where the input has ended without a byte; null
   * where that is no place to begin at.
   *
   * @param offset of the next record
   * @param line where that begins
   * @param time highest event time so far
   */
  @Nullable Mark mark(long offset, long line, long time) {
    if (tail == 0) {
      return ended && filled == 0 ? Mark.BEGINNING : null;
    }
    return new Mark(offset, filled - limit + pos, line, time, tail, checksum(), -1);
  }

  /**
   * Goes on at a place that an earlier run has noted.
   *
   * @param mark not before what has been read here, as a header
   * @return whether the bytes before it are what they were
   */
  boolean advance(Mark mark) throws IOException {
    long before = mark.bytes() - mark.tail();
    if (before >= filled) {
      pos = 0;
      limit = 0;
      filled += input.skip(before - filled);
    } else {
      pos = (int) (limit - (filled - before));
    }
    while (limit - pos < mark.tail() && !ended) {
      fill();
    }
    if (filled - limit + pos != before || limit - pos < mark.tail()) {
      return false;
    }
    tail = mark.tail();
    pos += tail;
    return checksum() == mark.check();
  }

  private long checksum() {
    CRC32C crc = new CRC32C();
    crc.update(buf, pos - tail, tail);
    return crc.getValue();
  }
}
