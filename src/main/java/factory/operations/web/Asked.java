package factory.operations.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pekko.http.javadsl.model.Uri;

/**
 * What is asked for in an address, or by the bytes of a request. What may be read in two ways, or
 * in no way, is asked for again: an answer would be about something else.
 */
final class Asked {
  private Asked() {}

  /**
   * The value of this name; empty if there is none.
   *
   * @throws IllegalArgumentException if there are several, or what stands there is no UTF-8, in
   *     words
   */
  static String once(Uri address, String name) {
    List<String> values = address.query().getAll(name);
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          name + ": is asked for " + values.size() + " times; must be once");
    }
    address.rawQueryString().ifPresent(query -> text(unescaped(query)));
    return values.isEmpty() ? "" : values.get(0);
  }

  /**
   * These bytes as a text.
   *
   * @throws IllegalArgumentException if they are no UTF-8, in words
   */
  static String text(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("what is asked for must be UTF-8");
    }
  }

  /** The bytes of a query that could be read already: each escape in it is whole. */
  private static ByteBuffer unescaped(String query) {
    byte[] raw = query.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.put((byte) (16 * Character.digit(raw[i + 1], 16) + Character.digit(raw[i + 2], 16)));
        i += 2;
      } else {
        bytes.put(raw[i]);
      }
    }
    return bytes.flip();
  }
}
