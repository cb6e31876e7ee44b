package factory.transportation;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts together the part of a line of JSON that each product has, piece by piece, most of which
 * stand ready. Texts are quoted by Jackson, but for those of which each character stands for
 * itself. Not thread-safe.
 */
final class JsonHead {
  private static final byte[] NULL = ascii("null");

  /** No {@code long} and no instant is longer. */
  private static final int LONGEST = 32;

  private static final int USUAL = 512;

  private final JsonLine jackson = new JsonLine();
  private final InstantText instant = new InstantText();
  private byte[] bytes = new byte[USUAL];
  private int length;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A text in quotes. */
  byte[] quoted(String text) {
    return jackson.value((json, values) -> json.writeString(text));
  }

  /** The next line begins. */
  void clear() {
    bytes = bytes.length > JsonLine.KEEP ? new byte[USUAL] : bytes;
    length = 0;
  }

  /** What stands ready. */
  void add(byte[] piece) {
    room(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
  }

  void addNumber(long number) {
    room(LONGEST);
    length = NumberOutput.outputLong(number, bytes, length);
  }

  /** A text in quotes. */
  void addText(String text) {
    room(text.length() + 2);
    int at = length;
    bytes[at++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        add(quoted(text));
        return;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '"';
    length = at;
  }

  /** A time as it is written: in quotes, as a number, or null. */
  void addTime(long time, EventTimes times) {
    if (times.write(time, instant)) {
      room(LONGEST);
      bytes[length++] = '"';
      System.arraycopy(instant.bytes(), 0, bytes, length, instant.length());
      length += instant.length();
      bytes[length++] = '"';
      return;
    }
    String text = times.text(time);
    if (text == null) {
      add(NULL);
    } else if (times.isNumber(time)) {
      addNumber(time);
    } else {
      addText(text);
    }
  }

  /** The bytes; those up to {@link #length} count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
