package factory.custody;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose last field {@code crc32c} is the checksum of all bytes before it; ledgers and
 * manifests are written so.
 *
 * <p>Whatever was read is whole: a file that was cut, changed or reformatted is refused.
 */
public final class SealedJson {
  private static final String SEAL = ",\"crc32c\":\"";
  private static final int SEAL_LENGTH = SEAL.length() + 8 + 3;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          // Sets of offsets are long texts.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Map<String, @Nullable Object> values;

  private SealedJson(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** Writes the fields of the object; at least one. */
  @FunctionalInterface
  public interface Body {
    /** Writes them. */
    void write(JsonGenerator json) throws IOException;
  }

  /** The object as one line with its seal. */
  public static byte[] write(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    }
    byte[] open = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream(open.length + SEAL_LENGTH);
    sealed.write(open);
    sealed.write(
        (SEAL + checksum(open, open.length) + "\"}\n").getBytes(StandardCharsets.US_ASCII));
    return sealed.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException in words, if it is damaged
   */
  public static SealedJson read(byte[] bytes) throws IOException {
    int end = bytes.length - SEAL_LENGTH;
    if (end < 1) {
      throw new IOException("it is cut off: it has " + bytes.length + " bytes");
    }
    String seal = new String(bytes, end, SEAL_LENGTH, StandardCharsets.ISO_8859_1);
    if (!seal.equals(SEAL + checksum(bytes, end) + "\"}\n")) {
      throw new IOException("its checksum does not match: it was cut off or changed");
    }
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      return new SealedJson(object(json));
    }
  }

  /** The text of a field. */
  public String text(String field) throws IOException {
    return value(field, String.class);
  }

  /** The integer of a field. */
  public long number(String field) throws IOException {
    return value(field, Long.class);
  }

  /** The object of a field. */
  @SuppressWarnings("unchecked")
  public SealedJson object(String field) throws IOException {
    return new SealedJson((Map<String, @Nullable Object>) value(field, Map.class));
  }

  /** The objects in the list of a field. */
  @SuppressWarnings("unchecked")
  public List<SealedJson> objects(String field) throws IOException {
    List<SealedJson> objects = new ArrayList<>();
    for (Object item : value(field, List.class)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw new IOException("its field '" + field + "' is no list of objects");
      }
      objects.add(new SealedJson((Map<String, @Nullable Object>) map));
    }
    return objects;
  }

  /** All fields, of which each must be an integer. */
  public Map<String, Long> numbers() throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (String field : values.keySet()) {
      numbers.put(field, number(field));
    }
    return numbers;
  }

  /** Whether a field is there and not null. */
  public boolean has(String field) {
    return values.get(field) != null;
  }

  private <T> T value(String field, Class<T> type) throws IOException {
    Object value = values.get(field);
    if (!type.isInstance(value)) {
      throw new IOException("its field '" + field + "' is missing or of another type");
    }
    return type.cast(value);
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      map.put(name, value(json));
    }
    return map;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NULL -> null;
      default ->
          throw new IOException("it holds " + json.currentToken() + ", which it never should");
    };
  }

  private static String checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return String.format("%08x", crc.getValue());
  }
}
