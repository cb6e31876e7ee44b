package factory.purchasing;

import factory.goods.Fields;
import factory.goods.Schema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a record that is made as ones before it, without decoding it: the same names in the
 * same order, and values of a plain kind (texts, short numbers, true, false, null). Each record
 * that it takes is one that Jackson would take, with the same values; what it does not take may be
 * anything, and Jackson says what. See {@code docs/decisions/0016}.
 *
 * <p>The names known so far are a tree: from each name the ones that have come behind it. Of
 * several the last one is tried first. Not thread-safe.
 */
final class JsonStencil {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long QUOTES = 0x2222_2222_2222_2222L;
  private static final long BACKSLASHES = 0x5c5c_5c5c_5c5c_5c5cL;
  private static final long BLANKS = 0x2020_2020_2020_2020L;

  /** Digits of an integer that surely fits 64 bits; also most of a decimal number. */
  private static final int MOST_DIGITS = 18;

  /** Names that are kept; sources whose names are without end shall not fill the heap. */
  private static final int MOST_NAMES = 4096;

  /** After so many records in a row that it did not fit only one in so many is tried. */
  private static final int TRIES = 64;

  private Name root = new Name(new byte[0]);
  private int names;
  private final Set<Schema> learnt = Collections.newSetFromMap(new IdentityHashMap<>());
  private int[] begins = new int[32];
  private int missed;

  /** A name as it stands in a record, with quotes and colon, and what may follow it. */
  private static final class Name {
    final byte[] quoted;

    /** Its first eight bytes, of which {@link #mask} says how many there are, and its last. */
    final long first;

    final long mask;
    final long last;
    Name[] next = {};

    /** The names from the root to this one, where records have ended here. */
    @Nullable Schema whole;

    Name(byte[] quoted) {
      this.quoted = quoted;
      byte[] padded = Arrays.copyOf(quoted, Math.max(Long.BYTES, quoted.length));
      first = (long) LONGS.get(padded, 0);
      mask = quoted.length < Long.BYTES ? (1L << (8 * quoted.length)) - 1 : -1L;
      last = (long) LONGS.get(padded, padded.length - Long.BYTES);
    }

    boolean standsAt(byte[] bytes, int at) {
      int length = quoted.length;
      if (at + Math.max(Long.BYTES, length) > bytes.length
          || (((long) LONGS.get(bytes, at) ^ first) & mask) != 0) {
        return false;
      }
      if (length <= Long.BYTES) {
        return true;
      }
      for (int i = Long.BYTES; i + Long.BYTES < length; i += Long.BYTES) {
        if ((long) LONGS.get(bytes, at + i) != (long) LONGS.get(quoted, i)) {
          return false;
        }
      }
      return (long) LONGS.get(bytes, at + length - Long.BYTES) == last;
    }

    /** The one of those behind it that stands here, which then is tried first. */
    @Nullable Name nextAt(byte[] bytes, int at) {
      for (int i = 0; i < next.length; i++) {
        Name name = next[i];
        if (name.standsAt(bytes, at)) {
          if (i > 0) {
            next[i] = next[0];
            next[0] = name;
          }
          return name;
        }
      }
      return null;
    }
  }

  /** The record's fields; null if that is not for this class to say. */
  @Nullable Fields read(byte[] bytes, int from, int to, long line) {
    if (missed >= TRIES && ++missed % TRIES != 0) {
      return null;
    }
    Schema schema = to - from > RawFields.LONGEST ? null : fit(bytes, from, to);
    if (schema == null) {
      missed++;
      return null;
    }
    missed = 0;
    return new JsonFields(schema, bytes, from, to, begins, line);
  }

  /** From now on records of these names, in this order, are recognised. */
  void learn(Schema schema) {
    if (learnt.contains(schema)) {
      return; // it is the values that do not fit
    }
    if (names + schema.size() >= MOST_NAMES || learnt.size() == MOST_NAMES) {
      root = new Name(new byte[0]);
      names = 0;
      learnt.clear();
    }
    learnt.add(schema);
    Name at = root;
    for (String name : schema.names()) {
      byte[] quoted = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
      if (end(quoted, 1, quoted.length) != quoted.length - 1 || name.indexOf('\\') >= 0) {
        return; // it is written with escapes
      }
      at = behind(at, quoted);
    }
    at.whole = schema;
    missed = 0;
  }

  private Name behind(Name before, byte[] quoted) {
    for (Name name : before.next) {
      if (Arrays.equals(name.quoted, quoted)) {
        return name;
      }
    }
    Name added = new Name(quoted);
    before.next = Arrays.copyOf(before.next, before.next.length + 1);
    before.next[before.next.length - 1] = added;
    names++;
    return added;
  }

  private @Nullable Schema fit(byte[] bytes, int from, int to) {
    if (from == to || bytes[from] != '{') {
      return null;
    }
    Name name = root;
    int at = from;
    for (int field = 0; ; field++) {
      at = blanks(bytes, at + 1, to);
      name = name.nextAt(bytes, at);
      if (name == null) {
        return null;
      }
      at = blanks(bytes, at + name.quoted.length, to);
      if (field == begins.length) {
        begins = Arrays.copyOf(begins, 2 * field);
      }
      begins[field] = at - from;
      at = value(bytes, at, to);
      if (at < 0) {
        return null;
      }
      at = blanks(bytes, at, to);
      if (at >= to) {
        return null;
      }
      if (bytes[at] != ',') {
        return bytes[at] == '}' && blanks(bytes, at + 1, to) == to ? name.whole : null;
      }
    }
  }

  private static int blanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  /** Where the value that begins here ends; negative if it is of no plain kind. */
  private static int value(byte[] bytes, int at, int to) {
    if (at >= to) {
      return -1;
    }
    return switch (bytes[at]) {
      case '"' -> end(bytes, at + 1, to);
      case 'n' -> word(bytes, at, to, 'u', 'l', 'l');
      case 't' -> word(bytes, at, to, 'r', 'u', 'e');
      case 'f' -> at + 1 < to && bytes[at + 1] == 'a' ? word(bytes, at + 1, to, 'l', 's', 'e') : -1;
      default -> number(bytes, at, to);
    };
  }

  private static int word(byte[] bytes, int at, int to, char second, char third, char fourth) {
    return at + 4 <= to
            && bytes[at + 1] == second
            && bytes[at + 2] == third
            && bytes[at + 3] == fourth
        ? at + 4
        : -1;
  }

  /** Without exponent, and no larger than a long where it has no point. */
  private static int number(byte[] bytes, int from, int to) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int at = digits(bytes, first, to);
    int digits = at - first;
    if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && bytes[first] == '0')) {
      return -1;
    }
    if (at < to && bytes[at] == '.') {
      int point = at;
      at = digits(bytes, at + 1, to);
      if (at == point + 1 || at - point > MOST_DIGITS) {
        return -1;
      }
    }
    return at;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /**
   * Where the text ends that begins at {@code from}, behind its quote; negative if it does not, is
   * no UTF-8, or has a character that must be escaped or is escaped by its number.
   */
  private static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= bytes.length) {
        long word = (long) LONGS.get(bytes, at);
        long quotes = word ^ QUOTES;
        long slashes = word ^ BACKSLASHES;
        long special =
            (((quotes - ONES) & ~quotes)
                    | ((slashes - ONES) & ~slashes)
                    | ((word - BLANKS) & ~word)
                    | word)
                & HIGH;
        if (special == 0) {
          at += Long.BYTES;
          continue;
        }
        at += Long.numberOfTrailingZeros(special) >>> 3;
        if (at >= to) {
          return -1;
        }
      }
      byte c = bytes[at];
      if (c == '"') {
        return at + 1;
      } else if (c < 0) {
        int length = Utf8.sequence(bytes, at, to);
        if (length == 0) {
          return -1;
        }
        at += length;
      } else if (c == '\\') {
        if (at + 1 >= to || !isLetterOfEscape(bytes[at + 1])) {
          return -1;
        }
        at += 2;
      } else if (c < ' ') {
        return -1;
      } else {
        at++;
      }
    }
    return -1;
  }

  private static boolean isLetterOfEscape(byte letter) {
    return switch (letter) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
      default -> false;
    };
  }
}
