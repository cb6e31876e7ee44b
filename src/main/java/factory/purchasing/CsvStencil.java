package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Schema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a record of CSV into its fields where that is beyond doubt, without decoding them: each
 * begins with a quote and ends with the one that closes it, or has none. All else is left to
 * FastCSV, also the word on what is malformed; see {@code docs/decisions/0016}.
 *
 * <p>It looks at eight bytes at a time. Not thread-safe.
 */
final class CsvStencil {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long QUOTES = '"' * ONES;
  private static final long RETURNS = '\r' * ONES;

  private final byte delimiter;
  private final long delimiters;
  private int[] begins = new int[32];

  /** The field that is being cut; none if the record is not for this class. */
  private int field;

  CsvStencil(char delimiter) {
    this.delimiter = (byte) delimiter;
    this.delimiters = delimiter * ONES;
  }

  /** The record's fields; null if that is not for this class to say. */
  @Nullable Fields read(byte[] bytes, int from, int to, Schema columns, long line) {
    int fields = columns.size();
    if (to - from > RawFields.LONGEST) {
      return null;
    }
    if (begins.length <= fields) {
      begins = new int[fields + 1];
    }
    field = 0;
    begins[0] = 0;
    int at = from;
    while (at < to) {
      int begin = from + begins[field];
      if (at == begin && bytes[at] == '"') {
        at = quoted(bytes, at + 1, to);
        if (at < 0 || (at < to && bytes[at] != delimiter)) {
          return null;
        }
      } else {
        at = plain(bytes, from, at, to, fields);
        if (at < 0) {
          return null;
        }
      }
      if (at < to && bytes[at] == delimiter) {
        if (field + 1 == fields) {
          return null;
        }
        begins[++field] = ++at - from;
      }
    }
    return field + 1 == fields ? new CsvFields(columns, bytes, from, to, begins, line) : null;
  }

  /**
   * Cuts fields without quotes.
   *
   * @return where a field begins that may have some, or the record ends; or a delimiter that is
   *     still to be taken; negative where something stands that is not for this class
   */
  private int plain(byte[] bytes, int record, int from, int to, int fields) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long word = (long) LONGS.get(bytes, at);
      long cuts = zeros(word ^ delimiters);
      long others = zeros(word ^ QUOTES) | zeros(word ^ RETURNS) | (word & HIGH);
      long before = others == 0 ? -1L : Long.lowestOneBit(others) - 1;
      for (long left = cuts & before; left != 0; left &= left - 1) {
        if (field + 1 == fields) {
          return -1;
        }
        begins[++field] = at + (Long.numberOfTrailingZeros(left) >>> 3) + 1 - record;
      }
      if (others == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(others) >>> 3;
      if (bytes[at] == '"') {
        return at == record + begins[field] ? at : -1;
      }
      at = wide(bytes, at, to);
      if (at < 0) {
        return -1;
      }
    }
    return rest(bytes, record, at, to);
  }

  /** The last few bytes, or up to the next field. */
  private int rest(byte[] bytes, int record, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != delimiter) {
      if (bytes[at] == '"') {
        return at == record + begins[field] ? at : -1;
      } else if (bytes[at] < 0 || bytes[at] == '\r') {
        at = wide(bytes, at, to);
        if (at < 0) {
          return -1;
        }
      } else {
        at++;
      }
    }
    return at;
  }

  /** Behind some characters that are not ASCII; negative if they are none. */
  private static int wide(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] < 0) {
      int length = Utf8.sequence(bytes, at, to);
      if (length == 0) {
        return -1;
      }
      at += length;
    }
    return at == from ? -1 : at;
  }

  /** Where a quoted field ends, behind its quote; negative if it does not. */
  private static int quoted(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to) {
        long word = (long) LONGS.get(bytes, at);
        long others = zeros(word ^ QUOTES) | (word & HIGH);
        at += others == 0 ? Long.BYTES : Long.numberOfTrailingZeros(others) >>> 3;
        if (others == 0) {
          continue;
        }
      }
      byte c = bytes[at];
      if (c < 0) {
        at = wide(bytes, at, to);
        if (at < 0) {
          return -1;
        }
      } else {
        at++;
        if (c == '"') {
          if (at == to || bytes[at] != '"') {
            return at;
          }
          at++;
        }
      }
    }
    return -1;
  }

  /** The highest bit of each byte that is zero, and no other bit. */
  private static long zeros(long word) {
    return ~(((word & ~HIGH) + ~HIGH) | word | ~HIGH);
  }
}
