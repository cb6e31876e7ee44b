package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a record of CSV into its fields where that is beyond doubt, without decoding them: each
 * begins with a quote and ends with the one that closes it, or has none. All else is left to
 * FastCSV, also the word on what is malformed; see {@code docs/decisions/0014}.
 */
final class CsvStencil {
  private final byte delimiter;
  private int[] begins = {};

  CsvStencil(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /** The record's fields; null if that is not for this class to say. */
  @Nullable Fields read(byte[] bytes, int from, int to, Schema columns, long line) {
    int fields = columns.size();
    if (begins.length < fields) {
      begins = new int[fields];
    }
    if (to - from > RawFields.LONGEST || !Utf8.isValid(bytes, from, to)) {
      return null;
    }
    int field = 0;
    int at = from;
    while (field < fields) {
      begins[field++] = at - from;
      at = at < to && bytes[at] == '"' ? quoted(bytes, at + 1, to) : plain(bytes, at, to);
      if (at == to) {
        return field == fields ? new CsvFields(columns, bytes, from, to, begins, line) : null;
      }
      if (at < 0 || bytes[at] != delimiter) {
        return null;
      }
      at++;
    }
    return null;
  }

  /** Where a field without quotes ends; negative if it has some, or a carriage return. */
  private int plain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == delimiter) {
        return i;
      }
      if (c == '"' || c == '\r') {
        return -1;
      }
    }
    return to;
  }

  /** Where a quoted field ends, behind its quote; negative if it does not. */
  private static int quoted(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') {
        i++;
        if (i == to || bytes[i] != '"') {
          return i;
        }
      }
    }
    return -1;
  }
}
