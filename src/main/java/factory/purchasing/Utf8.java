package factory.purchasing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decodes one record after another, strictly, into characters that the next call overwrites; or
 * only looks. Not thread-safe.
 */
final class Utf8 {
  /** Characters of a record that are shown in the scrap. */
  static final int EXCERPT = 512;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private byte[] lastBytes = {};
  private ByteBuffer in = ByteBuffer.wrap(lastBytes);
  private CharBuffer out = CharBuffer.allocate(1024);

  /**
   * Decodes a part of {@code bytes}.
   *
   * @return how many characters of {@link #chars()} it became
   */
  int decode(byte[] bytes, int from, int to) throws Malformed {
    if (bytes != lastBytes) {
      lastBytes = bytes;
      in = ByteBuffer.wrap(bytes);
    }
    in.limit(to).position(from);
    if (out.capacity() <= to - from) {
      out = CharBuffer.allocate(Math.max(to - from + 1, out.capacity() + (out.capacity() >> 1)));
    }
    out.clear();
    CoderResult result = decoder.reset().decode(in, out, true);
    if (result.isError()) {
      throw invalid(bytes, from, in.position());
    }
    return out.position();
  }

  /**
   * Fails if a part of {@code bytes} is no UTF-8; for parsers that decode by themselves and less
   * strictly.
   */
  static void check(byte[] bytes, int from, int to) throws Malformed {
    int invalid = firstInvalid(bytes, from, to);
    if (invalid < to) {
      throw invalid(bytes, from, invalid);
    }
  }

  /** Whether a part of {@code bytes} is UTF-8. */
  static boolean isValid(byte[] bytes, int from, int to) {
    return firstInvalid(bytes, from, to) == to;
  }

  /** Where the first character stands that is none, or {@code to}. */
  private static int firstInvalid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      if (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int length = sequence(bytes, i, to);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return to;
  }

  /**
   * How many bytes the character takes that begins here, by table 3-7 of the Unicode standard; 0 if
   * it is none.
   */
  static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static Malformed invalid(byte[] bytes, int from, int at) {
    return new Malformed(
        String.format(
            "byte 0x%02X at position %s of the record is no valid UTF-8",
            bytes[at] & 0xff, at - from + 1));
  }

  /** The characters; there is always room for one more than were decoded. */
  char[] chars() {
    return out.array();
  }

  /**
   * The beginning of a record as it is shown in the scrap, invalid bytes as replacement characters.
   */
  static String excerpt(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + 4 * EXCERPT);
    String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
    if (text.length() <= EXCERPT && end == to) {
      return text;
    }
    int cut = Math.min(EXCERPT, text.length());
    return text.substring(0, Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut) + "…";
  }

  /** Whether the text could be written as UTF-8: no half of a surrogate pair stands alone. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with replacement characters for lone surrogates. */
  static String wellFormed(String text) {
    return isWellFormed(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
  }
}
