package factory.transportation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON after the other into a buffer that is used again.
 *
 * <p>Characters beyond the basic plane are written as escaped surrogates, which is Jackson's way
 * and also right for lone ones. (Its {@code COMBINE_UNICODE_SURROGATES_IN_UTF8} of 2.20 joins a
 * lone one with whatever character follows.) Not thread-safe.
 */
final class JsonLine {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(4_000).build())
          .build()
          .setRootValueSeparator(null);

  /** A buffer that has grown larger for one line is given up after it. */
  static final int KEEP = 1 << 20;

  private static final byte[] LINE_FEED = {'\n'};
  private static final byte[] NOTHING = {};

  private final JsonValues values = new JsonValues();
  private ByteArrayOutputStream buffer = new ByteArrayOutputStream(1024);
  private @Nullable JsonGenerator generator;

  /** Writes one JSON value. */
  @FunctionalInterface
  interface Body {
    /** Writes it; {@code values} is for what blueprints bring. */
    void write(JsonGenerator json, JsonValues values) throws IOException;
  }

  /**
   * The value with a line feed.
   *
   * @throws RuntimeException what a value of the user has thrown; the next line is not affected
   */
  byte[] write(Body body) {
    return bytes(null, body, LINE_FEED);
  }

  /**
   * The value between what stands ready before it and behind it.
   *
   * @throws RuntimeException as {@link #write(Body)}
   */
  byte[] write(JsonHead head, Body body, byte[] end) {
    return bytes(head, body, end);
  }

  /** The value. */
  byte[] value(Body body) {
    return bytes(null, body, NOTHING);
  }

  /** The value as text. */
  String text(Body body) {
    return new String(value(body), StandardCharsets.UTF_8);
  }

  private byte[] bytes(@Nullable JsonHead head, Body body, byte[] end) {
    JsonGenerator json = generator;
    // Whatever goes wrong below, the generator is not used again in the middle of a value.
    generator = null;
    try {
      if (json == null) {
        buffer = new ByteArrayOutputStream(1024);
        json = JSON.createGenerator(buffer);
      }
      if (head != null) {
        buffer.write(head.bytes(), 0, head.length());
      }
      body.write(json, values);
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.writeBytes(end);
    byte[] bytes = buffer.toByteArray();
    if (bytes.length <= KEEP) {
      buffer.reset();
      generator = json;
    }
    return bytes;
  }
}
