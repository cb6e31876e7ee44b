package factory.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import factory.goods.JsonLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of a shipment back into the values that {@link factory.goods.Fields} names; numbers
 * keep their digits.
 */
final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.DEPTH)
                  .maxNumberLength(JsonLimits.NUMBER)
                  .maxStringLength(JsonLimits.TEXT)
                  .maxNameLength(JsonLimits.NAME)
                  .build())
          .build();

  private JsonText() {}

  /**
   * The object in this line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Map<String, @Nullable Object> object(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        return object(json);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON object: " + e.getMessage() + ": " + line, e);
    }
    throw new IllegalArgumentException("no JSON object: " + line);
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      object.put(name, value(json, json.nextToken()));
    }
    return Collections.unmodifiableMap(object);
  }

  private static @Nullable Object value(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NUMBER_INT -> integer(json);
      case VALUE_NUMBER_FLOAT -> new BigDecimal(json.getText());
      default -> null;
    };
  }

  private static Object integer(JsonParser json) throws IOException {
    String digits = json.getText();
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return new BigDecimal(digits);
    }
  }

  private static List<@Nullable Object> array(JsonParser json) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      array.add(value(json, token));
    }
    return Collections.unmodifiableList(array);
  }

  static String text(Map<?, ?> object, String name) {
    return String.valueOf(object.get(name));
  }

  static @Nullable String textOrNull(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? null : value.toString();
  }

  /** The number, or -1 where there is none. */
  static long number(Map<?, ?> object, String name) {
    return object.get(name) instanceof Long number ? number : -1;
  }

  static @Nullable Map<String, @Nullable Object> objectOrNull(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? null : asObject(value);
  }

  @SuppressWarnings("unchecked") // objects are made above, with texts as names
  static Map<String, @Nullable Object> asObject(Object value) {
    return (Map<String, @Nullable Object>) value;
  }

  /** The list, empty where there is none. */
  static List<?> list(Map<?, ?> object, String name) {
    return object.get(name) instanceof List<?> list ? list : List.of();
  }
}
