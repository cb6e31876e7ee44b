package factory.purchasing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes one record after another, strictly, into characters that the next call overwrites. Not thread-safe. */
final class Utf8 {
  /** Characters of a record that are shown in the scrap. */
  static final int EXCERPT = 512;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
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
      throw new Malformed(
          String.format(
              "byte 0x%02X at position %d of the record is no valid UTF-8",
              bytes[in.position()] & 0xff, in.position() - from + 1));
    }
    return out.position();
  }

  /** The characters; there is always room for one more than were decoded. */
  char[] chars() {
    return out.array();
  }

  /** The beginning of a record as it is shown in the scrap, invalid bytes as replacement characters. */
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
            Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
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
    return isWellFormed(text) ? text : new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
  }
}
