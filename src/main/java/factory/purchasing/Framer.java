package factory.purchasing;

import factory.custody.Mark;
import java.io.IOException;
import java.util.Arrays;
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

  private static final int HEAD = 4 * Utf8.EXCERPT;
  private static final int LINE_END = 2;

  private final Window window;
  private final int maxRecord;
  private final boolean lines;

  private final CsvScan csv; // has nothing to say of lines
  private boolean started;
  private boolean damageTold;
  private long line = 1;

  /** How much of the record that is looked for was looked at. */
  private int scanned;

  // Of a line that is too long.
  private byte @Nullable [] head;
  private long skipped;
  private boolean skippedReturn;

  // What was found last.
  private byte[] frameBytes;
  private int from;
  private int to;
  private long frameLine;
  private String flaw = "";

  /**
   * A framer at the beginning of {@code input}.
   *
   * @param maxRecord largest record in bytes, its line end not counted
   * @param delimiter between two fields of CSV, an ASCII character; {@link #LINES} where each line
   *     is a record
   * @param keeping whether what was found stays readable for ever, and not until the next call
   */
  Framer(Input input, int maxRecord, int delimiter, boolean keeping) {
    this.window = new Window(input, (long) maxRecord + LINE_END, keeping);
    this.maxRecord = maxRecord;
    this.lines = delimiter == LINES;
    this.csv = new CsvScan(delimiter);
    this.frameBytes = window.bytes();
  }

  /**
   * Finds the next record.
   *
   * @param wait whether to wait for bytes; if not, {@link Frame#DRY} says that there are none at
   *     once
   */
  Frame next(boolean wait) throws IOException {
    if (!started) {
      started = window.skipByteOrderMark(wait);
      if (!started) {
        return Frame.DRY;
      }
    }
    while (true) {
      Frame found = head == null ? scan() : skip();
      if (found != null) {
        return found;
      }
      if (head == null && window.length() >= maxRecord + LINE_END) {
        found = tooLong();
        if (found != null) {
          return found;
        }
        continue;
      }
      if (window.ended()) {
        return last();
      }
      if (!wait && !window.ready()) {
        return Frame.DRY;
      }
      window.fill();
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
    return damageTold ? null : window.mark(offset, line, time);
  }

  /**
   * Goes on at a place that an earlier run has noted.
   *
   * @param mark not before what has been read here, as a header
   * @return whether the bytes before it are what they were
   */
  boolean advance(Mark mark) throws IOException {
    line = mark.line();
    started = true;
    return window.advance(mark);
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

  /** Looks for the end of the record that begins here; null if it is not there yet. */
  private @Nullable Frame scan() {
    byte[] b = window.bytes();
    int start = window.from();
    // a record that does not end before this is too long
    int stop = (int) Math.min(window.to(), (long) start + maxRecord + LINE_END);
    int end;
    if (lines) {
      int found = ByteSearch.lineFeed(b, start + scanned, stop);
      end = found < stop ? found : CsvScan.MORE;
    } else {
      end = csv.scan(b, start, start + scanned, stop);
    }
    if (end >= 0) {
      return frame(end, end + 1);
    }
    scanned = stop - start;
    return end == CsvScan.FIRST_LINE ? firstLine(Frame.BROKEN, csv.flaw()) : null;
  }

  /** A record that ends at {@code end}; the next starts at {@code next}. */
  private Frame frame(int end, int next) {
    int start = window.from();
    int last = end > start && window.bytes()[end - 1] == '\r' ? end - 1 : end;
    if (last - start > maxRecord) {
      if (csv.firstEnd() >= 0) {
        return tooLongQuote();
      }
      oversized(last - start);
      return take(Frame.OVERSIZED, last, next);
    }
    if (!lines && csv.isBroken(last - start)) {
      if (csv.firstEnd() >= 0) {
        return firstLine(Frame.BROKEN, csv.flaw());
      }
      flaw = csv.flaw();
      return take(Frame.BROKEN, last, next);
    }
    return take(Frame.RECORD, last, next);
  }

  /** Gives up only the first line of what would be a record of several. */
  private Frame firstLine(Frame frame, String why) {
    flaw = why;
    int end = window.from() + csv.firstEnd();
    boolean carriageReturn = window.bytes()[end - 1] == '\r';
    return take(frame, carriageReturn ? end - 1 : end, end + 1, 1);
  }

  private Frame take(Frame frame, int end, int next) {
    return take(frame, end, next, 1 + csv.innerLines());
  }

  private Frame take(Frame frame, int end, int next, int ofLines) {
    frameBytes = window.bytes();
    from = window.from();
    to = end;
    frameLine = line;
    line += ofLines;
    window.passRecord(next);
    scanned = 0;
    if (!lines) {
      csv.begin();
    }
    return frame;
  }

  /** No end within the limit. */
  private @Nullable Frame tooLong() {
    if (csv.firstEnd() >= 0) {
      return tooLongQuote();
    }
    int start = window.from();
    head = Arrays.copyOfRange(window.bytes(), start, Math.min(window.to(), start + HEAD));
    skipped = 0;
    return null;
  }

  private Frame tooLongQuote() {
    return firstLine(
        Frame.OVERSIZED,
        "a quote that opens in this line does not close within the largest record of "
            + maxRecord
            + " bytes");
  }

  /** Goes on to the end of a line that is too long. */
  private @Nullable Frame skip() {
    int end = ByteSearch.lineFeed(window.bytes(), window.from(), window.to());
    if (end < window.to()) {
      return skippedUpTo(end, end + 1);
    }
    if (window.length() > 0) {
      skippedReturn = window.bytes()[end - 1] == '\r';
    }
    skipped += window.length();
    window.drop();
    return null;
  }

  private Frame skippedUpTo(int end, int next) {
    int start = window.from();
    boolean carriageReturn = end > start ? window.bytes()[end - 1] == '\r' : skippedReturn;
    oversized(skipped + end - start - (carriageReturn ? 1 : 0));
    Frame frame = take(Frame.OVERSIZED, end, next);
    window.pass(next);
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
    int end = window.to();
    if (head != null) {
      return skippedUpTo(end, end);
    }
    String damage = window.damage();
    if (damage != null && !damageTold) {
      damageTold = true;
      flaw = damage;
      return take(Frame.DAMAGED, end, end);
    }
    if (window.length() == 0) {
      return Frame.END;
    }
    if (csv.endsOpen() && csv.firstEnd() >= 0) {
      return firstLine(Frame.BROKEN, csv.flaw());
    }
    return frame(end, end);
  }
}
