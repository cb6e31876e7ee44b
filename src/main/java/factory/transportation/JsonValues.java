package factory.transportation;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of fields as JSON: those that {@link factory.goods.Fields} names, and whatever
 * else a blueprint may have put there.
 *
 * <p>Numbers keep their digits; an unknown object is written as its text; a list or map that
 * contains itself is named so instead of being followed for ever. Not thread-safe.
 */
final class JsonValues {
  /** Deeper values are written as this text; nothing that was read from a source is as deep. */
  private static final int MAX_DEPTH = 1_500;

  private static final String TOO_DEEP = "(nested too deep)";
  private static final String CYCLE = "(contains itself)";

  /** The lists and maps that the value is in. */
  private final List<Object> around = new ArrayList<>();

  /** Writes an object with these fields. */
  void object(JsonGenerator json, @Nullable Map<?, ?> fields) throws IOException {
    around.clear();
    if (fields == null) {
      json.writeNull();
    } else {
      map(json, fields);
    }
  }

  /** Writes one value. */
  void value(JsonGenerator json, @Nullable Object value) throws IOException {
    around.clear();
    any(json, value);
  }

  /** The text of a value that has no form of its own in JSON. */
  static String text(@Nullable Object value) {
    String text = String.valueOf(value);
    return text == null ? "null" : text;
  }

  private void any(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Number number) {
      number(json, number);
    } else if (value instanceof Map<?, ?> map) {
      map(json, map);
    } else if (value instanceof Iterable<?> items && !(value instanceof java.nio.file.Path)) {
      list(json, value, items);
    } else if (value instanceof Object[] items) {
      list(json, value, java.util.Arrays.asList(items));
    } else {
      json.writeString(text(value));
    }
  }

  private static void number(JsonGenerator json, Number number) throws IOException {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      json.writeNumber(number.longValue());
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (number instanceof Double || number instanceof Float) {
      // Not by way of double, which would give a float digits that it does not have.
      double value = number.doubleValue();
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        json.writeString(number.toString());
      } else {
        json.writeNumber(number.toString());
      }
    } else {
      json.writeString(text(number));
    }
  }

  private void map(JsonGenerator json, Map<?, ?> map) throws IOException {
    if (refused(json, map)) {
      return;
    }
    around.add(map);
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(text(entry.getKey()));
      any(json, entry.getValue());
    }
    json.writeEndObject();
    around.remove(around.size() - 1);
  }

  private void list(JsonGenerator json, Object list, Iterable<?> items) throws IOException {
    if (refused(json, list)) {
      return;
    }
    around.add(list);
    json.writeStartArray();
    for (Object item : items) {
      any(json, item);
    }
    json.writeEndArray();
    around.remove(around.size() - 1);
  }

  private boolean refused(JsonGenerator json, Object container) throws IOException {
    if (around.size() >= MAX_DEPTH) {
      json.writeString(TOO_DEEP);
      return true;
    }
    for (Object outer : around) {
      if (outer == container) {
        json.writeString(CYCLE);
        return true;
      }
    }
    return false;
  }
}
