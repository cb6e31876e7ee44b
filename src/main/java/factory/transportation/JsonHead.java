package factory.transportation;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the part of a line of JSON that each product has, piece by piece, most of which
 * stand ready. Texts are quoted by Jackson, but for those of which each character stands for
 * itself, and so are the values of fields, but for simple ones. Not thread-safe.
 */
final class JsonHead {
  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

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

  /**
   * An object of these fields, if their values are texts, numbers, truth values or null, as most
   * are. False if not: then nothing is added, and it is for {@link JsonValues}, which would have
   * written the same.
   */
  boolean addObject(Map<?, ?> fields) {
    int from = length;
    byte before = '{';
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      room(1);
      bytes[length++] = before;
      before = ',';
      addText(JsonValues.text(field.getKey()));
      room(1);
      bytes[length++] = ':';
      if (!addValue(field.getValue())) {
        length = from;
        return false;
      }
    }
    room(2);
    if (before == '{') {
      bytes[length++] = before;
    }
    bytes[length++] = '}';
    return true;
  }

  private boolean addValue(@Nullable Object value) {
    if (value instanceof Long || value instanceof Integer) {
      addNumber(((Number) value).longValue());
    } else if (value instanceof String text) {
      addText(text);
    } else if (value instanceof Boolean bool) {
      add(bool ? TRUE : FALSE);
    } else if (value == null) {
      add(NULL);
    } else if (value instanceof BigDecimal
        || (value instanceof Double number && Double.isFinite(number))) {
      add(ascii(value.toString()));
    } else {
      return false;
    }
    return true;
  }

  /** What was put together, and nothing more. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
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
