package factory.purchasing;

import factory.custody.Mark;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds where records begin and end in a partition's bytes, and no more; what is in them is a
 * parser's work.
 *
 * <p>A record is a line, or with CSV as many lines as its quotes span. It holds one record of at
 * most {@code maxRecord} bytes and a block; a longer line is skipped without being held. Broken
 * quoting costs the one line that the record starts at: the next one is read as if nothing had
 * been. What is a record follows from the bytes alone, never from how they arrived.
 */
final class Framer {
  /** What was found. */
  enum Frame {
    /** A record, from {@link Framer#from} to {@link Framer#to}. */
    RECORD,
    /** A line that cannot be a record; {@link Framer#flaw} says why. */
    BROKEN,
    /** A record larger than allowed; its beginning is shown. */
    OVERSIZED,
    /**
     * The bytes end before their time; {@link Framer#flaw} says how. The rest is shown, which may
     * be empty.
     */
    DAMAGED,
    /** Nothing can be said before more bytes arrive; only if asked not to wait. */
    DRY,
    /** The end. */
    END
  }

  /** Not CSV. */
  static final int LINES = -1;

  private static final int BLOCK = 1 << 18;
  private static final int HEAD = 4 * Utf8.EXCERPT;
  private static final int LINE_END = 2;

  /** Most bytes by which a place is recognised. */
  private static final int LONGEST_TAIL = 512;

  /** Where in a CSV record the scan is. PLAIN: no quote so far, so fields do not matter. */
  private enum Place {
    PLAIN,
    FIELD,
    DATA,
    QUOTED,
    CLOSED,
    CLOSED_CR,
    BROKEN
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = 0x0a0a_0a0a_0a0a_0a0aL;
  private static final long QUOTES = 0x2222_2222_2222_2222L;
  private static final long RETURNS = 0x0d0d_0d0d_0d0d_0d0dL;

  private final Input input;
  private final int maxRecord;
  private final int delimiter;
  private final boolean keeping;

  private byte[] buf = new byte[BLOCK];
  private int pos;
  private int limit;

  /** How many bytes stand before the end of the buffer, from the input's beginning on. */
  private long filled;

  private boolean started;
  private boolean ended;
  private boolean damageTold;
  private long line = 1;

  // The record being looked for starts at pos; these are relative to it.
  private int scanned;
  private Place place = Place.PLAIN;
  private int firstEnd = -1;
  private int innerLines;
  private int firstReturn = -1;
  private byte @Nullable [] head;
  private long skipped;
  private boolean skippedReturn;

  // What was found last.
  private byte[] frameBytes = buf;
  private int from;
  private int to;
  private long frameLine;
  private String flaw = "";

  /** How many bytes right before {@link #pos} are the last record with its end; 0 if unknown. */
  private int tail;

  /**
   * A framer at the beginning of {@code input}.
   *
   * @param maxRecord largest record in bytes, its line end not counted
   * @param delimiter between two fields of CSV, an ASCII character; {@link #LINES} where each line
   *     is a record
   * @param keeping whether what was found stays readable for ever, and not until the next call
   */
  Framer(Input input, int maxRecord, int delimiter, boolean keeping) {
    this.keeping = keeping;
    this.input = input;
    this.maxRecord = maxRecord;
    this.delimiter = delimiter;
  }

  /**
   * Finds the next record.
   *
   * @param wait whether to wait for bytes; if not, {@link Frame#DRY} says that there are none at
   *     once
   */
  Frame next(boolean wait) throws IOException {
    if (!started && !start(wait)) {
      return Frame.DRY;
    }
    while (true) {
      Frame found = head != null ? skip() : delimiter == LINES ? scanLine() : scanCsv();
      if (found != null) {
        return found;
      }
      if (head == null && limit - pos >= maxRecord + LINE_END) {
        found = tooLong();
        if (found != null) {
          return found;
        }
        continue;
      }
      if (ended) {
        return last();
      }
      if (!wait && !input.ready()) {
        return Frame.DRY;
      }
      fill();
    }
  }

  /**
   * The place behind the last record, to go on from in a later run; null where that is no place to
   * begin at, as in what is damaged. To be asked before the next call of {@link #next}.
   *
   * @param offset of the next record
   * @param time highest event time so far
   */
  @Nullable Mark mark(long offset, long time) {
    if (tail == 0 || damageTold) {
      return null;
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
    line = mark.line();
    started = true;
    return checksum() == mark.check();
  }

  private long checksum() {
    CRC32C crc = new CRC32C();
    crc.update(buf, pos - tail, tail);
    return crc.getValue();
  }

  byte[] bytes() {
    return frameBytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** The line, 1 is the first, that it starts at. */
  long line() {
    return frameLine;
  }

  /** What is wrong, as a sentence, where it is broken, oversized or damaged. */
  String flaw() {
    return flaw;
  }

  /** Skips a byte order mark. */
  private boolean start(boolean wait) throws IOException {
    while (limit < 3 && !ended && (limit == 0 || buf[0] == (byte) 0xEF)) {
      if (!wait && !input.ready()) {
        return false;
      }
      fill();
    }
    if (limit >= 3 && buf[0] == (byte) 0xEF && buf[1] == (byte) 0xBB && buf[2] == (byte) 0xBF) {
      pos = 3;
    }
    started = true;
    return true;
  }

  private void fill() throws IOException {
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
    long most = (long) maxRecord + LINE_END + BLOCK + LONGEST_TAIL;
    return (int) Math.max(BLOCK, Math.min(2L * there, most));
  }

  /** Where the scan must stop: a record that does not end before is too long. */
  private int stop() {
    return (int) Math.min(limit, (long) pos + maxRecord + LINE_END);
  }

  private @Nullable Frame scanLine() {
    int stop = stop();
    int end = lineFeed(buf, pos + scanned, stop);
    if (end < stop) {
      return found(end);
    }
    scanned = stop - pos;
    return null;
  }

  /** Where the first line feed stands, or {@code to}. */
  private static int lineFeed(byte[] b, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long other = (long) LONGS.get(b, i) ^ LINE_FEEDS;
      long zeros = (other - ONES) & ~other & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    while (i < to && b[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Up to where there surely is neither a line end nor a quote. */
  private static int plain(byte[] b, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = (long) LONGS.get(b, i);
      long quotes = word ^ QUOTES;
      long feeds = word ^ LINE_FEEDS;
      long returns = word ^ RETURNS;
      long zeros =
          (((quotes - ONES) & ~quotes) | ((feeds - ONES) & ~feeds) | ((returns - ONES) & ~returns))
              & HIGH;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    return i;
  }

  private @Nullable Frame scanCsv() {
    byte[] b = buf;
    int stop = stop();
    int i = pos + scanned;
    while (i < stop) {
      byte c = b[i];
      switch (place) {
        case PLAIN -> {
          for (; i < stop; i++) {
            i = plain(b, i, stop);
            if (i == stop) {
              break;
            }
            c = b[i];
            if (c == '\n') {
              return found(i);
            }
            if (c == '"') {
              place = Place.FIELD;
              firstReturn = -1;
              i = pos;
              break;
            }
            if (c == '\r' && firstReturn < 0) {
              firstReturn = i - pos;
            }
          }
        }
        case FIELD -> {
          if (c == '"') {
            place = Place.QUOTED;
            i++;
          } else if (c == delimiter) {
            i++;
          } else {
            place = Place.DATA;
          }
        }
        case DATA -> {
          for (; i < stop; i++) {
            c = b[i];
            if (c == '\n') {
              return found(i);
            }
            if (c == delimiter) {
              place = Place.FIELD;
              i++;
              break;
            }
            if (c == '\r' && firstReturn < 0) {
              firstReturn = i - pos;
            }
          }
        }
        case QUOTED -> {
          for (; i < stop; i++) {
            c = b[i];
            if (c == '"') {
              place = Place.CLOSED;
              i++;
              break;
            }
            if (c == '\n') {
              if (firstEnd < 0) {
                firstEnd = i - pos;
              }
              innerLines++;
            }
          }
        }
        case CLOSED -> {
          if (c == '\n') {
            return found(i);
          }
          i++;
          place =
              c == '"'
                  ? Place.QUOTED
                  : c == delimiter ? Place.FIELD : c == '\r' ? Place.CLOSED_CR : Place.BROKEN;
          if (place == Place.BROKEN) {
            flaw = "a quoted field goes on after its closing quote";
            if (firstEnd >= 0) {
              return firstLine(Frame.BROKEN);
            }
          }
        }
        case CLOSED_CR -> {
          if (c == '\n') {
            return found(i);
          }
          place = Place.BROKEN;
          flaw = "a quoted field goes on after its closing quote";
          if (firstEnd >= 0) {
            return firstLine(Frame.BROKEN);
          }
        }
        case BROKEN -> {
          for (; i < stop; i++) {
            if (b[i] == '\n') {
              return found(i);
            }
          }
        }
      }
    }
    scanned = i - pos;
    return null;
  }

  /** A record that ends at a line end, which stands at {@code end}. */
  private Frame found(int end) {
    return frame(end, end + 1);
  }

  /** A record that ends at {@code end}; the next starts at {@code next}. */
  private Frame frame(int end, int next) {
    int last = end > pos && buf[end - 1] == '\r' ? end - 1 : end;
    if (last - pos > maxRecord) {
      if (firstEnd >= 0) {
        return tooLongQuote();
      }
      oversized(last - pos);
      return take(Frame.OVERSIZED, last, next);
    }
    if (place == Place.BROKEN) {
      return take(Frame.BROKEN, last, next);
    }
    if (firstReturn >= 0 && firstReturn < last - pos) {
      flaw = "a carriage return stands alone outside of quotes";
      return firstEnd >= 0 ? firstLine(Frame.BROKEN) : take(Frame.BROKEN, last, next);
    }
    return take(Frame.RECORD, last, next);
  }

  /** Gives up only the first line of what would be a record of several. */
  private Frame firstLine(Frame frame) {
    int end = pos + firstEnd;
    innerLines = 0;
    return take(frame, buf[end - 1] == '\r' ? end - 1 : end, end + 1);
  }

  private Frame take(Frame frame, int end, int next) {
    frameBytes = buf;
    tail = Math.min(next - pos, LONGEST_TAIL);
    from = pos;
    to = end;
    frameLine = line;
    line += 1 + innerLines;
    pos = next;
    forget();
    return frame;
  }

  private void forget() {
    scanned = 0;
    place = Place.PLAIN;
    firstEnd = -1;
    innerLines = 0;
    firstReturn = -1;
  }

  /** No end within the limit. */
  private @Nullable Frame tooLong() {
    if (firstEnd >= 0) {
      return tooLongQuote();
    }
    head = Arrays.copyOfRange(buf, pos, Math.min(limit, pos + HEAD));
    skipped = 0;
    return null;
  }

  private Frame tooLongQuote() {
    flaw =
        "a quote that opens in this line does not close within the largest record of "
            + maxRecord
            + " bytes";
    return firstLine(Frame.OVERSIZED);
  }

  /** Goes on to the end of a line that is too long. */
  private @Nullable Frame skip() {
    for (int i = pos; i < limit; i++) {
      if (buf[i] == '\n') {
        return skippedUpTo(i, i + 1);
      }
    }
    if (limit > pos) {
      skippedReturn = buf[limit - 1] == '\r';
    }
    skipped += limit - pos;
    if (keeping && pos > 0) {
      buf = new byte[BLOCK];
    }
    pos = 0;
    limit = 0;
    tail = 0;
    return null;
  }

  private Frame skippedUpTo(int end, int next) {
    boolean carriageReturn = end > pos ? buf[end - 1] == '\r' : skippedReturn;
    oversized(skipped + end - pos - (carriageReturn ? 1 : 0));
    Frame frame = take(Frame.OVERSIZED, end, next);
    tail = 0;
    byte[] shown = head == null ? new byte[0] : head;
    head = null;
    frameBytes = shown;
    from = 0;
    to = shown.length;
    return frame;
  }

  private void oversized(long length) {
    flaw = "the record has " + length + " bytes; the largest allowed has " + maxRecord;
  }

  private Frame last() {
    if (head != null) {
      return skippedUpTo(limit, limit);
    }
    String damage = input.damage();
    if (damage != null && !damageTold) {
      damageTold = true;
      flaw = damage;
      return take(Frame.DAMAGED, limit, limit);
    }
    if (pos == limit) {
      return Frame.END;
    }
    if (place == Place.QUOTED) {
      flaw = "a quote that opens in this line never closes";
      place = Place.BROKEN;
      if (firstEnd >= 0) {
        return firstLine(Frame.BROKEN);
      }
    }
    return frame(limit, limit);
  }
}
