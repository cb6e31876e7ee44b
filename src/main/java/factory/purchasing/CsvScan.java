package factory.purchasing;

/**
 * Finds where a record of CSV ends: at the first line end that stands in no quotes.
 *
 * <p>A scan goes on where the one before has stopped for lack of bytes. All places but those of the
 * call are counted from the beginning of the record.
 */
final class CsvScan {
  /** More bytes are needed. */
  static final int MORE = -1;

  /** The quoting is broken, and not in the record's first line: only that one is given up. */
  static final int FIRST_LINE = -2;

  /** Where in a record the scan is. PLAIN: no quote so far, so fields do not matter. */
  private enum Place {
    PLAIN,
    FIELD,
    DATA,
    QUOTED,
    CLOSED,
    CLOSED_CR,
    BROKEN
  }

  private final int delimiter;
  private Place place = Place.PLAIN;
  private int firstEnd = -1;
  private int innerLines;
  private int firstReturn = -1;
  private String flaw = "";

  /** A scan for a record's end; {@code delimiter} is an ASCII character. */
  CsvScan(int delimiter) {
    this.delimiter = delimiter;
  }

  /** A new record begins. */
  void begin() {
    place = Place.PLAIN;
    firstEnd = -1;
    innerLines = 0;
    firstReturn = -1;
  }

  /**
   * Looks on for the end.
   *
   * @param start where the record begins
   * @param from up to where it has been looked at
   * @param stop where the bytes end
   * @return where the line feed stands that ends it, {@link #MORE} or {@link #FIRST_LINE}
   */
  int scan(byte[] b, int start, int from, int stop) {
    int i = from;
    while (i < stop) {
      switch (place) {
        case PLAIN -> i = plain(b, start, i, stop);
        case FIELD -> i = field(b[i], i);
        case DATA -> i = data(b, start, i, stop);
        case QUOTED -> i = quoted(b, start, i, stop);
        case CLOSED -> i = closed(b[i], i);
        case CLOSED_CR -> i = closedByReturn(b[i], i);
        case BROKEN -> i = broken(b, i, stop);
      }
      if (i < 0) {
        return ~i;
      }
      if (place == Place.BROKEN && firstEnd >= 0) {
        return FIRST_LINE;
      }
    }
    return MORE;
  }

  // Each returns where to go on, or for the record's end the complement of its line feed's place.

  private int plain(byte[] b, int start, int from, int stop) {
    for (int i = from; i < stop; i++) {
      i = ByteSearch.plain(b, i, stop);
      if (i == stop) {
        break;
      }
      byte c = b[i];
      if (c == '\n') {
        return ~i;
      }
      if (c == '"') {
        place = Place.FIELD;
        firstReturn = -1;
        return start;
      }
      if (c == '\r' && firstReturn < 0) {
        firstReturn = i - start;
      }
    }
    return stop;
  }

  private int field(byte c, int i) {
    if (c == delimiter) {
      return i + 1;
    }
    place = c == '"' ? Place.QUOTED : Place.DATA;
    return c == '"' ? i + 1 : i;
  }

  private int data(byte[] b, int start, int from, int stop) {
    for (int i = from; i < stop; i++) {
      byte c = b[i];
      if (c == '\n') {
        return ~i;
      }
      if (c == delimiter) {
        place = Place.FIELD;
        return i + 1;
      }
      if (c == '\r' && firstReturn < 0) {
        firstReturn = i - start;
      }
    }
    return stop;
  }

  private int quoted(byte[] b, int start, int from, int stop) {
    for (int i = from; i < stop; i++) {
      byte c = b[i];
      if (c == '"') {
        place = Place.CLOSED;
        return i + 1;
      }
      if (c == '\n') {
        if (firstEnd < 0) {
          firstEnd = i - start;
        }
        innerLines++;
      }
    }
    return stop;
  }

  private int closed(byte c, int i) {
    if (c == '\n') {
      return ~i;
    }
    if (c == '"') {
      place = Place.QUOTED;
    } else if (c == delimiter) {
      place = Place.FIELD;
    } else if (c == '\r') {
      place = Place.CLOSED_CR;
    } else {
      goesOnAfterQuote();
    }
    return i + 1;
  }

  private int closedByReturn(byte c, int i) {
    if (c == '\n') {
      return ~i;
    }
    goesOnAfterQuote();
    return i;
  }

  private void goesOnAfterQuote() {
    place = Place.BROKEN;
    flaw =
        innerLines == 0
            ? "a quoted field goes on after its closing quote"
            : "a quoted field that opens in this line goes on after a quote in a later one;"
                + " probably its own quote never closes";
  }

  private static int broken(byte[] b, int from, int stop) {
    int end = ByteSearch.lineFeed(b, from, stop);
    return end < stop ? ~end : stop;
  }

  /** The bytes end where the scan has come to. Whether a quote is open there, which breaks it. */
  boolean endsOpen() {
    boolean open = place == Place.QUOTED;
    if (open) {
      place = Place.BROKEN;
      flaw = "a quote that opens in this line never closes";
    }
    return open;
  }

  /**
   * Whether what ends at {@code length} is no record; {@link #flaw} says why. A carriage return may
   * stand in quotes, and before the line feed, which is beyond the length.
   */
  boolean isBroken(int length) {
    if (place != Place.BROKEN && firstReturn >= 0 && firstReturn < length) {
      place = Place.BROKEN;
      flaw = "a carriage return stands alone outside of quotes";
    }
    return place == Place.BROKEN;
  }

  /** What is wrong with what is broken, as a sentence. */
  String flaw() {
    return flaw;
  }

  /** Where the first line ends, at a line feed in quotes; negative if none was seen. */
  int firstEnd() {
    return firstEnd;
  }

  /** How many line feeds stand in quotes. */
  int innerLines() {
    return innerLines;
  }
}
